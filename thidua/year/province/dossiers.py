"""Deliberations and dossiers of a year: nominees, verdicts as receiving judges them, papers."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from thidua.ballots.counting import ThresholdRule
from thidua.ballots.models import Ballot, BallotItem
from thidua.ballots.states import BallotState, Base, Method
from thidua.ballots.states import Outcome as Voted
from thidua.common.clock import OFFICE_ZONE
from thidua.dossiers.actions.deliberation import BODY
from thidua.dossiers.models import (
    Deliberation,
    DeliberationItem,
    Dossier,
    DossierPaper,
    DossierReturn,
    Nominee,
)
from thidua.dossiers.states import (
    Appraisal,
    DeliberationState,
    DossierState,
    PaperKind,
    Route,
)
from thidua.eligibility.states import Outcome
from thidua.organisations.models import Person
from thidua.organisations.states import SCHOOLS, Calendar
from thidua.rules import Jurisdiction, default_law, title_name
from thidua.year.province.nominations import ADVANCED, Nomination
from thidua.year.province.people import Staff
from thidua.year.province.units import Units
from thidua.year.province.verdicts import write_verdicts
from thidua.year.province.writing import Writer

_AT_ONCE = 500
_ACHIEVEMENT = (
    "{name} hoàn thành tốt nhiệm vụ được giao trong năm; chấp hành nghiêm chủ trương của Đảng, "
    "chính sách, pháp luật của Nhà nước; tích cực học tập, nâng cao trình độ; có {count} giải pháp "
    "cải tiến lề lối làm việc được đơn vị áp dụng, tiết kiệm thời gian xử lý công việc {share} %; "
    "tham gia đầy đủ các phong trào thi đua do tỉnh và ngành phát động."
)
_LETTERS = (
    (PaperKind.LETTER, "Tờ trình đề nghị khen thưởng"),
    (PaperKind.MINUTES, "Biên bản bình xét thi đua"),
    (PaperKind.REPORT, "Báo cáo thành tích"),
)
_DAYS = {
    DossierState.SUBMITTED: 5,
    DossierState.ENDORSED: 9,
    DossierState.RECEIVED: 12,
    DossierState.APPRAISED: 22,
    DossierState.CONCLUDED: 30,
}
# How far calendar units' dossiers of this year are, in a hundred.
_UNDER_WAY = {
    DossierState.DRAFT: 14,
    DossierState.SUBMITTED: 18,
    DossierState.RETURNED: 5,
    DossierState.RECEIVED: 28,
    DossierState.APPRAISED: 35,
}
JUDGED = frozenset({DossierState.RECEIVED, DossierState.APPRAISED, DossierState.CONCLUDED})


@dataclass(frozen=True)
class Filed:
    """A dossier with its nominees, and the day of its deliberation."""

    dossier: Dossier
    nominees: list[Nominee]
    met_on: date


def at(day: date) -> datetime:
    """Nine o'clock of a day."""
    return datetime.combine(day, time(9), OFFICE_ZONE)


def write_dossiers(
    writer: Writer,
    named: Sequence[Nomination],
    units: Units,
    staff: Staff,
    rules: Jurisdiction,
    *,
    is_current: bool,
) -> list[Filed]:
    """Write what units decided and sent for one year. Of the current year, many are under way."""
    filed: list[Filed] = []
    for start in range(0, len(named), _AT_ONCE):
        part = named[start : start + _AT_ONCE]
        deliberations, items = _deliberate(writer, part, staff, rules)
        chance = writer.chance(f"dossiers {part[0].period}")
        dossiers = writer.write(
            _dossier(each, meeting, units, _state(each, chance, is_current=is_current))
            for each, meeting in zip(part, deliberations, strict=True)
        )
        nominees: list[Nominee] = []
        begin = 0
        for dossier, nomination in zip(dossiers, part, strict=True):
            group = items[begin : begin + len(nomination.named)]
            begin += len(nomination.named)
            nominees += [_nominee(dossier, item, chance) for item in group]
        by_dossier = write_verdicts(writer, dossiers, nominees, rules, JUDGED)
        for nominee in nominees:
            _appraise(nominee, chance, staff.of[units.office.pk][1])
        writer.write(nominees)
        filed += [
            Filed(dossier, by_dossier[dossier.pk], each.met_on)
            for dossier, each in zip(dossiers, part, strict=True)
        ]
        writer.write(_papers(filed[-len(part) :], chance))
        writer.write(_returns(dossiers, chance))
    return filed


def _deliberate(
    writer: Writer, named: Sequence[Nomination], staff: Staff, rules: Jurisdiction
) -> tuple[list[Deliberation], list[DeliberationItem]]:
    """The units' meetings: all that is put forward was voted on, and passed."""
    ballots = writer.write(_ballot(each, staff) for each in named)
    meetings = writer.write(
        Deliberation(
            unit=each.unit,
            period=each.period,
            held_on=each.met_on,
            chair=staff.of[each.unit.pk][0],
            secretary=staff.of[each.unit.pk][1],
            ballot=ballot,
            state=DeliberationState.CONCLUDED,
        )
        for each, ballot in zip(named, ballots, strict=True)
    )
    voted = writer.write(
        ballot_item(
            ballot, order, f"{holder}: {title_name(what)}", rule_of(what, each.met_on, rules)
        )
        for each, ballot in zip(named, ballots, strict=True)
        for order, (holder, what) in enumerate(each.named, start=1)
    )
    pairs = [
        (meeting, holder, what)
        for meeting, each in zip(meetings, named, strict=True)
        for holder, what in each.named
    ]
    items = writer.write(
        DeliberationItem(
            deliberation=meeting,
            person=holder if isinstance(holder, Person) else None,
            unit=None if isinstance(holder, Person) else holder,
            what=what,
            ballot_item=item,
            is_proposed=True,
        )
        for (meeting, holder, what), item in zip(pairs, voted, strict=True)
    )
    return meetings, items


def rule_of(what: str, day: date, rules: Jurisdiction, body: str = BODY) -> ThresholdRule | None:
    """The law's rule of vote, if it has one for such a body."""
    rule = default_law().vote_rule(what, day, rules, body=body)
    return ThresholdRule.of(rule) if rule else None


def ballot_item(ballot: Ballot, order: int, label: str, rule: ThresholdRule | None) -> BallotItem:
    """One item of a closed ballot that passed with a few votes against."""
    against = order % 5
    return BallotItem(
        ballot=ballot,
        order=order,
        label=label[:300],
        threshold=str(rule.threshold) if rule else "2/3",
        is_strict=rule.is_strict if rule else False,
        base=Base(rule.base) if rule else Base.VALID,
        citation=rule.citation[:300] if rule else "",
        yes=max(ballot.present - against, 1),
        no=min(against, ballot.present - 1),
        abstain=0,
        outcome=Voted.PASSED,
    )


def _ballot(nomination: Nomination, staff: Staff) -> Ballot:
    entitled = len(staff.of[nomination.unit.pk])
    day = at(nomination.met_on)
    return Ballot(
        title=f"{nomination.unit} {nomination.period}"[:300],
        method=Method.COUNTED,
        state=BallotState.CLOSED,
        entitled=entitled,
        present=max(1, entitled * 9 // 10),
        opened_at=day,
        closed_at=day + timedelta(hours=2),
    )


def _state(nomination: Nomination, chance: random.Random, *, is_current: bool) -> DossierState:
    """Where the dossier stands: schools' of this year are concluded already."""
    if not is_current or nomination.period.calendar == Calendar.SCHOOL_YEAR:
        return DossierState.CONCLUDED
    return chance.choices(list(_UNDER_WAY), list(_UNDER_WAY.values()))[0]


def _dossier(
    nomination: Nomination, meeting: Deliberation, units: Units, state: DossierState
) -> Dossier:
    by_sector = nomination.unit.kind in SCHOOLS
    met = nomination.met_on
    passed: list[DossierState] = []
    if state == DossierState.RETURNED:
        passed = [DossierState.SUBMITTED]
    elif state != DossierState.DRAFT:
        way = list(_DAYS)
        passed = way[: way.index(state) + 1]
    days = {each: met + timedelta(days=_DAYS[each]) for each in passed}
    return Dossier(
        unit=nomination.unit,
        authority=units.committee,
        period=nomination.period,
        deliberation=meeting,
        route=Route.SECTOR if by_sector else Route.DIRECT,
        state=state,
        letter_number="" if state == DossierState.DRAFT else f"{meeting.pk % 300 + 1}/TTr",
        submitted_on=days.get(DossierState.SUBMITTED),
        endorsed_on=days.get(DossierState.ENDORSED) if by_sector else None,
        received_on=days.get(DossierState.RECEIVED),
        appraised_on=days.get(DossierState.APPRAISED),
        concluded_on=days.get(DossierState.CONCLUDED),
    )


def _nominee(dossier: Dossier, item: DeliberationItem, chance: random.Random) -> Nominee:
    return Nominee(
        dossier=dossier,
        person=item.person,
        unit=item.unit,
        what=item.what,
        considered=item,
        achievement=_ACHIEVEMENT.format(
            name=item.holder, count=chance.randrange(1, 6), share=chance.randrange(10, 60)
        ),
    )


def _appraise(nominee: Nominee, chance: random.Random, officer: Person) -> None:
    """What the office proposes, from the verdict: seldom against it, and then with a reason."""
    if nominee.dossier.state not in {DossierState.APPRAISED, DossierState.CONCLUDED}:
        return
    nominee.appraised_by = officer
    is_met = nominee.verdict is not None and nominee.verdict.outcome == Outcome.MET
    if is_met:
        nominee.appraisal = Appraisal.PROPOSE
    elif chance.random() < 0.6:  # noqa: PLR2004 - most doubts were answered on paper
        nominee.appraisal = Appraisal.OVERRULED
        nominee.appraisal_reason = "Đã đối chiếu hồ sơ giấy, đủ tiêu chuẩn"
    else:
        nominee.appraisal = Appraisal.REJECT
        nominee.appraisal_reason = "Chưa đủ tiêu chuẩn theo kết luận xét"


def _papers(filed: Sequence[Filed], chance: random.Random) -> Iterator[DossierPaper]:
    """Papers held in the office; reports of one dossier in fifty are missing."""
    for each in filed:
        for kind, title in _LETTERS:
            if chance.random() > 0.02:  # noqa: PLR2004
                yield DossierPaper(dossier=each.dossier, kind=kind, title=title)
        for nominee in each.nominees:
            if nominee.person_id and nominee.what != ADVANCED and chance.random() < 0.7:  # noqa: PLR2004
                yield DossierPaper(
                    dossier=each.dossier,
                    kind=PaperKind.INITIATIVE,
                    title="Quyết định công nhận sáng kiến",
                    nominee=nominee,
                )


def _returns(dossiers: Sequence[Dossier], chance: random.Random) -> Iterator[DossierReturn]:
    for dossier in dossiers:
        is_open = dossier.state == DossierState.RETURNED
        if dossier.submitted_on and (is_open or chance.random() < 0.04):  # noqa: PLR2004
            day = dossier.submitted_on + timedelta(days=2)
            yield DossierReturn(
                dossier=dossier,
                returned_on=day,
                reason="Bổ sung báo cáo thành tích có xác nhận của thủ trưởng đơn vị.",
                answered_on=None if is_open else day + timedelta(days=3),
            )
