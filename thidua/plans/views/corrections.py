"""Corrections of what was understood of a plan, one form each."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.plans import actions
from thidua.plans.forms import (
    BlocForm,
    DoubtForm,
    HeadingForm,
    MilestoneForm,
    RecipientForm,
    UpperForm,
)
from thidua.plans.models import CitedDocument, Doubt, Milestone, Plan, PlannedBloc, Recipient
from thidua.plans.policies import PLANS
from thidua.plans.queries import bloc_names, part_of, units_addressed
from thidua.plans.states import DoubtAnswer
from thidua.plans.views.plans import GET_POST, plan_of, posted
from thidua.workflow.pages import attempt, demand_may, found, who
from thidua.workflow.seen import Seen

F = TypeVar("F", bound=forms.Form)


def correction(
    request: HttpRequest,
    *,
    plan: Plan,
    row: Model,
    build: Callable[[QueryDict | None], F],
    title: str,
    do: Callable[[F], object],
    anchor: str,
    printed: str = "",
) -> HttpResponse:
    """The page of one correction: the printed words above, the form below; then the plan again.

    `build` makes the form from what was sent, or from `row` as it is recorded. Whoever sends it
    after another has corrected the same is told, and loses nothing that she typed.
    """
    demand_may(PLANS, who(request), "correct", plan)
    back = f"{reverse('plans:plan', args=[plan.pk])}#u-{anchor}"
    seen = Seen(request, row, within=[plan], fresh=lambda: build(None))
    form = build(posted(request))
    status = 200
    if request.method == "POST":
        is_done, status = attempt(form, lambda _data: do(form), seen=seen)
        if is_done:
            messages.success(request, _("The correction was recorded."))
            return redirect(back)
    context = {
        "plan": plan,
        "form": form,
        "title": title,
        "back": back,
        "printed": printed,
        "seen": seen,
    }
    return render(request, "plans/correct.html", context, status=status)


@require_http_methods(GET_POST)
def heading(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, symbol, issuer, place, date, subject, year."""
    plan = plan_of(request, pk)

    def do(form: HeadingForm) -> object:
        data = form.cleaned_data
        return actions.correct_heading(
            plan=plan,
            by=who(request),
            subject=data["subject"],
            issued_on=data["issued_on"],
            year=data["year"],
            printed=form.printed(),
        )

    return correction(
        request,
        plan=plan,
        row=plan,
        build=lambda sent: HeadingForm(sent, initial=HeadingForm.about(plan)),
        title=_("Correct the head of the plan"),
        do=do,
        anchor="heading",
    )


@require_http_methods(GET_POST)
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """One milestone."""
    row = found(part_of(PLANS.visible_to(who(request)), Milestone, pk))
    plan = plan_of(request, row.plan_id)
    names = bloc_names(plan)
    return correction(
        request,
        plan=plan,
        row=row,
        build=lambda sent: MilestoneForm(
            sent, blocs=names, initial=MilestoneForm.about_milestone(row)
        ),
        title=_("Correct a milestone"),
        do=lambda form: actions.correct_milestone(
            milestone=row, by=who(request), **form.cleaned_data
        ),
        anchor=f"milestone-{row.pk}",
        printed=row.text,
    )


@require_http_methods(GET_POST)
def bloc(request: HttpRequest, pk: int) -> HttpResponse:
    """A bloc's name, head and deputy."""
    row = found(part_of(PLANS.visible_to(who(request)), PlannedBloc, pk))
    plan = plan_of(request, row.plan_id)

    def do(form: BlocForm) -> object:
        name = form.cleaned_data["name"]
        return actions.correct_bloc(bloc=row, by=who(request), name=name, posts=form.posts())

    return correction(
        request,
        plan=plan,
        row=row,
        build=lambda sent: BlocForm(sent, initial=BlocForm.about(row)),
        title=_("Correct a bloc"),
        do=do,
        anchor=f"bloc-{row.pk}",
        printed=plan.text[row.source_start : row.source_end],
    )


@require_http_methods(GET_POST)
def recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a line of the recipients leads."""
    row = found(part_of(PLANS.visible_to(who(request)), Recipient, pk))
    plan = plan_of(request, row.plan_id)
    units = list(units_addressed(plan.authority, office_day()))

    def do(form: RecipientForm) -> object:
        goes_to = form.cleaned_data["goes_to"]
        return actions.readdress(
            recipient=row, by=who(request), goes_to=goes_to, units=form.chosen()
        )

    return correction(
        request,
        plan=plan,
        row=row,
        build=lambda sent: RecipientForm(sent, units=units, initial=RecipientForm.about(row)),
        title=_("Where a line of the recipients leads"),
        do=do,
        anchor=f"recipient-{row.order}",
        printed=row.text,
    )


@require_http_methods(GET_POST)
def upper(request: HttpRequest, pk: int) -> HttpResponse:
    """Which document cited is the plan of the level above."""
    plan = plan_of(request, pk)
    cited: list[CitedDocument] = list(plan.cited.all())
    chosen = next((str(each.pk) for each in cited if each.is_upper), "")
    return correction(
        request,
        plan=plan,
        row=plan,
        build=lambda sent: UpperForm(sent, cited=cited, initial={"cited": chosen}),
        title=_("The plan of the level above"),
        do=lambda form: actions.name_upper_plan(plan=plan, by=who(request), cited=form.chosen()),
        anchor="bases",
    )


@require_http_methods(GET_POST)
def doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the words are right as printed, or what was meant; GET is the plan's own page."""
    row = found(part_of(PLANS.visible_to(who(request)), Doubt, pk))
    plan = plan_of(request, row.plan_id)
    demand_may(PLANS, who(request), "correct", plan)
    # A form of one field and two buttons: the button says which.
    form = DoubtForm(
        posted(request),
        initial={"meant": row.meant or row.suggestion, "answer": DoubtAnswer.MEANT},
    )
    back = f"{reverse('plans:plan', args=[plan.pk])}#u-doubt-{row.pk}"
    seen = Seen(request, row, within=[plan])
    status = 200
    if request.method == "POST":
        is_done, status = attempt(
            form,
            lambda data: actions.answer_doubt(
                doubt=row, by=who(request), answer=data["answer"], meant=data["meant"]
            ),
            seen=seen,
        )
        if is_done:
            messages.success(request, _("The answer was recorded; the printed words stay."))
            return redirect(back)
    context = {"plan": plan, "doubt": row, "form": form, "back": back, "seen": seen}
    return render(request, "plans/doubt.html", context, status=status)
