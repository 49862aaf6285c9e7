"""A decision and a submission as papers, from the facts."""

from collections.abc import Iterable, Sequence
from datetime import date

from thidua.ballots.states import Base
from thidua.common.clock import office_day
from thidua.councils.models import Meeting
from thidua.councils.papers import marks_of, period_text
from thidua.decisions.models import Decision, DecisionItem, SignedPaper, Submission
from thidua.decisions.money import Prize
from thidua.decisions.queries import lines_of, lines_submitted
from thidua.documents.letterheads import full_name, head_of, letterhead_of
from thidua.documents.numbers import counted, percent
from thidua.documents.paper import Paper, Reference, Signer
from thidua.documents.papers import Award, Awardee, Request, SubmissionLetter, submission_letter
from thidua.documents.papers import Decision as DecisionFacts
from thidua.documents.papers import decision as decision_text
from thidua.documents.papers.phrases import award_text, day_text
from thidua.dossiers.models import Nominee
from thidua.eligibility.judging import holder_kind
from thidua.organisations.models import Period, Unit
from thidua.organisations.states import PARTS
from thidua.rules import Governing, Title, default_law

# How a signer stands to the authority (Decree 30/2020 article 13): for the whole committee, for its
# head, or as the head.
ON_BEHALF, DEPUTY, HEAD = "TM.", "KT.", ""
CAPACITIES = (HEAD, ON_BEHALF, DEPUTY)


def decision_paper(decision: Decision, prizes: Iterable[Prize] = ()) -> Paper:
    """The decision with its annex. `prizes` give the articles on which its money rests.

    A draft leaves room for number, day and name.
    """
    lines = lines_of(decision)
    title = default_law().title(decision.what)
    issuer, day = decision.issuer, decision.signed_on or office_day()
    cited = dict.fromkeys(text for prize in prizes for text in prize.citations)
    council = decision.meeting.council
    return decision_text(
        DecisionFacts(
            head=letterhead_of(issuer),
            reference=_reference(decision),
            authority=head_of(issuer),
            subject=decision.subject,
            awards=(
                Award(
                    name=title.named_by(head_of(issuer)),
                    is_title=_is_title(title),
                    reason=_reason(decision.period),
                    awardees=tuple(_awardee(line) for line in lines),
                ),
            ),
            bases=bases_of(title, [line.nominee for line in lines], day),
            proposed_by=council.name,
            proposal=f"Biên bản họp {day_text(decision.meeting.held_on)}",
            executors="Thủ trưởng các cơ quan, đơn vị có liên quan",
            signer=_signer(decision),
            recipients=("Như Điều 1", "Hội đồng Thi đua - Khen thưởng", "Lưu: VT"),
            money_basis="; ".join(cited),
            fund=f"quỹ thi đua, khen thưởng của {full_name(issuer)}",
            marks=marks_of(council, decision.journal_digest),
        )
    )


def submission_paper(submission: Submission) -> Paper:
    """The submission letter with the list of those proposed to the higher authority."""
    nominees = [line.nominee for line in lines_submitted(submission)]
    title = default_law().title(submission.what)
    day = submission.signed_on or office_day()
    council = submission.meeting.council
    return submission_letter(
        SubmissionLetter(
            head=letterhead_of(submission.issuer),
            reference=_reference(submission),
            subject=submission.subject,
            to=submission.addressed_to,
            bases=bases_of(title, nominees, day),
            asked=tuple(_request(title, nominee) for nominee in nominees),
            appraisal=(
                "các trường hợp đề nghị đúng đối tượng, đủ hồ sơ; ý kiến về từng trường hợp ghi"
                " trong biên bản thẩm định."
            ),
            signer=_signer(submission),
            votes=_votes(submission.meeting, nominees),
            attached=(
                f"Biên bản họp {council.name} {day_text(submission.meeting.held_on)}",
                "Hồ sơ của các đơn vị",
            ),
            marks=marks_of(council, submission.journal_digest),
        )
    )


def subject_of(title: Title, period: Period, *, verb: str, issuer: Unit | None = None) -> str:
    """ "Về việc tặng danh hiệu “Lao động tiên tiến” năm 2018"; `issuer` decides it."""
    name = title.named_by(head_of(issuer)) if issuer else title.name
    named = award_text(name, is_title=_is_title(title))
    return f"Về việc {verb} {named} {period_text(period)}"


def bases_of(title: Title, nominees: Sequence[Nominee], day: date) -> tuple[str, ...]:
    """The legal bases in force for the title, and who decides it: each instrument once."""
    law = default_law()
    found: dict[str, None] = {}
    for kind, received_on in dict.fromkeys(
        (holder_kind(each.holder), each.dossier.received_on) for each in nominees
    ):
        governing = Governing(day, received_on)
        version = law.governs([v for v in title.versions if v.value.holder == kind], governing)
        found.update(dict.fromkeys(version.instruments() if version else ()))
    return tuple(f"Căn cứ {_instrument_text(id_)}" for id_ in found)


def _instrument_text(id_: str) -> str:
    """A law by its name, other instruments by kind, number and issuer, as papers cite them."""
    found = default_law().instrument(id_)
    adopted = f" {day_text(found.adopted_on)}" if found.adopted_on else ""
    if found.kind == "luat":
        return f"{found.title} số {found.number}{adopted}"
    about = f"{found.title[:1].lower()}{found.title[1:]}"
    return f"{found.printed}{adopted} của {found.issuer} {about}"


def post_and_unit(nominee: Nominee) -> tuple[str, str]:
    """What stands beside a name: a person's post and unit, with the part of it where she belongs to
    one; a collective stands by itself.
    """
    unit: Unit = nominee.dossier.unit
    if nominee.person is None:
        return "", unit.name if nominee.unit_id != unit.pk else ""
    own = nominee.person.unit
    if own is not None and own.kind in PARTS and own.pk != unit.pk:
        # Put forward by one that it does not belong to, the part stands by itself.
        inside = own.parent_id == unit.pk
        return nominee.person.position, f"{own.name}, {unit.name}" if inside else own.name
    return nominee.person.position, unit.name


def _reference(paper: SignedPaper) -> Reference:
    number = counted(paper.number) if paper.number else ""
    return Reference(
        symbol=paper.symbol,
        issued_on=paper.signed_on or office_day(),
        number=number,
        day_open=paper.signed_on is None,
    )


def _signer(paper: SignedPaper) -> Signer:
    capacity: tuple[str, ...] = ()
    if paper.capacity == ON_BEHALF:
        capacity = (f"TM. {full_name(paper.issuer)}",)
    elif paper.capacity == DEPUTY:
        capacity = (f"KT. {head_of(paper.issuer).partition(' Ủy ban')[0]}",)
    return Signer(title=paper.signer_title, name=paper.signer_name, capacity=capacity)


def _is_title(title: Title) -> bool:
    return title.family == "title"


def _reason(period: Period) -> str:
    return f"đã có thành tích trong phong trào thi đua {period_text(period)}"


def _awardee(line: DecisionItem) -> Awardee:
    return Awardee(
        name=line.printed_name,
        holder=holder_kind(line.holder),  # type: ignore[arg-type] # one of the three
        post=line.printed_post,
        unit=line.printed_unit,
        money=line.money,
    )


def _request(title: Title, nominee: Nominee) -> Request:
    post, unit = post_and_unit(nominee)
    name = nominee.person.addressed if nominee.person else str(nominee.holder)
    return Request(
        nominee=name,
        holder=holder_kind(nominee.holder),  # type: ignore[arg-type] # one of the three
        award=title.name,
        is_title=_is_title(title),
        post=post,
        unit=unit,
        achievement=nominee.achievement,
    )


def _votes(meeting: Meeting, nominees: Sequence[Nominee]) -> str:
    """The lowest result among those submitted, with its percentage."""
    ballot = meeting.ballot
    items = ballot.items.filter(agenda_item__nominee__in=nominees)
    shares = []
    for item in items:
        yes = item.yes or 0
        base = {
            Base.ALL_MEMBERS: ballot.entitled,
            Base.PRESENT: ballot.present - item.recused,
            Base.VALID: yes + (item.no or 0),
        }[Base(item.base)]
        shares.append((yes / base if base else 0.0, yes, base))
    if not shares:
        return ""
    _share, yes, base = min(shares)
    return (
        f"các trường hợp đều đạt tỷ lệ theo quy định; thấp nhất {yes}/{base} phiếu đồng ý, đạt"
        f" {percent(yes, base)}."
    )
