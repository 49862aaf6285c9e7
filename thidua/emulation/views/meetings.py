"""What is done for a bloc: its agreement is opened, its review meetings are recorded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.emulation import actions, pages
from thidua.emulation.forms import AgreementForm, ReviewForm
from thidua.emulation.policies import BLOCS
from thidua.emulation.queries import leaders_of_members
from thidua.workflow.pages import Words, demand_may, demand_may_make, form_page, found, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def open_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the bloc's agreement for one period to its members' signatures."""
    user = who(request)
    bloc = found(pages.bloc_of(BLOCS.visible_to(user), pk))
    demand_may(BLOCS, user, "open_agreement", bloc)
    data = request.POST if request.method == "POST" else None
    day = office_day()
    form = AgreementForm(
        data,
        periods=pages.periods_without_agreement(bloc),
        # A milestone of the plan leads here with the period that it is about.
        initial={"period": request.GET.get("period") or pages.period_under_way(bloc, day)},
    )

    def done() -> HttpResponse:
        told = {"bloc": bloc, "period": form.cleaned_data["period"]}
        messages.success(request, _("The agreement is open: %(bloc)s, %(period)s.") % told)
        return redirect(f"{back}#agreements")

    back = reverse("desk:bloc", args=[pk])
    return form_page(
        request,
        words=Words(
            title=_("Open an agreement: %(bloc)s") % {"bloc": bloc},
            sentences=(
                _("The heads of all members are asked to sign it; each sees it among the duties."),
                _("Once open, its text cannot be changed."),
            ),
            button=_("Open for signature"),
            done="",
            back=back,
            then=back,
        ),
        form=form,
        do=lambda given: actions.open_agreement(
            bloc=bloc, period=form.periods[given["period"]], text=given["text"], by=user
        ),
        done=done,
    )


@require_http_methods(GET_POST)
def hold_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a review meeting as it was held, with its minutes."""
    user, day = who(request), office_day()
    bloc = found(pages.bloc_of(BLOCS.visible_to(user), pk))
    demand_may_make(BLOCS, user, "hold_review", bloc)
    is_sent = request.method == "POST"
    form = ReviewForm(
        request.POST if is_sent else None,
        files=request.FILES if is_sent else None,
        periods=pages.periods_of(bloc),
        initial={
            "period": request.GET.get("period") or pages.period_under_way(bloc, day),
            "kind": request.GET.get("kind", ""),
            "held_on": day,
        },
        doers=leaders_of_members(bloc, day),
        must=not BLOCS.allows(user, "hold_review", bloc),
    )
    back = reverse("desk:bloc", args=[pk])
    return form_page(
        request,
        words=Words(
            title=_("Record a review meeting: %(bloc)s") % {"bloc": bloc},
            sentences=(_("All members of the bloc read it; it stands in the year's report."),),
            button=_("Record the meeting"),
            done=_("The meeting was recorded."),
            back=back,
            then=f"{back}#reviews",
        ),
        form=form,
        do=lambda given: actions.hold_review(
            bloc=bloc,
            period=form.periods[given["period"]],
            kind=given["kind"],
            held_on=given["held_on"],
            place=given["place"],
            present=given["present"],
            summary=given["summary"],
            on_paper=given["on_paper"],
            by=user,
        ),
    )
