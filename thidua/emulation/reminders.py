"""The reminder of a round, to be copied into Zalo or mail: always in Vietnamese."""

from collections.abc import Iterable
from datetime import date

from thidua.emulation.models import Round
from thidua.emulation.pages import Shown
from thidua.emulation.states import RegistrationState
from thidua.organisations.reminders import Part, letter, period_words, until


def reminder(in_round: Round, rows: Iterable[Shown], day: date) -> str:
    """Who has not sent its list by `day`, and what is missing; empty where all have.

    `rows` are all members of the round.
    """
    members = list(rows)
    waiting = [f"{each.unit.name}: {_lacks(each)}" for each in members if _lacks(each)]
    head = (
        f"Đăng ký danh hiệu thi đua {period_words(in_round.period)}: "
        f"{until(in_round.last_day, day)}. Còn {len(waiting)}/{len(members)} đơn vị:"
    )
    ask = (
        "Đề nghị các đơn vị hoàn thành và gửi cơ quan thường trực. Đơn vị cần phiếu Excel hoặc "
        "đường dẫn không cần mật khẩu xin báo lại."
    )
    return letter(f"các đơn vị thuộc {in_round.bloc.name}", day, [Part(head, waiting)], ask)


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
