"""Names printed in capitals, as they are written within a sentence."""

import re

from thidua.common.text import tidy
from thidua.plans.reading.lines import is_upper
from thidua.plans.reading.paper import plain_of
from thidua.plans.reading.vocabulary import Vocabulary, bare_letters, vocabulary

# A Vietnamese syllable without diacritics; what is none of these is an abbreviation (UBND, THCS).
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    r"(?:[aeiouy]{1,3})(?:ch|ng|nh|[cmnpt])?"
)
# Abbreviations that could be syllables.
_ABBREVIATIONS = frozenset({"ub", "tu", "hu", "xn", "ptth", "vp"})
# Abbreviations after which a proper name stands.
_NAMED = frozenset({"thcs", "thpt", "tnhh", "mtv"})
_UNITS = ("thanh pho", "thi xa", "thi tran", "dac khu", "tinh", "huyen", "quan", "xa", "phuong")
# Words of these that take a capital besides the first.
_ALSO_CAPITAL = {
    "hoi dong thi dua": 2, "ban chi dao": 1, "ban thuong vu": 1, "ban chap hanh": 1,
    "ban thuong truc": 1, "ban thi dua": 1, "truong tieu hoc": 1, "truong mam non": 1,
    "truong mau giao": 1,
    "cong ty co phan": 2,
}  # fmt: skip
_ORGANS = frozenset(
    {"ban thuong vu", "ban thuong truc", "ban chap hanh", "bch", "btv", "van phong", "doan"}
)
_ROMAN = re.compile(r"[IVXLC]+[,.;]?")
_ORDINALS = frozenset({"thu", "lan", "khoa", "quy", "ky", "phan", "khu", "loai", "hang", "muc"})
# Words of a sentence with which the name of a body has ended.
_ENDS_NAME = frozenset(
    {"nam", "ve", "tren", "trong", "theo", "cho", "de", "giai", "thuc", "trien", "phat", "cong"}
)
_POSTS = frozenset({"tich", "truong", "doc", "thu", "pho", "lanh dao"})
_JOINERS = frozenset({"và", "của", "các"})


def starts_body(words: str) -> bool:
    """Whether `words` begin as the name of a body does: Sở, UBND, Trường, Công ty…"""
    plain = plain_of(tidy(words))
    return any(plain == body or plain.startswith(f"{body} ") for body in vocabulary().bodies)


def is_abbreviation(word: str) -> bool:
    """Whether a word in capitals stands for several: no syllable of Vietnamese reads so."""
    plain = plain_of(word).strip(".,;:()")
    if not plain.isalpha():
        return bool(plain) and any(letter.isalpha() for letter in plain)
    return plain in _ABBREVIATIONS or not _SYLLABLE.fullmatch(plain)


def sentence_case(words: str, *, of_body: bool = False) -> str:
    """`words` as in a sentence where they were set in capitals, else only single-spaced.

    "UBND THỊ XÃ CHÍ LINH" gives "UBND thị xã Chí Linh"; bodies, units of territory and
    abbreviations are known by the table of names, names follow the unit they name. `of_body`:
    the words are a body's name and no sentence, so that a name follows an abbreviation too.
    """
    words = tidy(words)
    if not is_upper(words):
        return words
    return _Caser(words, vocabulary(), of_body=of_body).run()


def full_name(words: str | None) -> str | None:
    """`words` with the abbreviations that the table of names has written out."""
    if words is None:
        return None
    names = vocabulary()
    parts = re.sub(r"(\w) & (\w)", r"\1&\2", words).split(" ")
    full = []
    for at, part in enumerate(parts):
        short = part.rstrip(",;:")
        before_name = at + 1 < len(parts) and short.endswith(".")
        meant = names.before_names.get(bare_letters(short)) if before_name else None
        if meant is None and (is_upper(short) or "&" in short):
            meant = names.abbreviations.get(bare_letters(short))
        full.append(meant + part[len(short) :] if meant else part)
    written = " ".join(full)
    # A name that stands at the start keeps its capital.
    return _capital_first(written) if words[:1].isupper() else written


def _capital_first(words: str) -> str:
    return words[:1].upper() + words[1:]


class _Caser:
    def __init__(self, words: str, names: Vocabulary, *, of_body: bool) -> None:
        self.names = names
        self.of_body = of_body
        self.after_organ = False
        self.in_function = False
        self.words = words.split(" ")
        self.plain = [plain_of(word).strip(",;:.()\"'") for word in self.words]
        self.out: list[str] = []
        self.in_name = False
        self.capital = True

    def _phrase(self, phrases: tuple[str, ...], at: int) -> int:
        """How many words from `at` make one of `phrases`: the longest counts."""
        best = 0
        for phrase in phrases:
            parts = phrase.split(" ")
            if self.plain[at : at + len(parts)] == parts:
                best = max(best, len(parts))
        return best

    def run(self) -> str:
        at = 0
        while at < len(self.words):
            at += self._step(at)
        return " ".join(self.out)

    def _step(self, at: int) -> int:
        unit = 0 if self.plain[at : at + 2] == ["xa", "hoi"] else self._phrase(_UNITS, at)
        body = 0 if self.in_name else self._phrase(self.names.bodies, at)
        # One word is a body's only at the start or after a post: "Nội vụ" is no Vụ.
        organ, self.after_organ = self.after_organ, False
        if body == 1 and self.out and self.plain[at - 1] not in _POSTS and not organ:
            body = 0
        proper = self._phrase(tuple(self.names.proper), at)
        if body and body >= unit:
            return self._body(at, body)
        if unit and at + unit < len(self.words) + (not self.in_name):
            return self._unit(at, unit)
        if proper:
            name = self.names.proper[" ".join(self.plain[at : at + proper])]
            self.out.append(name + self._tail(at + proper - 1))
            self.capital = self.in_name
            return proper
        self.out.append(self._word(at))
        return 1

    def _body(self, at: int, count: int) -> int:
        phrase = " ".join(self.plain[at : at + count])
        for offset, word in enumerate(self.words[at : at + count]):
            if is_abbreviation(word):
                self.out.append(word)
            elif offset in (0, _ALSO_CAPITAL.get(phrase)):
                self.out.append(_capital(word))
            else:
                self.out.append(word.lower())
        self.in_name = phrase in self.names.name_follows
        # "Ban Thường vụ Hội…", "BCH Đoàn…": an organ of the body that follows.
        self.after_organ = phrase in _ORGANS
        self.in_function = phrase in self.names.function_follows or "thi dua" in phrase
        self.capital = phrase not in self.names.plain_follows
        return count

    def _unit(self, at: int, count: int) -> int:
        for index in range(at, at + count):
            word = self.words[index].lower()
            self.out.append(_capital(word) if self.capital and not self.out else word)
        self.in_name, self.capital = True, True
        return count

    def _word(self, at: int) -> str:
        word, plain = self.words[at], self.plain[at]
        lower = word.lower()
        if not any(letter.isalpha() for letter in word):
            self.capital = self.capital or (word in ("-", "–") and self.in_function)
            self.in_name = self.in_name and word not in ("-", "–")
            return word
        if is_abbreviation(word):
            self.in_name = self.in_name or plain in _NAMED or self.of_body
            self.capital = self.in_name
            return word
        if _ROMAN.fullmatch(word) and self.plain[at - 1] in _ORDINALS:
            return word
        if plain in _ENDS_NAME and self.out and not self.of_body:
            self.in_function = self.in_name = self.capital = False
        if lower in _JOINERS:
            self.capital = lower == "và" and bool(self.out) and starts_body(self.out[0])
            self.in_name = False
            return lower
        cased = _capital(word) if self.in_name or self.capital else lower
        self.capital = self.in_name
        if word.endswith(","):
            self.in_name = False
        return cased

    def _tail(self, at: int) -> str:
        word = self.words[at]
        return word[len(word.rstrip(",;:.")) :]


def _capital(word: str) -> str:
    lower = word.lower()
    for index, letter in enumerate(lower):
        if letter.isalpha():
            return lower[:index] + letter.upper() + lower[index + 1 :]
    return lower


def title_case(words: str) -> str:
    """The title of a post as in a sentence: "PHÓ CHỦ TỊCH" gives "Phó Chủ tịch"."""
    cased = sentence_case(words)
    return re.sub(r"^Phó (\w)", lambda match: f"Phó {match.group(1).upper()}", cased)


def person_case(words: str) -> str:
    """A person's name: each word with a capital where it was set in capitals."""
    words = tidy(words)
    return " ".join(_capital(word) for word in words.split(" ")) if is_upper(words) else words
