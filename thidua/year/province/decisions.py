"""The council's meetings, the decisions they led to, the honours and the prize money."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from thidua.audit.chain import head_digest
from thidua.ballots.models import Ballot, BallotItem, RollEntry, Vote
from thidua.ballots.states import BallotState, Choice, Method
from thidua.councils.models import AgendaItem, Council, CouncilMember, Meeting
from thidua.councils.states import VOTING, Capacity, MeetingState
from thidua.decisions.models import Decision, DecisionItem, PrizePayment, PrizeSums
from thidua.decisions.papers import subject_of
from thidua.decisions.payments import sums_of
from thidua.decisions.states import DecisionState
from thidua.documents.letterheads import full_name, symbol_of
from thidua.documents.models import NumberRegister
from thidua.dossiers.models import Nominee
from thidua.dossiers.queries import PUT_FORWARD
from thidua.dossiers.states import DossierState
from thidua.honours.models import Honour
from thidua.honours.states import Provenance
from thidua.organisations.models import Period
from thidua.rules import Jurisdiction, default_law, title_name
from thidua.year.province.dossiers import Filed, at, ballot_item, rule_of
from thidua.year.province.sizes import THIS_YEAR
from thidua.year.province.writing import Writer

# So many dossiers, and so about five hundred names, to a meeting.
AT_A_MEETING, IN_SESSION = 25, 12
_BODY, _KIND = "council", "QĐ"
# Of this year's prizes; those of earlier years are paid.
_UNPAID = 0.1


@dataclass
class Deciding:
    """The council, its members, and the numbers given in each year so far."""

    council: Council
    members: list[CouncilMember]
    rules: Jurisdiction
    numbers: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def next_number(self, year: int) -> int:
        """The next number of a decision in a year."""
        self.numbers[year] += 1
        return self.numbers[year]

    def seat(self, capacity: str) -> CouncilMember:
        """The first member in a capacity."""
        return next(each for each in self.members if each.capacity == capacity)


def decide(writer: Writer, deciding: Deciding, filed: Sequence[Filed]) -> None:
    """Meetings and decisions on the concluded dossiers of a year; those decisions are issued."""
    by_period: dict[Period, list[Filed]] = defaultdict(list)
    for each in filed:
        if each.dossier.state == DossierState.CONCLUDED:
            by_period[each.dossier.period].append(each)
    for period, group in by_period.items():
        parts = [group[at : at + AT_A_MEETING] for at in range(0, len(group), AT_A_MEETING)]
        held_on = group[0].met_on + timedelta(days=30)
        agendas = [
            [
                nominee
                for each in part
                for nominee in each.nominees
                if nominee.appraisal in PUT_FORWARD
            ]
            for part in parts
        ]
        meetings = _meet(writer, deciding, period, held_on, [len(each) for each in agendas])
        _vote(writer, deciding, meetings, agendas)
        _issue(writer, deciding, meetings, agendas)


def _meet(
    writer: Writer, deciding: Deciding, period: Period, held_on: date, sizes: Sequence[int]
) -> list[Meeting]:
    voters = [each for each in deciding.members if each.capacity in VOTING]
    begun = at(held_on)
    ballots = writer.write(
        Ballot(
            title=f"{deciding.council.name}, {held_on:%d/%m/%Y}"[:300],
            method=Method.COUNTED,
            state=BallotState.CLOSED,
            entitled=len(voters),
            present=len(voters),
            opened_at=begun,
            closed_at=begun + timedelta(hours=3),
        )
        for _size in sizes
    )
    writer.write(_roll(ballot, seat) for ballot in ballots for seat in voters)
    return writer.write(
        Meeting(
            council=deciding.council,
            period=period,
            held_on=held_on,
            place="Trụ sở UBND tỉnh",
            chair=deciding.seat(Capacity.CHAIR).person,
            secretary=deciding.seat(Capacity.SECRETARY).person,
            ballot=ballot,
            state=MeetingState.CLOSED,
            drafted_on=held_on,
        )
        for ballot in ballots
    )


def _vote(
    writer: Writer,
    deciding: Deciding,
    meetings: Sequence[Meeting],
    agendas: Sequence[Sequence[Nominee]],
) -> None:
    pairs = [
        (meeting, nominee, order)
        for meeting, agenda in zip(meetings, agendas, strict=True)
        for order, nominee in enumerate(agenda, start=1)
    ]
    items = writer.write(
        _item(meeting.ballot, order, nominee, meeting.held_on, deciding.rules)
        for meeting, nominee, order in pairs
    )
    writer.write(
        AgendaItem(meeting=meeting, nominee=nominee, item=item)
        for (meeting, nominee, _order), item in zip(pairs, items, strict=True)
    )


def _item(
    ballot: Ballot, order: int, nominee: Nominee, day: date, rules: Jurisdiction
) -> BallotItem:
    label = f"{title_name(nominee.what)}: {nominee.holder}, {nominee.dossier.unit}"
    return ballot_item(ballot, order, label, rule_of(nominee.what, day, rules, _BODY))


def _issue(
    writer: Writer,
    deciding: Deciding,
    meetings: Sequence[Meeting],
    agendas: Sequence[Sequence[Nominee]],
) -> None:
    """One decision a title and meeting, with honours, annex and prize money."""
    grouped: list[tuple[Meeting, str, list[Nominee]]] = []
    for meeting, agenda in zip(meetings, agendas, strict=True):
        by_title: dict[str, list[Nominee]] = defaultdict(list)
        for nominee in agenda:
            by_title[nominee.what].append(nominee)
        grouped += [(meeting, what, named) for what, named in sorted(by_title.items())]
    decisions = writer.write(
        _decision(deciding, meeting, what) for meeting, what, _named in grouped
    )
    lines = [
        (decision, order, nominee)
        for decision, (_meeting, _what, named) in zip(decisions, grouped, strict=True)
        for order, nominee in enumerate(named, start=1)
    ]
    honours = writer.write(_honour(decision, nominee) for decision, _order, nominee in lines)
    items = writer.write(
        _line(decision, order, nominee, honour)
        for (decision, order, nominee), honour in zip(lines, honours, strict=True)
    )
    chance = writer.chance(f"payments {meetings[0].period}")
    writer.write(_payments(items, chance))
    PrizeSums.objects.bulk_create(sums_of([each.pk for each in decisions]))


def _decision(deciding: Deciding, meeting: Meeting, what: str) -> Decision:
    authority = deciding.council.authority
    signed_on = meeting.held_on + timedelta(days=3)
    title = default_law().title(what)
    return Decision(
        issuer=authority,
        period=meeting.period,
        meeting=meeting,
        what=what,
        subject=subject_of(title, meeting.period, verb="tặng", issuer=authority)[:400],
        year=signed_on.year,
        number=deciding.next_number(signed_on.year),
        symbol=symbol_of(_KIND, authority),
        signed_on=signed_on,
        signer_name=deciding.seat(Capacity.CHAIR).person.name,
        signer_title="Chủ tịch",
        capacity="TM.",
        journal_digest=head_digest(),
        state=DecisionState.ISSUED,
    )


def _honour(decision: Decision, nominee: Nominee) -> Honour:
    return Honour(
        person=nominee.person,
        unit=nominee.unit,
        what=nominee.what,
        period=nominee.dossier.period,
        provenance=Provenance.DECIDED,
        decision=str(decision),
        decided_on=decision.signed_on,
        issuer=full_name(decision.issuer),
    )


def _line(decision: Decision, order: int, nominee: Nominee, honour: Honour) -> DecisionItem:
    person = nominee.person
    return DecisionItem(
        decision=decision,
        order=order,
        nominee=nominee,
        person=person,
        unit=nominee.unit,
        printed_name=(person.addressed if person else str(nominee.holder))[:200],
        printed_post=person.position if person else "",
        printed_unit=str(nominee.dossier.unit)[:200] if person else "",
        money=nominee.verdict.money if nominee.verdict else None,
        honour=honour,
    )


def _payments(items: Sequence[DecisionItem], chance: random.Random) -> Iterator[PrizePayment]:
    for item in items:
        signed_on = item.decision.signed_on
        is_old = signed_on is not None and signed_on.year < THIS_YEAR
        if item.money and signed_on and (is_old or chance.random() > _UNPAID):
            yield PrizePayment(
                item=item, paid_on=signed_on + timedelta(days=chance.randrange(5, 40))
            )


def write_registers(writer: Writer, deciding: Deciding) -> None:
    """The register of numbers stands at the last number given in each year."""
    writer.write(
        NumberRegister(issuer=deciding.council.authority, kind=_KIND, year=year, last=last)
        for year, last in sorted(deciding.numbers.items())
    )


def sit(writer: Writer, deciding: Deciding, filed: Sequence[Filed], day: date) -> None:
    """One meeting in session on `day`, each member's votes half given."""
    waiting = [each for each in filed if each.dossier.state == DossierState.APPRAISED][:IN_SESSION]
    if not waiting:
        return
    named = [each for part in waiting for each in part.nominees if each.appraisal in PUT_FORWARD]
    voters = [each for each in deciding.members if each.capacity in VOTING]
    ballots = writer.write(
        [
            Ballot(
                title=f"{deciding.council.name}, {day:%d/%m/%Y}"[:300],
                method=Method.NAMED,
                state=BallotState.OPEN,
                entitled=len(voters),
                present=len(voters),
                opened_at=at(day),
            )
        ]
    )
    meetings = writer.write(
        [
            Meeting(
                council=deciding.council,
                period=waiting[0].dossier.period,
                held_on=day,
                place="Trụ sở UBND tỉnh",
                chair=deciding.seat(Capacity.CHAIR).person,
                secretary=deciding.seat(Capacity.SECRETARY).person,
                ballot=ballots[0],
                state=MeetingState.OPEN,
            )
        ]
    )
    roll = writer.write(_roll(ballots[0], each) for each in voters)
    rows = [
        _item(ballots[0], order, each, day, deciding.rules) for order, each in enumerate(named, 1)
    ]
    for row in rows:
        row.yes = row.no = row.abstain = None
        row.outcome = ""
    items = writer.write(rows)
    writer.write(
        AgendaItem(meeting=meetings[0], nominee=nominee, item=item)
        for nominee, item in zip(named, items, strict=True)
    )
    writer.write(
        Vote(item=item, entry=entry, choice=Choice.YES if (item.order + place) % 11 else Choice.NO)
        for item in items[: len(items) // 2]
        for place, entry in enumerate(roll)
    )


def _roll(ballot: Ballot, seat: CouncilMember) -> RollEntry:
    return RollEntry(ballot=ballot, person=seat.person, capacity=seat.capacity, is_present=True)
