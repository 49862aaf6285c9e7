"""The numbers that Word itself prints before paragraphs: "I.", "1.2.", "a)", a dash."""

import re
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml.etree import _Element

_LEVELS = 9
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip
_HOLDER = re.compile(r"%(\d)")
_SIGNS = frozenset("-–—+*•")
_HIGHEST = 399
_LETTERS = 26
_DEEPEST_STYLE = 12


@dataclass
class _Level:
    form: str
    text: str
    start: int


@dataclass
class _List:
    """One abstract list: its levels, and how far each is counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, document: Document) -> None:
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._styles = {
            style.get(qn("w:styleId")): style
            for style in document.styles.element.findall(qn("w:style"))
        }
        try:
            part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return
        if isinstance(part, XmlPart):
            self._read(part.element)

    def _read(self, numbering: _Element) -> None:
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {
                int(level.get(qn("w:ilvl"), "0")): _Level(
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    int(_value(level, "w:start") or 1),
                )
                for level in abstract.findall(qn("w:lvl"))
            }
            self._lists[abstract.get(qn("w:abstractNumId")) or ""] = _List(levels)
        for number in numbering.findall(qn("w:num")):
            own = number.get(qn("w:numId")) or ""
            self._abstract[own] = _value(number, "w:abstractNumId") or ""
            self._restarts[own] = {
                int(override.get(qn("w:ilvl"), "0")): int(start)
                for override in number.findall(qn("w:lvlOverride"))
                if (start := _value(override, "w:startOverride"))
            }

    def marker(self, paragraph: _Element) -> str:
        """What Word prints before `paragraph`, with a space; "" where it has no number."""
        own, at = self._of(paragraph)
        numbered = self._lists.get(self._abstract.get(own, ""))
        if numbered is None or at not in numbered.levels:
            return ""
        restart = self._restarts[own].pop(at, None)
        level = numbered.levels[at]
        begins = restart if restart is not None else level.start
        before = numbered.counted.get(at) if restart is None else None
        numbered.counted[at] = begins if before is None else before + 1
        for deeper in range(at + 1, _LEVELS):
            numbered.counted.pop(deeper, None)
        if level.form == "bullet":
            return f"{level.text.strip()[:1] if level.text.strip()[:1] in _SIGNS else '-'} "
        if level.form == "none" or not level.text.strip():
            return ""

        def counted(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            above = numbered.levels.get(index, level)
            return _printed(numbered.counted.get(index, above.start), above.form)

        return _HOLDER.sub(counted, level.text).strip() + " "

    def _of(self, paragraph: _Element) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else its style's."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        own, at = _list_of(properties)
        style = _value(properties, "w:pStyle")
        for _step in range(_DEEPEST_STYLE):
            if own is not None or style is None or style not in self._styles:
                break
            above = self._styles[style].find(qn("w:pPr"))
            if above is not None:
                own, inherited = _list_of(above)
                at = at if at is not None else inherited
            style = _value(self._styles[style], "w:basedOn")
        return own or "", at or 0


def _value(element: _Element, name: str) -> str | None:
    found = element.find(qn(name))
    value = found.get(qn("w:val")) if found is not None else None
    return str(value) if value is not None else None


def _list_of(properties: _Element) -> tuple[str | None, int | None]:
    numbered = properties.find(qn("w:numPr"))
    if numbered is None:
        return None, None
    at = _value(numbered, "w:ilvl")
    return _value(numbered, "w:numId"), int(at) if at is not None else None


def _printed(number: int, form: str) -> str:
    """A number as Word prints it in `form`."""
    if form in ("upperRoman", "lowerRoman") and 0 < number <= _HIGHEST:
        said, left = "", number
        for value, letters in _ROMAN:
            said += letters * (left // value)
            left %= value
        return said if form == "upperRoman" else said.lower()
    if form in ("upperLetter", "lowerLetter") and 0 < number <= _LETTERS:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)
