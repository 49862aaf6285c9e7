"""The text that was read, its plain twin of equal length, and positions in both."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from thidua.common.text import tidy

_LIKE = {
    **dict.fromkeys("–—−‐‑‒―", "-"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‘’′", "'"),
    **dict.fromkeys("đĐðÐ", "d"),
}


_BARE_HEADING = re.compile(
    r"^[^\S\n]*(?:I{1,3}|IV|VI{0,3})[^\S\n]+(?=[A-ZĐ\u00c0-\u1ef9]{2})", re.MULTILINE
)


class _Plain(dict[int, str]):
    """One plain character for each character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _LIKE:
            plain = _LIKE[letter]
        elif letter != "\n" and letter.isspace():
            plain = " "
        else:
            base = unicodedata.normalize("NFD", letter)[0].lower()
            plain = base if len(base) == 1 else letter
        self[code] = plain
        return plain


_PLAIN = _Plain()


@dataclass(frozen=True, order=True)
class Span:
    """Half-open positions in the text read."""

    start: int
    end: int

    def to_json(self) -> dict[str, int]:
        return {"start": self.start, "end": self.end}

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def normalise(text: str) -> str:
    """`text` in NFC, lines ended by a line feed, without a byte-order mark."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return unicodedata.normalize("NFC", lines)


def plain_of(text: str) -> str:
    """`text` without case and diacritics, dashes, quotes and blanks made alike; equally long."""
    return text.translate(_PLAIN)


class Paper:
    """The text read. `plain` has the same length: a position in one is a position in the other.

    Words are looked for in `plain`, so that capitals, a missing diacritic of a scan and the two
    ways of placing a tone (hoà, hòa) make no difference; what is reported comes from `text`.
    """

    def __init__(self, text: str) -> None:
        self.text = normalise(text)
        self.plain = plain_of(self.text)

    @cached_property
    def numbers_bare(self) -> bool:
        """Whether headings are numbered without a dot: "I MỤC ĐÍCH"."""
        return bool(_BARE_HEADING.search(self.text))

    def join(self, breaks: Iterable[int]) -> None:
        """Read the line feeds at `breaks` as blanks: there a paragraph was broken by width."""
        letters = list(self.plain)
        for at in breaks:
            letters[at] = " "
        self.plain = "".join(letters)

    def words(self, span: Span) -> str:
        """The words at `span`, single-spaced."""
        return tidy(self.text[span.start : span.end])

    def plain_words(self, span: Span) -> str:
        return self.plain[span.start : span.end]

    def trim(self, start: int, end: int, also: str = "") -> Span:
        """The span from `start` to `end` without blanks, and without `also`, at its two ends."""
        while start < end and (self.text[start].isspace() or self.text[start] in also):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in also):
            end -= 1
        return Span(start, end)
