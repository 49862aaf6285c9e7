"""The reminder of a round, to be copied into Zalo or mail: always in Vietnamese."""

from collections.abc import Iterable
from datetime import date

from thidua.emulation.models import Round
from thidua.emulation.pages import Shown
from thidua.emulation.states import RegistrationState
from thidua.organisations.models import Period
from thidua.organisations.states import Calendar


def reminder(in_round: Round, rows: Iterable[Shown], day: date) -> str:
    """Who has not sent its list by `day`, and what is missing; empty where all have.

    `rows` are all members of the round.
    """
    members = list(rows)
    waiting = [each for each in members if _lacks(each)]
    if not waiting:
        return ""
    period, deadline = period_words(in_round.period), _deadline(in_round.last_day, day)
    lines = [
        f"Kính gửi các đơn vị thuộc {in_round.bloc.name},",
        f"Đăng ký danh hiệu thi đua {period}: {deadline}",
        f"Còn {len(waiting)}/{len(members)} đơn vị:",
        *(f"{at}. {each.unit.name}: {_lacks(each)}" for at, each in enumerate(waiting, 1)),
        "Đề nghị các đơn vị hoàn thành và gửi cơ quan thường trực. Đơn vị cần phiếu Excel hoặc "
        "đường dẫn không cần mật khẩu xin báo lại.",
        "Trân trọng cảm ơn.",
    ]
    return "\n".join(lines)


def period_words(period: Period) -> str:
    """A period as messages name it."""
    kind = "năm học" if period.calendar == Calendar.SCHOOL_YEAR else "năm"
    return f"{kind} {period.code}"


def _deadline(last_day: date, day: date) -> str:
    """How the last day stands to `day`."""
    days = (last_day - day).days
    until = f"{last_day:%d/%m/%Y}"
    if days > 0:
        return f"hạn gửi hết ngày {until}, còn {days} ngày."
    if days == 0:
        return f"hôm nay, {until}, là hạn cuối."
    return f"hạn gửi là ngày {until}, đã quá {-days} ngày."


def _lacks(row: Shown) -> str:
    """What a member still owes; nothing where its list was sent and not returned."""
    registration = row.registration
    if registration is None:
        return "chưa gửi danh sách"
    if registration.state == RegistrationState.RETURNED:
        reason = registration.return_reason.rstrip(".")
        return f"danh sách được trả lại để sửa ({reason}), chưa gửi lại"
    if registration.state == RegistrationState.DRAFT:
        if row.registered:
            return f"đang ghi {row.registered} dòng, chưa gửi"
        return "đã mở danh sách nhưng chưa ghi ai, chưa gửi"
    return ""
