"""Corrections of what was understood of a plan; the printed text stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.organisations.models import Unit
from thidua.plans.models import (
    CitedDocument,
    Doubt,
    Milestone,
    Plan,
    PlannedBloc,
    PlannedPost,
    Recipient,
    RecipientUnit,
)
from thidua.plans.periods import period_span
from thidua.plans.policies import PLANS
from thidua.plans.queries import bloc_names
from thidua.plans.states import (
    BlocPostKind,
    Destination,
    DoubtAnswer,
    MilestoneKind,
    PlanState,
)
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits

YEARS = range(1948, 2200)


@dataclass(frozen=True)
class PrintedOn:
    """What stands in the head of the paper beside subject, date and year."""

    number: str = ""
    symbol: str = ""
    issuer: str = ""
    place: str = ""


@dataclass(frozen=True)
class PostEntry:
    """What is typed of a bloc's post: a person, a post, or who chooses it and reports by when."""

    name: str = ""
    position: str = ""
    chosen_by: str = ""
    report_by: date | None = None


def correct_heading(
    *,
    plan: Plan,
    by: User,
    subject: str,
    issued_on: date | None,
    year: int | None,
    printed: PrintedOn | None = None,
) -> Plan:
    """Correct what was understood of a plan's heading; the journal keeps both.

    Without `printed` the number, symbol, issuer and place stay. Raises `Refusal`.
    """
    if year is not None and year not in YEARS:
        raise refuse(
            "wrong_year",
            _("%(year)s cannot be the year of a plan.") % {"year": year},
            cure=_("Enter a year such as 2018."),
            field="year",
        )
    with act("plans.correct_heading", by=by, subject=plan) as current:
        locked = _open_to_correction(plan, by)
        before = _heading(locked)
        locked.subject, locked.issued_on, locked.year = tidy(subject), issued_on, year
        if printed is not None:
            locked.number, locked.symbol = tidy(printed.number), tidy(printed.symbol)
            locked.issuer, locked.place = tidy(printed.issuer), tidy(printed.place)
        demand_fits(locked)
        locked.save()
        current.say(before=before, after=_heading(locked))
    return locked


def _heading(plan: Plan) -> dict[str, object]:
    return {
        "number": plan.number,
        "symbol": plan.symbol,
        "issuer": plan.issuer,
        "place": plan.place,
        "subject": plan.subject,
        "issued_on": plan.issued_on,
        "year": plan.year,
    }


def correct_milestone(
    *,
    milestone: Milestone,
    by: User,
    kind: str,
    starts_on: date | None,
    ends_on: date | None,
    deadline: date | None,
    blocs: Sequence[str],
    about: str,
) -> Milestone:
    """Say what a milestone asks, when, of which blocs and for which period; the printed item stays.

    `blocs` are names as the plan prints them; `about` is a period's code or empty.
    """
    with act("plans.correct_milestone", by=by, subject=milestone) as current:
        plan = _open_to_correction(milestone.plan, by)
        locked = Milestone.objects.select_for_update().get(pk=milestone.pk)
        _check_correction(plan, kind, starts_on, ends_on, blocs, about)
        before = _understood(locked)
        locked.kind = MilestoneKind(kind)
        locked.starts_on, locked.ends_on, locked.deadline = starts_on, ends_on, deadline
        locked.blocs = list(dict.fromkeys(blocs))
        locked.about = about
        locked.save()
        current.say(before=before, after=_understood(locked))
    return locked


def _check_correction(
    plan: Plan,
    kind: str,
    starts_on: date | None,
    ends_on: date | None,
    blocs: Sequence[str],
    about: str,
) -> None:
    if kind not in MilestoneKind.values:
        raise refuse(
            "unknown_kind",
            _("“%(kind)s” is no kind of milestone.") % {"kind": kind},
            cure=_("Choose one of the list."),
            field="kind",
        )
    if starts_on and ends_on and ends_on < starts_on:
        raise refuse(
            "ends_before_start",
            _("The milestone ends before it begins."),
            cure=_("Correct one of the two days."),
            field="ends_on",
        )
    unknown = [name for name in blocs if name not in bloc_names(plan)]
    if unknown:
        raise refuse(
            "unknown_bloc",
            _("The plan speaks of no bloc “%(bloc)s”.") % {"bloc": unknown[0]},
            cure=_("Choose among the plan's blocs."),
            field="blocs",
        )
    if about:
        period_span(about)


def _understood(milestone: Milestone) -> dict[str, object]:
    return {
        "kind": str(milestone.kind),
        "starts_on": milestone.starts_on,
        "ends_on": milestone.ends_on,
        "deadline": milestone.deadline,
        "blocs": milestone.blocs,
        "about": milestone.about,
    }


def answer_doubt(*, doubt: Doubt, by: User, answer: str, meant: str = "") -> Doubt:
    """Say of a probable slip that it is right as printed, or what was meant instead.

    The answer is recorded beside the printed words, which stay. Raises `Refusal`.
    """
    meant = tidy(meant) if answer == DoubtAnswer.MEANT else ""
    with act("plans.answer_doubt", by=by, subject=doubt.plan) as current:
        _open_to_correction(doubt.plan, by)
        locked: Doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
        if answer not in (DoubtAnswer.MEANT, DoubtAnswer.KEPT):
            raise refuse(
                "unknown_answer",
                _("“%(answer)s” is no answer to a doubt.") % {"answer": answer},
                cure=_("Choose one of the two buttons."),
                field="answer",
            )
        if answer == DoubtAnswer.MEANT and not meant:
            raise refuse(
                "nothing_meant",
                _("Write what was meant."),
                cure=_("Or choose that the text is right as printed."),
                field="meant",
            )
        before = {"answer": str(locked.answer), "meant": locked.meant}
        locked.answer, locked.meant = DoubtAnswer(answer), meant
        demand_fits(locked)
        locked.save()
        current.say(
            text=locked.text,
            at=locked.source_start,
            before=before,
            after={"answer": str(locked.answer), "meant": meant},
            # Shown in the history, whatever the language of who reads it.
            reason=f"“{locked.text[:80]}” → “{meant or locked.text[:80]}”",
        )
    return locked


def correct_bloc(
    *, bloc: PlannedBloc, by: User, name: str, posts: Mapping[str, PostEntry]
) -> PlannedBloc:
    """Correct what a bloc is called and who leads it; milestones follow its name.

    `posts` are entries by kind of post; one that is left out stays. Raises `Refusal`.
    """
    name = tidy(name)
    with act("plans.correct_bloc", by=by, subject=bloc.plan) as current:
        plan = _open_to_correction(bloc.plan, by)
        locked: PlannedBloc = PlannedBloc.objects.select_for_update().get(pk=bloc.pk)
        _check_name(plan, locked, name)
        old, locked.name = locked.name, name
        rows = {each.post: each for each in locked.posts.select_for_update()}
        before = {"name": old, **{kind: _held(row) for kind, row in rows.items()}}
        for kind, entry in posts.items():
            row = rows[BlocPostKind(kind)]
            row.name, row.position = tidy(entry.name), tidy(entry.position)
            row.chosen_by, row.report_by = tidy(entry.chosen_by), entry.report_by
        demand_fits(locked, *rows.values())
        locked.save()
        for row in rows.values():
            row.save()
        if old != name:
            _rename_in_milestones(plan, old, name)
        current.say(
            before=before, after={"name": name, **{kind: _held(row) for kind, row in rows.items()}}
        )
    return locked


def _check_name(plan: Plan, bloc: PlannedBloc, name: str) -> None:
    if not name:
        raise refuse("no_name", _("A bloc has a name."), field="name")
    if plan.blocs.filter(name=name).exclude(pk=bloc.pk).exists():
        raise refuse(
            "same_name",
            _("Another bloc of this plan is called “%(name)s”.") % {"name": name},
            cure=_("Give this one another name."),
            field="name",
        )


def _held(post: PlannedPost) -> dict[str, object]:
    return {
        "name": post.name,
        "position": post.position,
        "chosen_by": post.chosen_by,
        "report_by": post.report_by,
    }


def _rename_in_milestones(plan: Plan, old: str, new: str) -> None:
    for milestone in plan.milestones.select_for_update():
        if old in milestone.blocs:
            named = [new if name == old else name for name in milestone.blocs]
            milestone.blocs = list(dict.fromkeys(named))
            milestone.save()


def readdress(
    *, recipient: Recipient, by: User, goes_to: str, units: Sequence[Unit] = ()
) -> Recipient:
    """Say where a line of "Nơi nhận" leads: which units, a body outside, or the file."""
    with act("plans.readdress", by=by, subject=recipient.plan) as current:
        _open_to_correction(recipient.plan, by)
        locked: Recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
        if goes_to not in Destination.values:
            raise refuse(
                "unknown_destination",
                _("“%(place)s” is no place to send a plan to.") % {"place": goes_to},
                cure=_("Choose one of the list."),
                field="goes_to",
            )
        if goes_to == Destination.UNITS and not units:
            raise refuse(
                "no_unit",
                _("No unit is ticked."),
                cure=_("Tick the units that this line means, or say that it is outside."),
                field="units",
            )
        chosen = list(units) if goes_to == Destination.UNITS else []
        before = {
            "goes_to": str(locked.goes_to),
            "units": list(locked.meant.order_by("unit").values_list("unit__code", flat=True)),
        }
        locked.goes_to = Destination(goes_to)
        locked.save()
        locked.meant.all().delete()
        RecipientUnit.objects.bulk_create(
            RecipientUnit(recipient=locked, unit=unit) for unit in chosen
        )
        current.say(
            recipient=locked.text,
            before=before,
            after={"goes_to": goes_to, "units": [unit.code for unit in chosen]},
        )
    return locked


def name_upper_plan(*, plan: Plan, by: User, cited: CitedDocument | None) -> Plan:
    """Say which document cited is the plan of the level above, or (None) that none is."""
    with act("plans.name_upper_plan", by=by, subject=plan) as current:
        locked = _open_to_correction(plan, by)
        rows = list(locked.cited.select_for_update())
        before = [each.number_symbol for each in rows if each.is_upper]
        for each in rows:
            if each.is_upper and each != cited:
                each.is_upper = False
                each.save()
        for each in rows:
            if each == cited and not each.is_upper:
                each.is_upper = True
                each.save()
        current.say(before=before, after=[str(cited)] if cited is not None else [])
    return locked


def _open_to_correction(plan: Plan, by: User) -> Plan:
    """The plan, locked. Refuses whoever may not correct it, and a plan already confirmed."""
    locked: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
    PLANS.demand(by, "correct", locked)
    if locked.state != PlanState.READ:
        raise refuse(
            "already_confirmed",
            _("This plan is confirmed: what was understood of it no longer changes."),
            cure=_("Issue and take in an amending plan."),
        )
    return locked
