"""Loading and keeping the records that verdicts rest on."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.rows import Cells, Slips
from thidua.common.text import tidy
from thidua.organisations.actions.periods import find_or_make_periods
from thidua.organisations.holders import Holder, Holders
from thidua.organisations.models import (
    Discipline,
    Leave,
    PendingCase,
    Person,
    Rating,
    Unit,
)
from thidua.organisations.policies import CASES, OFFICE, demand_role
from thidua.organisations.rows import DisciplineRow, LeaveRow, PendingRow, RatingRow
from thidua.organisations.states import Level, Pending
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

LEVELS = {level.value: level for level in Level}
CASE_KINDS = {kind.value: kind for kind in Pending}
BATCH = 500


def load_ratings(*, by: User, rows: Sequence[RatingRow], source: str = "") -> int:
    """Add ratings, one for each holder and year: one act, by the standing office. Returns how many.

    Every wrong row is told and nothing written: an unknown holder or level, years, a holder rated
    twice for one year here or before.
    """
    demand_role(by, *OFFICE)
    slips, holders = Slips(source), Holders.load()
    known = Rating.objects.values_list("person_id", "unit_id", "period__code")
    taken = {((person, unit), code) for person, unit, code in known}
    seen: dict[tuple[object, str], int] = {}
    read: list[tuple[Holder, str, Level, str]] = []
    for cells in slips.cells(rows):
        holder = holders.read(cells, "holder")
        level = cells.choice("level", LEVELS, required=True)
        decision = cells.text("number", most=100)
        for year in cells.years("periods"):
            if holder is None or level is None:
                continue
            code = holder.period_in(year)
            if (holder.key, code) in taken:
                message = _("This holder is rated for %(period)s already.")
                cells.wrong("periods", "exists", message % {"period": code})
            cells.once(seen, (holder.key, code), "periods")
            read.append((holder, code, level, decision))
    slips.raise_any()
    with act("organisations.load_ratings", by=by, count=len(read), source=source):
        periods = find_or_make_periods({code for _holder, code, _level, _decision in read})
        Rating.objects.bulk_create(
            [
                Rating(
                    person_id=holder.person_id,
                    unit_id=holder.unit_id,
                    period=periods[code],
                    level=level,
                    decision=decision,
                )
                for holder, code, level, decision in read
            ],
            batch_size=BATCH,
        )
    return len(read)


def load_leave(*, by: User, rows: Sequence[LeaveRow], source: str = "") -> int:
    """Add time away from work: one act, by the standing office. Returns how many.

    Every wrong row is told and nothing written: an unknown person, dates, time away that overlaps
    other time away of the same person.
    """
    demand_role(by, *OFFICE)
    slips, holders = Slips(source), Holders.load()
    taken: dict[int, list[tuple[date, date]]] = {}
    for person, first, last in Leave.objects.values_list("person_id", "started_on", "ended_on"):
        taken.setdefault(person, []).append((first, last))
    leaves = []
    for cells in slips.cells(rows):
        holder = holders.read(cells, "person", only="person")
        kind = cells.code("kind", most=30)
        start, end = cells.day("from", required=True), cells.day("until", required=True)
        if start is None or end is None or holder is None or holder.person_id is None:
            continue
        if end < start:
            cells.wrong("until", "ends_before_start", _("Leave cannot end before it begins."))
            continue
        others = taken.setdefault(holder.person_id, [])
        if any(start <= last and first <= end for first, last in others):
            cells.wrong("from", "overlap", _("This person is away on some of these days already."))
        others.append((start, end))
        leaves.append(Leave(person_id=holder.person_id, kind=kind, started_on=start, ended_on=end))
    slips.raise_any()
    with act("organisations.load_leave", by=by, count=len(leaves), source=source):
        Leave.objects.bulk_create(leaves, batch_size=BATCH)
    return len(leaves)


def load_discipline(*, by: User, rows: Sequence[DisciplineRow], source: str = "") -> int:
    """Add disciplinary decisions: one act, by the standing office. Returns how many.

    Every wrong row is told and nothing written: an unknown holder, dates, a decision twice.
    """
    demand_role(by, *OFFICE)
    slips, holders = Slips(source), Holders.load()
    known = Discipline.objects.values_list("person_id", "unit_id", "form", "decided_on")
    taken = {((person, unit), form, day) for person, unit, form, day in known}
    seen: dict[object, int] = {}
    made = []
    for cells in slips.cells(rows):
        holder = holders.read(cells, "person")
        form = cells.code("form", most=40)
        decided_on, ends_on = cells.day("decided_on", required=True), cells.day("ends_on")
        if decided_on is None or holder is None:
            continue
        if ends_on is not None and ends_on < decided_on:
            cells.wrong("ends_on", "ends_before_start", _("This ends before it was decided."))
        if (holder.key, form, decided_on) in taken:
            cells.wrong("decided_on", "exists", _("This decision is recorded already."))
        cells.once(seen, (holder.key, form, decided_on), "decided_on")
        made.append(
            Discipline(
                person_id=holder.person_id,
                unit_id=holder.unit_id,
                form=form,
                decision=cells.text("number", most=100),
                decided_on=decided_on,
                ends_on=ends_on,
                issuer=cells.text("issuer"),
                reason=cells.text("reason", most=300),
            )
        )
    slips.raise_any()
    with act("organisations.load_discipline", by=by, count=len(made), source=source):
        Discipline.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def load_pending(*, by: User, rows: Sequence[PendingRow], source: str = "") -> int:
    """Add inspections, complaints and cases of discipline, concluded or not: one act. How many.

    By the standing office. Every wrong row is told and nothing written.
    """
    demand_role(by, *OFFICE)
    slips, holders = Slips(source), Holders.load()
    made = []
    for cells in slips.cells(rows):
        case = _case(cells, holders)
        if case is not None:
            made.append(case)
    slips.raise_any()
    with act("organisations.load_pending", by=by, count=len(made), source=source):
        PendingCase.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def _case(cells: Cells, holders: Holders) -> PendingCase | None:
    holder = holders.read(cells, "holder")
    kind = cells.choice("kind", CASE_KINDS, required=True)
    opened_on, closed_on = cells.day("opened_on", required=True), cells.day("concluded_on")
    note = cells.text("note", most=300)
    if opened_on and closed_on and closed_on < opened_on:
        cells.wrong(
            "concluded_on", "ends_before_start", _("A case cannot be concluded before it opens.")
        )
    if not cells.is_right or holder is None or kind is None or opened_on is None:
        return None
    return PendingCase(
        person_id=holder.person_id,
        unit_id=holder.unit_id,
        kind=kind,
        opened_on=opened_on,
        closed_on=closed_on,
        note=note,
        conclusion=note if closed_on else "",
    )


def open_case(
    *, by: User, holder: Person | Unit, kind: str, opened_on: date, note: str = ""
) -> PendingCase:
    """Record that a case stands against a person or a unit, by the standing office.

    Until it is closed no award is proposed or given. Refuses an unknown kind, a day to come, a case
    of this kind that stands already.
    """
    demand_role(by, *OFFICE)
    person = holder if isinstance(holder, Person) else None
    unit = holder if isinstance(holder, Unit) else None
    if kind not in Pending.values:
        message = _("There is no case “%(kind)s”.") % {"kind": kind}
        raise refuse("unknown_kind", message, field="kind")
    if opened_on > office_day():
        raise refuse("not_yet", _("This day has not come."), field="opened_on")
    standing = PendingCase.objects.filter(
        person=person, unit=unit, kind=kind, closed_on__isnull=True
    )
    with act("organisations.open_case", by=by) as current:
        # The holder's row is the lock: the same case opened twice waits here for the first.
        type(holder)._default_manager.select_for_update().get(pk=holder.pk)
        if standing.exists():
            raise refuse("open_already", _("A case of this kind stands already."), field="kind")
        case = PendingCase(
            person=person, unit=unit, kind=kind, opened_on=opened_on, note=tidy(note)[:300]
        )
        demand_fits(case)
        case.save()
        current.subject = case
    return case


def close_case(*, by: User, case: PendingCase, closed_on: date, conclusion: str) -> PendingCase:
    """Record how a case was concluded, by the standing office; it holds awards no longer."""
    CASES.demand(by, "close", case)
    conclusion = tidy(conclusion)[:300]
    if not conclusion:
        raise refuse("no_conclusion", _("Write what was concluded."), field="conclusion")
    if closed_on > office_day():
        raise refuse("not_yet", _("This day has not come."), field="closed_on")
    with act("organisations.close_case", by=by, subject=case) as current:
        locked = PendingCase.objects.select_for_update().get(pk=case.pk)
        if locked.closed_on is not None:
            raise refuse("closed_already", _("This case was concluded before."))
        if closed_on < locked.opened_on:
            message = _("A case cannot be concluded before it opens.")
            raise refuse("ends_before_start", message, field="closed_on")
        locked.closed_on, locked.conclusion = closed_on, conclusion
        demand_fits(locked)
        locked.save()
        current.subject = locked
    case.closed_on, case.conclusion = closed_on, conclusion
    return case
