"""Turns of phrase that several papers share."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Literal

from thidua.documents.composed import number_line
from thidua.documents.numbers import counted, roman
from thidua.documents.paper import Block, Paragraph, Reference, day_in_full

Holder = Literal["individual", "collective", "household"]
# Order of awarding at one level: collectives, households, individuals.
HOLDERS: tuple[tuple[Holder, str], ...] = (
    ("collective", "tập thể"),
    ("household", "hộ gia đình"),
    ("individual", "cá nhân"),
)
END = "./."  # closes the last words of a paper


def day_text(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2018" """
    return day_in_full(Reference("", day))


def clock_text(moment: time) -> str:
    """ "08 giờ 00 phút" """
    return f"{moment.hour:02} giờ {moment.minute:02} phút"


def paper_text(kind: str, reference: Reference) -> str:
    """ "Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2018" """
    number = number_line(reference).removeprefix("Số: ")
    return f"{kind} số {number} {day_in_full(reference)}"


def award_text(name: str, *, is_title: bool) -> str:
    """What is given, inside a sentence: "danh hiệu “Lao động tiên tiến”", "Giấy khen"."""
    return f"danh hiệu “{name}”" if is_title else name


def joined(parts: Sequence[str]) -> str:
    """ "a, b và c" """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def holders_text(holders: Sequence[Holder]) -> str:
    """ "05 tập thể và 04 cá nhân" """
    counts = [(holders.count(holder), name) for holder, name in HOLDERS]
    return joined([f"{counted(count)} {name}" for count, name in counts if count])


def holders_named(holders: Sequence[Holder]) -> str:
    """The kinds of holders without counts: "tập thể, cá nhân"."""
    return ", ".join(name for holder, name in HOLDERS if holder in holders)


def opened(text: str) -> str:
    """`text` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """`blocks` with their headings numbered I, II, III."""
    number = 0
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.style == "heading":
            number += 1
            found.append(replace(block, text=f"{roman(number)}. {block.text}"))
        else:
            found.append(block)
    return tuple(found)
