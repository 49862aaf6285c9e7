"""Writes about a unit's registration of titles."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Reason, Refusal, refuse
from thidua.common.text import tidy
from thidua.documents.on_paper import DoneOnPaper, day_of, enter
from thidua.emulation.actions.blocs import demand_member
from thidua.emulation.models import Registration, RegistrationLine, Round
from thidua.emulation.policies import REGISTRATIONS, ROUNDS, writes_for_another
from thidua.emulation.queries import people_to_register
from thidua.emulation.states import RegistrationState
from thidua.emulation.titles import demand_title, holder_kind
from thidua.emulation.transitions import REGISTRATION_TABLE
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import OFFICE, UNIT, demand_role, holds
from thidua.organisations.queries import parts_of, people_of
from thidua.organisations.states import PARTS
from thidua.rules import Title
from thidua.workflow import Act, act, perform
from thidua.workflow.fitting import demand_fits

WRITABLE = (RegistrationState.DRAFT, RegistrationState.RETURNED)


def start_registration(*, in_round: Round, unit: Unit, by: User) -> Registration:
    """The unit's registration in a round, begun as a draft where there is none yet.

    A draft may be begun before the round opens; it is sent from that day on. Raises `Refusal`.
    """
    demand_may_start(in_round=in_round, unit=unit, by=by)
    found = Registration.objects.filter(round=in_round, unit=unit).first()
    if found is not None:
        return found
    with act("emulation.start_registration", by=by, unit_code=unit.code) as current:
        registration = Registration(round=in_round, unit=unit)
        registration.save()
        current.subject = registration
        current.say(on_behalf=not holds(by, *UNIT, unit=unit))
    return registration


def demand_may_start(*, in_round: Round, unit: Unit, by: User) -> None:
    """Raise `Refusal` unless `by` may begin the unit's registration, and the unit registers so."""
    ROUNDS.demand(by, "start", in_round)
    if not holds(by, *OFFICE):
        demand_role(by, *UNIT, unit=unit)
    demand_member(in_round.bloc, unit)
    if unit.calendar != in_round.period.calendar:
        raise refuse(
            "other_calendar",
            _("%(unit)s is not judged by periods such as %(period)s.")
            % {"unit": unit, "period": in_round.period},
            cure=_("Schools are judged by school years, others by calendar years."),
            field="unit",
        )


@contextmanager
def _writing(verb: str, registration: Registration, by: User) -> Iterator[tuple[Registration, Act]]:
    """An act that changes the lines of a draft or returned registration, locked."""
    with act(f"emulation.{verb}", by=by, subject=registration) as current:
        locked: Registration = Registration.objects.select_for_update().get(pk=registration.pk)
        REGISTRATIONS.demand(by, verb, locked)
        demand_writable(locked)
        current.unit_code = locked.unit.code
        current.say(on_behalf=writes_for_another(by, locked))
        yield locked, current


def demand_writable(registration: Registration) -> None:
    """Raise `Refusal` unless the registration is a draft or was returned."""
    if registration.state not in WRITABLE:
        raise refuse(
            "wrong_state",
            _("This registration is now “%(state)s” and can no longer be changed.")
            % {"state": REGISTRATION_TABLE.label(registration.state)},
            cure=_("Ask the standing office to return it."),
        )


@dataclass(frozen=True)
class LineEntry:
    """One line to register: a person or a unit, for a title."""

    what: str
    person: Person | None = None
    unit: Unit | None = None
    initiative: str = ""


def register_line(
    *,
    registration: Registration,
    what: str,
    by: User,
    person: Person | None = None,
    unit: Unit | None = None,
    initiative: str = "",
) -> RegistrationLine:
    """Register a person of the unit, the unit itself or a collective inside it for a title.

    `what` is a title's id in the law; `initiative` is what the person means to do.
    Raises `Refusal`.
    """
    with _writing("register_line", registration, by) as (locked, current):
        entry = LineEntry(what, person, unit, initiative)
        line = LineChecks(locked, [entry]).checked(entry)
        line.save()
        current.say(line=line.pk, what=what)
    return line


def register_lines(
    *, registration: Registration, entries: Sequence[LineEntry], by: User
) -> list[RegistrationLine]:
    """Register many lines in one act. Every wrong entry is told, and then none is written."""
    with _writing("register_line", registration, by) as (locked, current):
        if not entries:
            raise refuse("empty", _("There is nothing to register here."), field="entries")
        lines = LineChecks(locked, entries)
        reasons: list[Reason] = []
        made = []
        for entry in entries:
            try:
                made.append(lines.checked(entry))
            except Refusal as refusal:
                reasons.extend(refusal.reasons)
        if reasons:
            raise Refusal(*reasons)
        RegistrationLine.objects.bulk_create(made)
        current.say(lines=len(made))
    return made


class LineChecks:
    """The checks of entries against one registration, each fact read once."""

    def __init__(self, registration: Registration, entries: Sequence[LineEntry]) -> None:
        self.registration = registration
        self.day = office_day()
        people = [entry.person.pk for entry in entries if entry.person is not None]
        here = people_to_register(registration.unit, self.day).filter(pk__in=people)
        self.here = set(here.values_list("pk", flat=True))
        self.taken: set[tuple[int | None, int | None, str]] = set(
            registration.lines.values_list("person_id", "unit_id", "what")
        )
        self.elsewhere = _registered_elsewhere(registration, entries)
        self.titles: dict[tuple[str, str], Title] = {}

    def checked(self, entry: LineEntry) -> RegistrationLine:
        """The entry as a line, not yet saved. Raises `Refusal`."""
        person, unit = entry.person, entry.unit
        if (person is None) == (unit is None):
            raise refuse(
                "one_holder",
                _("A line is about one person or about one unit."),
                cure=_("Choose who is registered."),
                field="person",
            )
        if person is not None and person.pk not in self.here:
            raise _works_elsewhere(person, self.registration.unit)
        if unit is not None:
            _demand_inside(unit, self.registration.unit, self.day)
        title = self._title(entry.what, holder_kind(unit))
        key = (person.pk if person else None, unit.pk if unit else None, entry.what)
        if key in self.taken:
            raise refuse(
                "twice",
                _("%(holder)s is already registered for %(title)s.")
                % {"holder": person or unit, "title": title.name},
                cure=_("Choose another title or another holder."),
                field="what",
            )
        if key in self.elsewhere:
            words = {"holder": person or unit, "title": title.name, "unit": self.elsewhere[key]}
            raise refuse(
                "registered_elsewhere",
                _("%(holder)s is already registered for %(title)s by %(unit)s.") % words,
                cure=_("Agree which unit registers; the other takes the line off its list."),
                field="what",
            )
        self.taken.add(key)
        line = RegistrationLine(
            registration=self.registration,
            what=entry.what,
            person=person,
            unit=unit,
            initiative=tidy(entry.initiative),
        )
        demand_fits(line)
        return line

    def _title(self, what: str, holder: str) -> Title:
        if (what, holder) not in self.titles:
            self.titles[what, holder] = demand_title(what, holder, self.day)
        return self.titles[what, holder]


def _registered_elsewhere(
    registration: Registration, entries: Sequence[LineEntry]
) -> dict[tuple[int | None, int | None, str], Unit]:
    """Who else registers the same holders for a title of the same period, of those whom two may put
    forward; one query.
    """
    people = [entry.person.pk for entry in entries if entry.person is not None]
    units = [entry.unit.pk for entry in entries if entry.unit is not None]
    lines = (
        RegistrationLine.objects.filter(
            Q(person__in=people, person__unit__kind__in=PARTS)
            | Q(unit__in=units, unit__kind__in=PARTS),
            registration__round__period=registration.round.period_id,
        )
        .exclude(registration=registration.pk)
        .select_related("registration__unit")
    )
    return {(line.person_id, line.unit_id, line.what): line.registration.unit for line in lines}


def _works_elsewhere(person: Person, unit: Unit) -> Refusal:
    return refuse(
        "other_unit",
        _("%(person)s does not work at %(unit)s today.") % {"person": person, "unit": unit},
        cure=_("Choose a person of the unit."),
        field="person",
    )


def _demand_inside(unit: Unit, registering: Unit, day: date) -> None:
    if unit != registering and not parts_of(registering, day).filter(pk=unit.pk).exists():
        raise refuse(
            "other_unit",
            _("%(unit)s is not part of %(registering)s.")
            % {"unit": unit, "registering": registering},
            cure=_("Choose the unit itself or a collective inside it."),
            field="unit",
        )


def withdraw_line(*, line: RegistrationLine, by: User) -> Registration:
    """Take a line off a draft or returned registration; the journal keeps what it said."""
    with _writing("withdraw_line", line.registration, by) as (locked, current):
        found = locked.lines.filter(pk=line.pk).first()
        if found is None:
            raise refuse(
                "gone",
                _("This line was already taken off."),
                cure=_("Reload the page to see what was done meanwhile."),
            )
        current.say(line=found.pk, what=found.what, holder=str(found.holder))
        found.delete()
    return locked


def send_registration(
    *, registration: Registration, by: User, on_paper: DoneOnPaper | None = None
) -> Registration:
    """Send the list to the standing office. After the round's last day it is taken, and marked.

    The day of a signed list counts where its scan is attached; the standing office sends for a unit
    only so.
    """
    with perform(
        REGISTRATION_TABLE, "send", registration, by=by, is_on_paper=on_paper is not None
    ) as (locked, current):
        day = day_of(on_paper)
        if on_paper is not None:
            enter(
                current,
                on_paper,
                doers=people_of(locked.unit, on_paper.done_on),
                unit=locked.unit,
                since=locked.round.opens_on,
            )
        if locked.sent_on is None:
            locked.sent_on = day
            locked.days_late = max(0, (day - locked.round.last_day).days)
        locked.return_reason = ""
        current.unit_code = locked.unit.code
        current.say(
            sent_on=day,
            days_late=locked.days_late,
            lines=locked.lines.count(),
            on_behalf=writes_for_another(by, locked),
        )
    return registration


def demand_day_received(day: date, *, in_round: Round, by: User) -> None:
    """Raise `Refusal` unless a list can have been received on `day`, by what `by` may say."""
    today = office_day()
    if day > today:
        raise refuse(
            "not_yet",
            _("%(day)s has not come yet.") % {"day": day.strftime("%d/%m/%Y")},
            cure=_("Write the day on which the list was received."),
            field="received_on",
        )
    if day < in_round.opens_on:
        raise refuse(
            "not_open",
            _("Registration opens on %(day)s.") % {"day": in_round.opens_on.strftime("%d/%m/%Y")},
            cure=_("Write the day on which the list was received."),
            field="received_on",
        )
    if day != today:
        demand_role(by, *OFFICE)


def return_registration(*, registration: Registration, reason: str, by: User) -> Registration:
    """Return a sent list to its unit, saying what to correct. Raises `Refusal`."""
    with perform(REGISTRATION_TABLE, "return", registration, by=by) as (locked, current):
        locked.return_reason = tidy(reason)
        if not locked.return_reason:
            raise refuse(
                "no_reason",
                _("A return must say what to correct."),
                cure=_("Write the reason."),
                field="reason",
            )
        demand_fits(locked)
        current.unit_code = locked.unit.code
        current.say(reason=locked.return_reason)
    return registration


def accept_registration(*, registration: Registration, by: User) -> Registration:
    """Accept a sent list: the unit's registration stands for the period."""
    with perform(REGISTRATION_TABLE, "accept", registration, by=by) as (locked, current):
        current.unit_code = locked.unit.code
        current.say(lines=locked.lines.count())
    return registration
