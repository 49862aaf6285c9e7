"""A unit deliberates on titles (bình xét): who and what is considered, the vote, its conclusion."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots.actions import (
    add_items,
    close_ballot,
    open_ballot,
    prepare_ballot,
    record_all_counts,
)
from thidua.ballots.counting import ThresholdRule
from thidua.ballots.states import Method
from thidua.common.clock import office_day
from thidua.common.errors import Reason, Refusal, refuse
from thidua.documents.on_paper import DoneOnPaper, enter
from thidua.documents.uploads import Upload
from thidua.dossiers.actions.candidates import Candidate, demand_candidates
from thidua.dossiers.awards import quota_lines, rules_for
from thidua.dossiers.blockers import quota_blockers
from thidua.dossiers.models import Deliberation, DeliberationItem
from thidua.dossiers.policies import DELIBERATIONS, writes_for_the_unit
from thidua.dossiers.queries import has_passed, items_of, pair_of, titles_held
from thidua.dossiers.states import DeliberationState
from thidua.dossiers.transitions import DELIBERATION
from thidua.organisations.models import Employment, Period, Person, Unit
from thidua.organisations.policies import OFFICE, UNIT, demand_role, holds
from thidua.organisations.queries import standing_on
from thidua.rules import Jurisdiction, VoteRule, default_law, title_name
from thidua.workflow import act, perform

# A period is reviewed once it has begun and at latest a year after its end.
LATEST_AFTER_END = timedelta(days=365)
BODY = "unit"

Counts = Mapping[DeliberationItem, tuple[int, int, int]]


def hold_deliberation(
    *,
    by: User,
    unit: Unit,
    period: Period,
    held_on: date,
    chair: Person,
    secretary: Person,
    entitled: int,
    present: int,
    candidates: Sequence[Candidate],
    minutes: Upload | None = None,
) -> Deliberation:
    """Record the unit's meeting: who is considered for what, and that the quorum was there.

    `minutes` is the scan of those that the chair signed, where the meeting was held on paper. The
    standing office records for a unit only with it; the unit sees it and may go on itself.

    `entitled` and `present` count the unit's staff. The quorum and each vote's threshold come from
    the law in force on the day, the authority's own statute before the nation's. Missing ratings do
    not stop it (`queries.missing_ratings` names them).
    """
    on_behalf = _enters_for(by, unit, minutes)
    jurisdiction = rules_for(unit)
    _demand_day(unit, period, held_on)
    _demand_staff(unit, held_on, chair, secretary)
    demand_candidates(unit, period, held_on, candidates)
    votes = _vote_rules(candidates, held_on, jurisdiction)
    _demand_not_held(unit, period, on_behalf=on_behalf)
    quorum = default_law().quorum(BODY, held_on, jurisdiction)
    with act("dossiers.hold_deliberation", by=by, unit_code=unit.code) as current:
        ballot = prepare_ballot(
            title=f"{unit} {period}",
            method=Method.COUNTED,
            quorum=quorum.threshold if quorum else None,
            quorum_citation=quorum.citation.text if quorum else "",
            quorum_is_strict=quorum.strict if quorum else False,
        )
        deliberation = Deliberation(
            unit=unit,
            period=period,
            held_on=held_on,
            chair=chair,
            secretary=secretary,
            ballot=ballot,
            on_behalf=on_behalf,
        )
        deliberation.save()
        _put_to_vote(deliberation, candidates, votes)
        open_ballot(ballot, entitled=entitled, present=present)
        current.subject = deliberation
        if minutes is not None:
            signed = DoneOnPaper(chair, held_on, minutes)
            enter(current, signed, doers=Person.objects.filter(pk=chair.pk), unit=unit)
        current.say(candidates=len(candidates), entitled=entitled, present=present)
    return deliberation


def record_deliberation_votes(
    *, deliberation: Deliberation, by: User, counts: Counts
) -> Deliberation:
    """Record votes for, against and abstaining on some or all items; until it is concluded.

    All or none: one impossible count refuses the whole, naming each item that is wrong.
    """
    name = "dossiers.record_votes"
    with act(name, by=by, subject=deliberation, unit_code=deliberation.unit.code) as current:
        locked = Deliberation.objects.select_for_update().get(pk=deliberation.pk)
        DELIBERATIONS.demand(by, "record_votes", locked)
        _demand_draft(locked)
        if not counts:
            raise refuse("nothing_counted", _("No vote is given."), cure=_("Fill in the votes."))
        for item in counts:
            if item.deliberation_id != locked.pk:
                raise refuse(
                    "other_deliberation",
                    _("“%(item)s” is not considered in this meeting.") % {"item": item},
                )
        considered = {item.ballot_item: item for item in counts}
        hands = {item.ballot_item: hands for item, hands in counts.items()}
        reasons = [
            _placed(reason, considered[item])
            for item, told in record_all_counts(locked.ballot, hands)
            for reason in told.reasons
        ]
        if reasons:
            raise Refusal(*reasons)
        current.say(items=len(counts), on_behalf=writes_for_the_unit(by, locked))
    return deliberation


def conclude_deliberation(
    *, by: User, deliberation: Deliberation, leave_out: Collection[DeliberationItem] = ()
) -> Deliberation:
    """Close the vote: whoever has enough votes is proposed, save whom the meeting leaves out.

    Where more passed than a cap allows, people choose whom to leave out; the program never does.
    Refuses to conclude over the cap, with its citation and how many are too many.
    """
    with perform(DELIBERATION, "conclude", deliberation, by=by) as (locked, current):
        current.unit_code = locked.unit.code
        close_ballot(locked.ballot)
        items = items_of(locked)
        left = {item.pk for item in leave_out}
        passed = {item.pk for item in items if has_passed(locked, item)}
        if not left <= passed:
            raise refuse(
                "not_passed",
                _("Only who has enough votes can be left out because of a cap."),
                cure=_("Choose among those with enough votes."),
                field="leave_out",
            )
        for item in items:
            item.is_proposed = item.pk in passed - left
        proposed = [pair_of(item) for item in items if item.is_proposed]
        held = titles_held(locked.unit, locked.period, locked.held_on)
        lines = quota_lines(proposed, held, locked.held_on, rules_for(locked.unit))
        over = quota_blockers(lines)
        if over:
            raise Refusal(*(each.reason() for each in over))
        DeliberationItem.objects.bulk_update(items, ["is_proposed"])
        current.say(
            proposed=len(proposed),
            left_out=[str(item) for item in leave_out],
            on_behalf=writes_for_the_unit(by, locked),
        )
    return deliberation


def _enters_for(by: User, unit: Unit, minutes: Upload | None) -> bool:
    """Whether `by` records the meeting for the unit: the standing office, from signed minutes."""
    if holds(by, *UNIT, unit=unit):
        return False
    if not holds(by, *OFFICE):
        demand_role(by, *UNIT, unit=unit)
    if minutes is None:
        raise refuse(
            "no_scan",
            _("Who enters for another unit attaches the signed paper."),
            cure=_("Scan or photograph it and choose the file."),
            field="minutes",
        )
    return True


def _demand_not_held(unit: Unit, period: Period, *, on_behalf: bool) -> None:
    found = Deliberation.objects.filter(unit=unit, period=period).first()
    if found is None:
        return
    # Only the unit sees what it is still recording.
    is_hidden = on_behalf and found.state == DeliberationState.DRAFT and not found.on_behalf
    raise refuse(
        "held_already",
        _("%(unit)s has already deliberated on %(period)s.") % {"unit": unit, "period": period},
        cure=(
            _("The unit is recording it itself: ask its officer to conclude it.")
            if is_hidden
            else _("Open the deliberation on record.")
        ),
    )


def _put_to_vote(
    deliberation: Deliberation, candidates: Sequence[Candidate], votes: Mapping[str, VoteRule]
) -> None:
    """Every candidate becomes an item of the ballot, in the order given."""
    items = add_items(
        deliberation.ballot,
        [
            (f"{each.holder}: {title_name(each.what)}", ThresholdRule.of(votes[each.what]))
            for each in candidates
        ],
    )
    DeliberationItem.objects.bulk_create(
        [
            _considered(deliberation, each, item.pk)
            for each, item in zip(candidates, items, strict=True)
        ]
    )


def _considered(deliberation: Deliberation, given: Candidate, item: int) -> DeliberationItem:
    holder = given.holder
    return DeliberationItem(
        deliberation=deliberation,
        person=holder if isinstance(holder, Person) else None,
        unit=holder if isinstance(holder, Unit) else None,
        what=given.what,
        ballot_item_id=item,
    )


def _placed(reason: Reason, item: DeliberationItem) -> Reason:
    """The same reason beside its line."""
    return Reason(
        reason.code, reason.message, reason.cure, reason.citation, reason.field, str(item)
    )


def _demand_draft(deliberation: Deliberation) -> None:
    if deliberation.state != DeliberationState.DRAFT:
        raise refuse(
            "wrong_state",
            _("The deliberation is concluded; its votes stand."),
            cure=_("Reload the page to see what was done meanwhile."),
        )


def _demand_day(unit: Unit, period: Period, held_on: date) -> None:
    if period.calendar != unit.calendar:
        raise refuse(
            "other_calendar",
            _("%(unit)s is not judged by “%(period)s”.") % {"unit": unit, "period": period},
            cure=_("Choose a period of the unit's own calendar."),
            field="period",
        )
    if held_on > office_day():
        raise refuse(
            "future",
            _("The meeting cannot have been held on %(day)s: that day is still to come.")
            % {"day": held_on.strftime("%d/%m/%Y")},
            cure=_("Correct the date."),
            field="held_on",
        )
    if not period.starts_on <= held_on <= period.ends_on + LATEST_AFTER_END:
        raise refuse(
            "outside_window",
            _("A meeting on %(day)s cannot be about %(period)s.")
            % {"day": held_on.strftime("%d/%m/%Y"), "period": period},
            cure=_("Correct the date or the period."),
            field="held_on",
        )


def _demand_staff(unit: Unit, held_on: date, chair: Person, secretary: Person) -> None:
    working = _at_work(unit, held_on, [chair, secretary])
    for field, person in (("chair", chair), ("secretary", secretary)):
        if person.pk not in working:
            raise refuse(
                "not_of_the_unit",
                _("%(name)s does not work at %(unit)s.") % {"name": person, "unit": unit},
                cure=_("Choose someone of the unit."),
                field=field,
            )
    if chair == secretary:
        raise refuse(
            "same_person",
            _("The chair does not keep the minutes."),
            cure=_("Choose another secretary."),
            field="secretary",
        )


def _at_work(unit: Unit, day: date, people: Sequence[Person]) -> set[int]:
    """Ids of those of `people` whose main post is at the unit on a day."""
    posts = Employment.objects.filter(standing_on(day), unit=unit, person__in=people)
    return set(posts.values_list("person_id", flat=True))


def _vote_rules(
    candidates: Sequence[Candidate], held_on: date, jurisdiction: Jurisdiction
) -> dict[str, VoteRule]:
    found = {}
    for what in {each.what for each in candidates}:
        rule = default_law().vote_rule(what, held_on, jurisdiction, body=BODY)
        if rule is None:
            raise refuse(
                "no_vote_rule",
                _("No loaded law says how many votes %(title)s needs in a unit.")
                % {"title": title_name(what)},
                cure=_("Add the authority's own rule on votes in units."),
            )
        found[what] = rule
    return found
