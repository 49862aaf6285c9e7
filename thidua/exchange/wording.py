"""Texts to be copied into a message: always in Vietnamese."""

from thidua.emulation.models import Registration
from thidua.organisations.models import Person
from thidua.organisations.reminders import period_words


def link_letter(registration: Registration, person: Person, address: str) -> str:
    """What goes with a personal link."""
    in_round = registration.round
    return "\n".join(
        (
            f"Kính gửi {person.addressed},",
            f"Mời {(person.honorific or 'ông/bà').lower()} ghi danh sách đăng ký danh hiệu thi đua "
            f"{period_words(in_round.period)} của {registration.unit} tại đường dẫn sau, "
            "không cần mật khẩu:",
            address,
            f"Đường dẫn dùng được đến hết ngày {in_round.last_day:%d/%m/%Y}.",
            "Đường dẫn là của riêng người nhận: việc làm qua đó được ghi tên người nhận. "
            "Xin không chuyển cho người khác.",
        )
    )
