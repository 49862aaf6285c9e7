"""What the pages of a unit's deliberation show: whom to choose from, results, the next action."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots.queries import Result
from thidua.dossiers.actions import Candidate
from thidua.dossiers.awards import QuotaLine
from thidua.dossiers.models import Deliberation, DeliberationItem, Dossier
from thidua.dossiers.pages import dated
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.queries import DeliberationPage, has_passed
from thidua.dossiers.states import DeliberationState
from thidua.eligibility.members import staff_of
from thidua.emulation.models import RegistrationLine
from thidua.emulation.states import RegistrationState
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.queries import head_of, parts_of, people_of, put_forward_by
from thidua.organisations.states import UnitKind
from thidua.rules import Title, default_law, title_name
from thidua.ui.parts import NextAction, Step


@dataclass(frozen=True)
class Choices:
    """Whom a unit's meeting may choose from: staff to lead it, people and units to put forward."""

    staff: list[Person]
    people: list[Person]
    units: list[Unit]
    registered: list[Candidate]
    titles: list[Title]
    voters: int


@dataclass(frozen=True)
class ResultRow:
    """One considered, with the vote as minutes print it and what came of it."""

    item: DeliberationItem
    title: str
    votes: str
    share: str
    label: str
    tone: str


def pk_of(rows: QuerySet[Deliberation], unit: str, period: str) -> int | None:
    """The id of the deliberation of a unit on a period, among `rows`; one query."""
    return rows.filter(unit__code=unit, period__code=period).values_list("pk", flat=True).first()


def unit_and_period(unit: str, period: str) -> tuple[Unit, Period] | None:
    """The unit and the period of its own calendar, where no meeting was recorded; 3 queries."""
    found = Unit.objects.select_related("parent").filter(code=unit).first()
    judged = Period.objects.filter(code=period).first()
    if found is None or judged is None or found.calendar != judged.calendar:
        return None
    if Deliberation.objects.filter(unit=found, period=judged).exists():
        return None
    return found, judged


def choices_for(unit: Unit, period: Period, day: date) -> Choices:
    """Staff, collectives and what the unit registered for the period; 5 queries."""
    lines = RegistrationLine.objects.filter(
        registration__unit=unit,
        registration__round__period=period,
        registration__state=RegistrationState.ACCEPTED,
    ).select_related("person", "unit")
    units = [unit, *parts_of(unit, day).order_by("sort_key", "pk")]
    law = default_law()
    return Choices(
        staff=list(people_of(unit, day)),
        people=list(put_forward_by(unit, day)),
        units=units,
        registered=[
            Candidate(each.holder, each.what)
            for each in sorted(
                lines, key=lambda line: (line.what, line.holder.sort_key, line.holder.pk)
            )
        ],
        titles=[
            each for each in law.titles() if each.is_for_units and law.governs(each.versions, day)
        ],
        voters=len(staff_of([unit], day)[unit.pk]),
    )


def first_values(choices: Choices, unit: Unit, user: User, day: date) -> dict[str, object]:
    """What the form of a meeting begins with: the head chairs, whoever writes keeps the minutes,
    all staff came, everyone registered is considered.
    """
    head = head_of(unit, day)
    writer = next((each for each in choices.staff if each.user_id == user.pk), None)
    return {
        "held_on": day,
        "chair": f"p{head.pk}" if head else "",
        "secretary": f"p{writer.pk}" if writer and writer != head else "",
        "entitled": choices.voters,
        "present": choices.voters,
        "candidates": [
            f"{'p' if isinstance(each.holder, Person) else 'u'}{each.holder.pk}:{each.what}"
            for each in choices.registered
        ],
    }


def dossiers_of(user: User, deliberation: Deliberation) -> list[Dossier]:
    """The dossiers drawn up from a deliberation that `user` may see; one query and the policy's."""
    seen = DOSSIERS.visible_to(user).filter(deliberation=deliberation)
    return list(seen.select_related("unit", "period", "authority").order_by("pk"))


def result_rows(shown: DeliberationPage) -> list[ResultRow]:
    """Everyone considered, in the order of the vote."""
    by_item = {each.item.pk: each for each in shown.results}
    return [
        _result_row(shown.deliberation, item, by_item[item.ballot_item_id]) for item in shown.items
    ]


def _result_row(deliberation: Deliberation, item: DeliberationItem, result: Result) -> ResultRow:
    tally = result.tally
    words = _("%(yes)s for, %(no)s against, %(abstain)s abstaining")
    if item.is_proposed:
        label, tone = _("proposed"), "ok"
    elif has_passed(deliberation, item):
        label, tone = _("enough votes, left out because of the cap"), "warn"
    else:
        label, tone = _("not enough votes"), "neutral"
    if deliberation.state == DeliberationState.DRAFT:
        label, tone = _("being voted on"), "neutral"
    return ResultRow(
        item,
        title_name(item.what),
        words % {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain},
        result.share,
        label,
        tone,
    )


def over_cap(
    items: Sequence[DeliberationItem], lines: Iterable[QuotaLine]
) -> list[DeliberationItem]:
    """The items of those titles of which more are proposed than the cap allows."""
    over = {line.what for line in lines if line.too_many}
    return [item for item in items if item.what in over]


def authorities_for(unit: Unit) -> list[Unit]:
    """The committees above a unit, nearest first; one query a level."""
    found, above = [], unit.parent
    while above is not None:
        if above.kind == UnitKind.COMMITTEE:
            found.append(above)
        above = above.parent
    return found


def deliberation_steps(
    deliberation: Deliberation | None, dossiers: Collection[Dossier]
) -> list[Step]:
    """Where a unit's deliberation stands."""
    is_concluded = deliberation is not None and deliberation.state == DeliberationState.CONCLUDED
    return [
        Step(
            _("The unit meets"),
            "done" if deliberation else "now",
            dated(deliberation.held_on) if deliberation else "",
        ),
        Step(
            _("Votes are recorded, the meeting concludes"),
            "done" if is_concluded else "now" if deliberation else "later",
        ),
        Step(
            _("The dossier is drawn up"),
            "done" if dossiers else "now" if is_concluded else "later",
        ),
    ]


def next_action(
    shown: DeliberationPage, dossiers: Sequence[Dossier], *, may_record: bool, may_draw_up: bool
) -> NextAction:
    """The one thing that the reader does next here, or whose turn it is."""
    row = shown.deliberation
    if row.state == DeliberationState.DRAFT:
        if not may_record:
            return NextAction(_("Waiting for %(unit)s to conclude.") % {"unit": row.unit})
        if any(each.item.yes is None for each in shown.results):
            return NextAction(
                _("Record the votes."),
                explanation=_("Everyone present is counted as voting for, until you correct it."),
            )
        return NextAction(
            _("Conclude the deliberation"),
            reverse("dossiers:conclude_deliberation", args=[row.pk]),
            _("Every vote is recorded."),
        )
    if dossiers:
        return NextAction(_("Open the dossier"), reverse("dossiers:dossier", args=[dossiers[0].pk]))
    if not any(item.is_proposed for item in shown.items):
        return NextAction(_("Nobody was proposed: there is nothing to draw up."))
    if not may_draw_up:
        return NextAction(_("Waiting for %(unit)s to draw up its dossier.") % {"unit": row.unit})
    return NextAction(
        _("Draw up the dossier"),
        reverse("dossiers:draw_up", args=[row.pk]),
        _("It holds everyone proposed here."),
    )
