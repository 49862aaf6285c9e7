"""Questions to the law about what stands around a proposal: duties, days, names of ratings."""

from datetime import date

from thidua.rules.dated import CarryOver, Dated, Governing, Jurisdiction, Transition
from thidua.rules.duties import Duty, SubmitBy
from thidua.rules.law import Law
from thidua.rules.records import Instrument, TimeLimit

When = date | Governing
_NOWHERE = Jurisdiction()


def rating_name(law: Law, level: str, on: When, *, group: str | None = None) -> str:
    """What people of a group call a level of performance; the id where no law names it.

    Of years before any law that is loaded, what the first of them calls it.
    """
    for wanted in (group, None):
        found = law.record(law.shelf.rating_names, lambda n: n.group, wanted, on, None)
        if found is not None:
            return found.name_of(level)
    known = [each for each in law.shelf.rating_names if each.value.group is None]
    first = min(known, key=lambda each: each.start, default=None)
    return first.value.name_of(level) if first is not None else level


def duties(
    law: Law,
    what: str,
    on: When,
    jurisdiction: Jurisdiction = _NOWHERE,
    *,
    kind: str | None = None,
) -> tuple[Duty, ...]:
    """The duties around a proposal of `what` (of one kind), those of any title among them."""
    found = law.records(law.shelf.duties, lambda duty: duty.id, on, jurisdiction.authority)
    return tuple(
        each.value
        for each in found
        if (each.value.what is None or what in each.value.what) and kind in {None, each.value.kind}
    )


def submit_by(
    law: Law,
    what: str,
    on: When,
    jurisdiction: Jurisdiction = _NOWHERE,
    *,
    school: bool = False,
) -> SubmitBy | None:
    """The last day to submit `what` upward; None where no loaded law says.

    `school`: of those judged by school year; where these have no day of their own, the common one.
    """
    records = law.shelf.submit_by
    for wanted in ((what, school), (what, False)):
        found = law.record(
            records, lambda s: (s.what, s.school), wanted, on, jurisdiction.authority
        )
        if found is not None:
            return found
    return None


def time_limit(
    law: Law,
    step: str,
    on: When,
    jurisdiction: Jurisdiction = _NOWHERE,
    *,
    what: str | None = None,
) -> TimeLimit | None:
    """The days a step may take for `what` (None: for anything); None where no loaded law says.

    A limit for the title itself, the authority's or the nation's, goes before one for any title;
    of one authority the limit for the level of the jurisdiction before that for any level.
    """
    found = _limit(law, step, on, jurisdiction, what)
    return found.value if found is not None else None


def time_limits(
    law: Law, what: str, on: When, jurisdiction: Jurisdiction = _NOWHERE
) -> tuple[Dated[TimeLimit], ...]:
    """The limit of every step that has one for `what`."""
    steps = dict.fromkeys(each.value.step for each in law.shelf.time_limits)
    found = (_limit(law, step, on, jurisdiction, what) for step in steps)
    return tuple(each for each in found if each is not None)


def _limit(
    law: Law, step: str, on: When, jurisdiction: Jurisdiction, what: str | None
) -> Dated[TimeLimit] | None:
    levels = {jurisdiction.level, None}
    records = [
        each
        for each in law.shelf.time_limits
        if each.value.step == step and each.value.level in levels
    ]
    chain = law.authorities(jurisdiction.authority)
    own = [each for each in records if what is not None and what in (each.value.what or ())]
    for fitting in (own, [each for each in records if each.value.what is None]):
        found = law.records(
            fitting, lambda limit: limit.level, on, jurisdiction.authority, carried=True
        )
        if found:
            return min(found, key=lambda d: (chain.index(d.authority), d.value.level is None))
    return None


def transition(law: Law, governing: Governing) -> Transition | None:
    """The transition that keeps a case under the older law, the latest; None where none does."""
    kept = [each for each in law.transitions if each.keeps_old(governing)]
    return max(kept, key=lambda each: each.received_before, default=None)


def carried(law: Law, on: date) -> tuple[CarryOver, ...]:
    """What lets older rules go on where the authority has none of its own yet."""
    return tuple(
        each.value for each in law.shelf.carry_overs if each.covers(on) and not each.is_draft
    )


def numbered(law: Law, number_symbol: str) -> Instrument | None:
    """The instrument with an official number, as `91/2017/NĐ-CP`; spaces and case do not count."""
    wanted = "".join(number_symbol.split()).casefold()
    for found in law.shelf.instruments.values():
        if "".join(found.number.split()).casefold() == wanted:
            return found
    return None
