"""Writes of the register: past honours loaded; honours granted and revoked inside a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import Refusal, refuse
from thidua.common.rows import Cells, Slips
from thidua.common.text import tidy
from thidua.honours.models import Honour
from thidua.honours.rows import DecisionOf, HonourRow, Scheme
from thidua.honours.states import HonourKind, HonourState, Provenance
from thidua.organisations.actions import find_or_make_periods
from thidua.organisations.holders import INDIVIDUAL, Holder, Holders, holder_kind
from thidua.organisations.models import Period, Person, Unit, UnitVersion
from thidua.organisations.policies import OFFICE, demand_role
from thidua.rules import Law, default_law
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

KINDS = {kind.value: kind for kind in HonourKind}
BATCH = 1000
Key = tuple[tuple[int | None, int | None], str, str]


def load_honours(
    *,
    by: User,
    rows: Sequence[HonourRow],
    schemes: Mapping[str, Scheme] | None = None,
    source: str = "",
) -> int:
    """Add past honours, one for each holder, title and year: one act, by the standing office.

    Returns how many. Every wrong row is told and nothing written: an unknown holder, title or
    scheme, a title that is not given to such a holder, a year without a decision in its scheme, the
    same title twice for one period here or before.
    """
    demand_role(by, *OFFICE)
    reading = _Reading(Slips(source), Holders.load(), default_law(), schemes or {}, _Names.load())
    known = Honour.objects.filter(state=HonourState.GRANTED, kind=HonourKind.MERIT)
    taken: set[Key] = {
        ((person, unit), what, code)
        for person, unit, what, code in known.values_list(
            "person_id", "unit_id", "what", "period__code"
        )
    }
    seen: dict[Key, int] = {}
    read: list[tuple[str, Honour]] = []
    for cells in reading.slips.cells(rows):
        for holder, code, honour in reading.honours(cells):
            key = (holder.key, honour.what, code)
            if honour.kind == HonourKind.MERIT:
                if key in taken:
                    message = _("The register has this honour for %(period)s already.")
                    cells.wrong("years", "exists", message % {"period": code})
                cells.once(seen, key, "years")
            read.append((code, honour))
    reading.slips.raise_any()
    with act("honours.load_honours", by=by, count=len(read), source=source):
        periods = find_or_make_periods({code for code, _honour in read})
        for code, honour in read:
            honour.period = periods[code]
        Honour.objects.bulk_create([honour for _code, honour in read], batch_size=BATCH)
    return len(read)


@dataclass(frozen=True)
class Grant:
    """One honour to enter: who is given `what` for which period."""

    holder: Person | Unit
    what: str
    period: Period
    kind: str = HonourKind.MERIT


@dataclass(frozen=True)
class DecidedBy:
    """The paper that gives honours: its number as printed, its day, who issued it."""

    decision: str
    decided_on: date
    issuer: str


def grant(
    *,
    holder: Person | Unit,
    what: str,
    period: Period,
    decision: str,
    decided_on: date,
    issuer: str,
    kind: str = HonourKind.MERIT,
    provenance: Provenance = Provenance.DECIDED,
) -> Honour:
    """Enter one honour; inside the act of its decision. Refuses as `grant_each` does."""
    paper = DecidedBy(decision, decided_on, issuer)
    return grant_each([Grant(holder, what, period, kind)], paper, provenance=provenance)[0]


def grant_each(
    grants: Sequence[Grant], paper: DecidedBy, *, provenance: Provenance = Provenance.DECIDED
) -> list[Honour]:
    """Enter the honours of one paper, in the order given; inside its act.

    Refuses a title unknown to the law or not given to such a holder, a kind that does not exist, a
    decision without number, and the same title twice for one period's merit. Two statements,
    whatever the number of honours.
    """
    decision, issuer = tidy(paper.decision), tidy(paper.issuer)
    rows = []
    for each in grants:
        _demand_given(each)
        if not decision:
            raise refuse("no_decision", _("An honour needs the number of its decision."))
        rows.append(
            Honour(
                person=each.holder if isinstance(each.holder, Person) else None,
                unit=each.holder if isinstance(each.holder, Unit) else None,
                what=each.what,
                period=each.period,
                kind=each.kind,
                provenance=provenance,
                decision=decision,
                decided_on=paper.decided_on,
                issuer=issuer,
            )
        )
    _demand_not_held(rows)
    demand_fits(*rows)
    return Honour.objects.bulk_create(rows, batch_size=BATCH)


def _demand_given(given: Grant) -> None:
    """The law gives the title to such a holder, and the kind of commendation exists."""
    title, holder = default_law().title(given.what), given.holder
    held_by = holder_kind(holder.kind) if isinstance(holder, Unit) else INDIVIDUAL
    if held_by not in title.holders:
        message = _("%(title)s is not given to such a holder as %(holder)s.")
        raise refuse(
            "wrong_holder", message % {"title": title.name, "holder": holder}, field="what"
        )
    if given.kind not in HonourKind.values:
        message = _("There is no kind of commendation “%(kind)s”.") % {"kind": given.kind}
        raise refuse("unknown_kind", message, field="kind")


def _demand_not_held(rows: Sequence[Honour]) -> None:
    """No merit twice for one period: neither in the register nor among the rows. One query."""
    merits = [row for row in rows if row.kind == HonourKind.MERIT]
    standing = Honour.objects.filter(
        what__in={row.what for row in merits},
        period__in={row.period_id for row in merits},
        state=HonourState.GRANTED,
        kind=HonourKind.MERIT,
    )
    held: set[tuple[int | None, int | None, str, int]] = set(
        standing.values_list("person_id", "unit_id", "what", "period_id")
    )
    for row in merits:
        key = (row.person_id, row.unit_id, row.what, row.period_id)
        if key in held:
            message = _("%(holder)s holds %(title)s for %(period)s already.")
            title = default_law().title(row.what)
            words = {"holder": row.holder, "title": title.name, "period": row.period}
            raise refuse("held_already", message % words)
        held.add(key)


def revoke(*, honour: Honour, revoked_on: date, because: str) -> Honour:
    """Mark an honour as revoked, with its ground; inside the act of the deciding paper.

    The row stays: what was granted and taken back is part of the record.
    """
    because = tidy(because)[:300]
    if not because:
        raise refuse("no_ground", _("Write on what ground it is revoked."), field="because")
    locked = Honour.objects.select_for_update().get(pk=honour.pk)
    if locked.state != HonourState.GRANTED:
        raise refuse("revoked_already", _("This honour was revoked before."))
    if locked.decided_on is not None and revoked_on < locked.decided_on:
        message = _("An honour cannot be revoked before it was granted.")
        raise refuse("ends_before_start", message, field="revoked_on")
    locked.state, locked.revoked_on, locked.revoked_because = (
        HonourState.REVOKED,
        revoked_on,
        because,
    )
    demand_fits(locked)
    locked.save()
    return locked


@dataclass(frozen=True)
class _Names:
    """What units were called when."""

    versions: Mapping[str, Sequence[tuple[date, str]]]

    @classmethod
    def load(cls) -> "_Names":
        versions: dict[str, list[tuple[date, str]]] = {}
        for code, since, name in UnitVersion.objects.values_list(
            "unit__code", "valid_from", "name"
        ):
            versions.setdefault(code, []).append((since or date.min, name))
        return cls({code: sorted(named) for code, named in versions.items()})

    def issuer(self, text: str, day: date | None) -> str:
        """The name on `day` of the unit with this code; any other text as it stands."""
        named = self.versions.get(text)
        if not named:
            return text
        return next((name for since, name in reversed(named) if since <= (day or date.max)), text)


@dataclass
class _Reading:
    """Reads rows of honours against the law, the holders and the schemes."""

    slips: Slips
    holders: Holders
    law: Law
    schemes: Mapping[str, Scheme]
    names: _Names

    def honours(self, cells: Cells) -> list[tuple[Holder, str, Honour]]:
        """The honours of one row, their period by code; none where the row is wrong."""
        holder = self.holders.read(cells, "holder")
        what = self._title(cells, holder)
        named = cells.choice("scheme", self.schemes)
        scheme = named or Scheme()
        kind = cells.choice("kind", KINDS) or scheme.kind
        number, decided_on = cells.text("number", most=100), cells.day("decided_on")
        issuer = cells.text("issuer") or scheme.issuer
        years = cells.years("years")
        if number and len(years) > 1:
            message = _("One decision cannot stand for several years.")
            cells.wrong("number", "several_years", message, _("Name a scheme, or split the row."))
        found = []
        for year in years:
            decision = DecisionOf(number, decided_on) if number else scheme.decisions.get(year)
            if decision is None and named is not None:
                message = _("The scheme has no decision for %(year)s.") % {"year": year}
                cells.wrong("years", "no_decision", message)
            decision = decision or DecisionOf("", decided_on)
            if holder is not None and cells.is_right:
                code = holder.period_in(year)
                by = self.names.issuer(issuer, decision.decided_on)
                found.append((holder, code, _imported(holder, what, kind, decision, by)))
        return found

    def _title(self, cells: Cells, holder: Holder | None) -> str:
        what = cells.text("what", required=True, most=60)
        if not what:
            return ""
        try:
            title = self.law.title(what)
        except Refusal as refusal:
            reason = refusal.reasons[0]
            cells.wrong("what", reason.code, reason.message, reason.cure)
            return ""
        if holder is not None and holder.kind not in title.holders:
            message = _("%(title)s is not given to such a holder.") % {"title": title.name}
            cells.wrong("what", "wrong_holder", message)
        return what


def _imported(
    holder: Holder, what: str, kind: HonourKind, decision: DecisionOf, issuer: str
) -> Honour:
    return Honour(
        person_id=holder.person_id,
        unit_id=holder.unit_id,
        what=what,
        kind=kind,
        provenance=Provenance.IMPORTED,
        decision=decision.number,
        decided_on=decision.decided_on,
        issuer=issuer,
    )
