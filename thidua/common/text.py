"""Vietnamese text: search without diacritics, sorting, tidying."""

import re
import unicodedata

_MARKS = {"̀": "2", "̉": "3", "̃": "4", "́": "5", "̣": "6"}
# Order of the alphabet: a ă â b c d đ e ê … o ô ơ … u ư; a tone decides only between equal letters
# (ngang, huyền, hỏi, ngã, sắc, nặng).
_LETTERS = {
    "ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1",
}  # fmt: skip
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """`text` in NFC with runs of white space as one space, trimmed."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """`text` for searching: lower case, no diacritics, đ as d, single spaces."""
    plain = unicodedata.normalize("NFD", tidy(text).casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """`text` as an id: folded, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")


def sort_key(text: str) -> str:
    """A key whose byte order is the order of Vietnamese dictionaries."""
    words = []
    for word in tidy(text).casefold().split(" "):
        letters, tones = [], []
        for letter in word:
            parts = unicodedata.normalize("NFD", letter)
            tone = next((_MARKS[mark] for mark in parts if mark in _MARKS), "1")
            bare = unicodedata.normalize("NFC", "".join(m for m in parts if m not in _MARKS))
            letters.append(_LETTERS.get(bare, f"{bare}0"))
            tones.append(tone)
        words.append("".join(letters) + "!" + "".join(tones))
    return " ".join(words)


def name_sort_key(name: str) -> str:
    """A key that sorts people as Vietnamese lists do: given name, then the rest."""
    words = tidy(name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))
