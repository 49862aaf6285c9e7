"""Messages that remind, to be copied into Zalo or mail: always in Vietnamese, one shape for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.organisations.models import Period
from thidua.organisations.states import Calendar

THANKS = "Trân trọng cảm ơn."


@dataclass(frozen=True)
class Part:
    """One thing that is waited for, as a sentence's beginning, and who is waited for."""

    head: str
    waited_for: Sequence[str]


def letter(to: str, day: date, parts: Iterable[Part], ask: str) -> str:
    """The message as of `day`; empty where nobody is waited for."""
    lines: list[str] = []
    for part in parts:
        if part.waited_for:
            lines.append(part.head)
            lines += [f"{at}. {each}" for at, each in enumerate(part.waited_for, 1)]
    if not lines:
        return ""
    return "\n".join((f"Kính gửi {to} (nhắc ngày {day:%d/%m/%Y}),", *lines, ask, THANKS))


def until(last_day: date, day: date) -> str:
    """How a last day stands to `day`, as the end of a sentence."""
    days = (last_day - day).days
    shown = f"{last_day:%d/%m/%Y}"
    if days > 0:
        return f"hạn gửi hết ngày {shown}, còn {days} ngày"
    if days == 0:
        return f"hôm nay, {shown}, là hạn cuối"
    return f"hạn gửi là ngày {shown}, đã quá {-days} ngày"


def period_words(period: Period) -> str:
    """A period as messages name it."""
    kind = "năm học" if period.calendar == Calendar.SCHOOL_YEAR else "năm"
    return f"{kind} {period.code}"
