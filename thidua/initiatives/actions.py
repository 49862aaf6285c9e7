"""Writes of initiatives: registered by their authors, recognised by a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Refusal, refuse
from thidua.common.rows import Cells, Slips
from thidua.common.text import fold, tidy
from thidua.initiatives.models import Initiative, Scope
from thidua.initiatives.policies import AUTHORS, INITIATIVES
from thidua.initiatives.rows import InitiativeRow
from thidua.organisations.actions import find_or_make_periods
from thidua.organisations.holders import Holder, Holders
from thidua.organisations.models import Period, Person
from thidua.organisations.periods import period_days
from thidua.organisations.policies import OFFICE, demand_role
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

SCOPES = {scope.value: scope for scope in Scope}
TITLE_LENGTH = 400
BATCH = 500
NUMBER_LENGTH, ISSUER_LENGTH = 100, 200
Key = tuple[int | None, str, str]


@dataclass(frozen=True)
class Recognition:
    """The decision that recognised an initiative: its scope, day, number and issuer."""

    scope: str
    recognised_on: date
    decision: str
    issuer: str


def register_initiative(*, by: User, person: Person, period: Period, title: str) -> Initiative:
    """Register what a person means to do or has done, by the person, the unit or the office.

    Refuses an empty title and one that the person has registered for the period before.
    """
    AUTHORS.demand(by, "register", person)
    title = _title(title)
    with act("initiatives.register_initiative", by=by) as current:
        # The person's row is the lock: the same title sent twice waits here for the first.
        Person.objects.select_for_update().get(pk=person.pk)
        own = Initiative.objects.filter(person=person, period=period)
        if fold(title) in {fold(other) for other in own.values_list("title", flat=True)}:
            message = _("%(person)s has registered this initiative already.")
            raise refuse("exists", message % {"person": person}, field="title")
        initiative = Initiative(person=person, period=period, title=title)
        demand_fits(initiative)
        initiative.save()
        current.subject = initiative
    return initiative


def recognise_initiative(
    *, by: User, initiative: Initiative, recognition: Recognition
) -> Initiative:
    """Record that a registered initiative was recognised by a decision.

    Refuses one that is recognised already, and a decision of a day to come.
    """
    _demand_sound(recognition)
    with act("initiatives.recognise_initiative", by=by, subject=initiative):
        locked = Initiative.objects.select_for_update().get(pk=initiative.pk)
        INITIATIVES.demand(by, "recognise", locked)
        _recognise(locked, recognition)
        locked.save()
    return locked


def enter_recognised(
    *, by: User, person: Person, period: Period, title: str, recognition: Recognition
) -> Initiative:
    """Record a recognised initiative of a person: one that she registered, else a new one.

    Refuses one that is recognised already, and a decision of a day to come.
    """
    AUTHORS.demand(by, "recognise", person)
    title = _title(title)
    _demand_sound(recognition)
    with act("initiatives.enter_recognised", by=by) as current:
        # The person's row is the lock, as in `register_initiative`.
        Person.objects.select_for_update().get(pk=person.pk)
        own = Initiative.objects.filter(person=person, period=period)
        known = {fold(each.title): each for each in own}.get(fold(title))
        initiative = known or Initiative(person=person, period=period, title=title)
        _recognise(initiative, recognition)
        demand_fits(initiative)
        initiative.save()
        current.subject = initiative
    return initiative


def _title(text: str) -> str:
    title = tidy(text)
    if not title or len(title) > TITLE_LENGTH:
        message = _("Write the initiative's title, in at most %(most)s letters.")
        raise refuse("bad_title", message % {"most": TITLE_LENGTH}, field="title")
    return title


def _demand_sound(recognition: Recognition) -> None:
    """Raise `Refusal` for a recognition that no decision can have given."""
    if recognition.scope not in SCOPES:
        raise refuse("unknown_scope", _("Choose the scope of the recognition."), field="scope")
    if recognition.recognised_on > office_day():
        raise refuse(
            "in_future",
            _("A decision of a day to come recognises nothing yet."),
            cure=_("Correct the day."),
            field="recognised_on",
        )
    for column, most in (("decision", NUMBER_LENGTH), ("issuer", ISSUER_LENGTH)):
        text = tidy(getattr(recognition, column))
        if not text or len(text) > most:
            message = _("Write the decision's number and who issued it.")
            raise refuse("bad_decision", message, field=column)


def _recognise(initiative: Initiative, recognition: Recognition) -> None:
    if initiative.recognised_on is not None:
        raise refuse(
            "exists",
            _("This initiative is recognised already: %(decision)s, %(day)s.")
            % {
                "decision": initiative.decision or "–",
                "day": f"{initiative.recognised_on:%d/%m/%Y}",
            },
            cure=_("Look it up in the list of initiatives."),
            field="title",
        )
    initiative.scope = recognition.scope
    initiative.recognised_on = recognition.recognised_on
    initiative.decision, initiative.issuer = tidy(recognition.decision), tidy(recognition.issuer)


def recognise_initiatives(
    *, by: User, rows: Sequence[InitiativeRow], source: str = ""
) -> list[Initiative]:
    """Record recognised initiatives with their decisions: one act, by the standing office.

    An initiative registered before, of one title and period, becomes recognised; others are added.
    Every wrong row is told and nothing written: an unknown person or scope, a period that is none,
    dates, an initiative recognised twice here or before.
    """
    demand_role(by, *OFFICE)
    slips, holders = Slips(source), Holders.load()
    registered: dict[Key, Initiative] = {}
    for each in Initiative.objects.select_related("period"):
        registered[each.person_id, each.period.code, fold(each.title)] = each
    seen: dict[Key, int] = {}
    new: list[tuple[str, Initiative]] = []
    changed: list[Initiative] = []
    for cells in slips.cells(rows):
        holder = holders.read(cells, "holder", only="person")
        code = _period(cells, holder)
        read = _recognised(cells)
        if holder is None or not cells.is_right:
            continue
        key = (holder.person_id, code, fold(read.title))
        cells.once(seen, key, "title")
        known = registered.get(key)
        if known is None:
            read.person_id = holder.person_id or 0
            new.append((code, read))
        elif known.recognised_on is not None:
            cells.wrong("title", "exists", _("This initiative is recognised already."))
        else:
            for column in ("scope", "recognised_on", "decision", "issuer"):
                setattr(known, column, getattr(read, column))
            changed.append(known)
    slips.raise_any()
    count = len(new) + len(changed)
    with act("initiatives.recognise_initiatives", by=by, count=count, source=source):
        periods = find_or_make_periods({code for code, _initiative in new})
        for code, initiative in new:
            initiative.period = periods[code]
            initiative.prepare()
        added = Initiative.objects.bulk_create([one for _code, one in new], batch_size=BATCH)
        columns = ["scope", "recognised_on", "decision", "issuer"]
        Initiative.objects.bulk_update(changed, columns, batch_size=BATCH)
    return [*added, *changed]


def _period(cells: Cells, holder: Holder | None) -> str:
    """The period's code; a bare year is the holder's own period that ends in it."""
    text = cells.text("period", required=True, most=20)
    if not text:
        return ""
    try:
        days = period_days(text)
    except Refusal as refusal:
        reason = refusal.reasons[0]
        cells.wrong("period", reason.code, reason.message, reason.cure)
        return ""
    return holder.period_in(days.year) if holder is not None and "-" not in text else days.code


def _recognised(cells: Cells) -> Initiative:
    return Initiative(
        title=cells.text("title", required=True, most=TITLE_LENGTH),
        scope=cells.choice("scope", SCOPES, required=True) or "",
        recognised_on=cells.day("recognised_on", required=True),
        decision=cells.text("number", most=100),
        issuer=cells.text("issuer"),
    )
