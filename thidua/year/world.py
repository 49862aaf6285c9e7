"""What a year's events speak of: codes become rows; whoever is not found is refused by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.common.rows import read_day
from thidua.common.strict_yaml import Plain
from thidua.councils.models import Council, Meeting
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period, Person, Unit
from thidua.plans.models import Plan
from thidua.year.folder import Folder

M = TypeVar("M", bound=Model)


@dataclass
class World:
    """The folder under way, and rows by their codes. Rows that change are read fresh each time."""

    folder: Folder
    papers: Path
    _users: dict[str, User] = field(default_factory=dict)
    _people: dict[str, Person] = field(default_factory=dict)

    def user(self, username: str) -> User:
        """The user of a sign-in name."""
        if username not in self._users:
            self._users[username] = self._one(User, username, username__iexact=username)
        return self._users[username]

    def unit(self, code: str) -> Unit:
        """The unit of a code."""
        return self._one(Unit, code, code=code)

    def person(self, code: str) -> Person:
        """The person of a code."""
        return self._one(Person, code, code=code)

    def holder(self, code: str) -> Person | Unit:
        """The person of a code, else the unit of it."""
        return Person.objects.filter(code=code).first() or self.unit(code)

    def people(self, codes: Sequence[str]) -> list[Person]:
        """The people of several codes, in their order."""
        found = {each.code: each for each in Person.objects.filter(code__in=codes)}
        missing = [code for code in codes if code not in found]
        if missing:
            raise _unknown(", ".join(missing))
        return [found[code] for code in codes]

    def period(self, code: str) -> Period:
        """The period "2018" or "2017-2018"."""
        return self._one(Period, code, code=code)

    def bloc(self, code: str) -> Bloc:
        """The bloc of a code, or of a name, in the newest year."""
        found = Bloc.objects.order_by("-emulation_year__year")
        bloc = found.filter(code=code).first() or found.filter(name=code).first()
        if bloc is None:
            raise _unknown(code)
        return bloc

    def plan(self) -> Plan:
        """The newest plan taken in."""
        plan: Plan | None = Plan.objects.order_by("-pk").first()
        if plan is None:
            raise refuse("no_plan", _("No plan has been taken in yet."))
        return plan

    def council(self) -> Council:
        """The council."""
        council: Council | None = Council.objects.order_by("pk").first()
        if council is None:
            raise refuse("no_council", _("There is no council yet."))
        return council

    def meeting(self, period: Period, held_on: str = "") -> Meeting:
        """The meeting about a period on a day (ISO), or the newest about it."""
        meetings = Meeting.objects.filter(period=period).order_by("-pk")
        day = read_day(held_on)
        if day is not None:
            meetings = meetings.filter(held_on=day)
        meeting: Meeting | None = meetings.first()
        if meeting is None:
            raise refuse(
                "no_meeting", _("No meeting about %(period)s was called.") % {"period": period}
            )
        return meeting

    def _one(self, model: type[M], named: str, /, **where: str) -> M:
        found = model._default_manager.filter(**where).first()
        if found is None:
            raise _unknown(named)
        return found


def _unknown(code: str) -> Exception:
    return refuse("unknown_code", _("“%(code)s” is not known here.") % {"code": code})


class Given:
    """What an event is given, read by key with the kind of value it should have."""

    def __init__(self, given: Mapping[str, Plain]) -> None:
        self._given = given

    def has(self, key: str) -> bool:
        """Whether the key is there with a value."""
        return self._given.get(key) is not None

    def raw(self, key: str) -> Plain:
        """The value as it stands; None when absent."""
        return self._given.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A word or a sentence. Refused when missing without a default."""
        value = self._given.get(key, default)
        if value is None or isinstance(value, list | dict):
            raise self._wrong(key)
        return str(value)

    def day(self, key: str) -> date | None:
        """A day, as 2018-11-15; None when absent. Refused when it is none."""
        if not self.has(key):
            return None
        day = read_day(self.text(key))
        if day is None:
            raise self._wrong(key)
        return day

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self._given.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key)
        return value

    def texts(self, key: str) -> list[str]:
        """A list of words; a single word counts as a list of one. Empty when absent."""
        value = self._given.get(key)
        if value is None:
            return []
        if isinstance(value, dict):
            raise self._wrong(key)
        return [str(each) for each in (value if isinstance(value, list) else [value])]

    def mapping(self, key: str) -> dict[str, Plain]:
        """A mapping. Empty when absent."""
        value = self._given.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self._wrong(key)
        return value

    def _wrong(self, key: str) -> Exception:
        return refuse(
            "bad_event",
            _("“%(key)s” is missing in this event or is not what it takes.") % {"key": key},
        )
