"""What every part of the year needs to make events: who acts for a unit, and the event itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tools.chi_linh.cast import Account, accounts_of
from tools.chi_linh.people import Person
from tools.chi_linh.units import Unit
from tools.chi_linh.world import World

SYSTEM = "he-thong"
OFFICER = "noi-vu"
OFFICE_HEAD = "truong-phong-noi-vu"
CHAIR = "chu-tich"
SECRETARY = "thu-ky"
CLERK = "van-thu"
SECTOR = "giao-duc"

CALENDAR_BLOCS = ("dang-doan-the", "phong-chuyen-mon", "don-vi-su-nghiep", "xa-phuong")
SCHOOLS = "truong-hoc"
YEAR, SCHOOL_YEAR, NEXT_SCHOOL_YEAR = "2018", "2017-2018", "2018-2019"

LDTT, CSTDCS, CSTD_TINH = "lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_tinh"
TT_LDTT, TT_LDXS = "tap_the_lao_dong_tien_tien", "tap_the_lao_dong_xuat_sac"
GIAY_KHEN = "giay_khen_huyen"


@dataclass(frozen=True)
class Event:
    """One act; `given` is what it is given."""

    on: date
    act: str
    by: str
    given: Mapping[str, object]

    def entry(self) -> dict[str, object]:
        """The event as `events.yaml` writes it."""
        entry: dict[str, object] = {"on": self.on, "act": self.act, "by": self.by}
        return {**entry, "with": dict(self.given)} if self.given else entry


def event(day: str, act: str, by: str, **given: object) -> Event:
    """An event of 2018 on `day` ("10/01"). A key that is a word of Python ends in an underscore."""
    number, month = day.split("/")
    on = date(2018, int(month), int(number))
    return Event(on, act, by, {key.rstrip("_"): value for key, value in given.items()})


@dataclass(frozen=True)
class Office:
    """The world, and who acts for whom in it."""

    world: World

    @cached_property
    def accounts(self) -> list[Account]:
        """The demo's accounts."""
        return accounts_of(self.world)

    def _with_role(self, role: str, unit: Unit) -> str | None:
        for account in self.accounts:
            if any(held.role == role and held.unit == unit.id for held in account.roles):
                return account.username
        return None

    def signer(self, unit: Unit) -> str:
        """The sign-in name of a unit's head."""
        named = self._with_role("unit_head", unit)
        head = self.world.head(unit.id).id
        owned = next((each.username for each in self.accounts if each.person == head), None)
        return named or owned or unit.id

    def sender(self, unit: Unit) -> str:
        """The sign-in name of a unit's officer; its head where it has none."""
        return self._with_role("unit_officer", unit) or self.signer(unit)

    def staff(self, unit: Unit, day: date) -> list[Person]:
        """Who works at a unit on a day."""
        return [
            person
            for person in self.world.staff[unit.id]
            if person.employed_from is not None
            and person.employed_from <= day
            and (person.employed_until is None or person.employed_until >= day)
        ]
