"""Who leads a bloc, and its agreement."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.emulation import actions, pages
from thidua.emulation.forms import MemberForm
from thidua.emulation.policies import AGREEMENTS, BLOC_POSTS
from thidua.emulation.states import AgreementState
from thidua.emulation.transitions import AGREEMENT_TABLE
from thidua.workflow.pages import Words, attempt, demand_may, found, move_page, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def report_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Report which member's head leads the bloc."""
    user = who(request)
    post = found(pages.post_of(BLOC_POSTS.visible_to(user), pk))
    demand_may(BLOC_POSTS, user, "report", post)
    units = pages.members_for_post(post)
    form = MemberForm(request.POST if request.method == "POST" else None, units=units)
    status = 200
    if request.method == "POST":
        is_done, status = attempt(
            form,
            lambda _data: actions.report_bloc_post(post=post, unit=form.chosen(), by=user),
        )
        if is_done:
            messages.success(request, _("It was recorded who leads the bloc."))
            return redirect("desk:duties")
    context = {"post": post, "form": form, "history": history_of(post)}
    return render(request, "emulation/post.html", context, status=status)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement, who has signed, and the button for who has not."""
    user = who(request)
    found_agreement = found(pages.agreement_with_signatures(AGREEMENTS.visible_to(user), pk))
    signed = {each.unit_id: each for each in found_agreement.signatures.all()}
    units = pages.members_of(found_agreement)
    headed = pages.headed_units(user, units, office_day())
    is_open = found_agreement.state == AgreementState.OPEN
    context = {
        "agreement": found_agreement,
        "rows": [
            {
                "unit": unit,
                "signature": signed.get(unit.pk),
                "may_sign": is_open and unit.pk in headed and unit.pk not in signed,
            }
            for unit in units
        ],
        "signed": len(signed),
        "history": history_of(found_agreement),
    }
    return render(request, "emulation/agreement.html", context)


@require_http_methods(GET_POST)
def sign(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Sign for a member, as its head."""
    user = who(request)
    row = found(pages.agreement_with_signatures(AGREEMENTS.visible_to(user), pk))
    units = {unit.pk: unit for unit in pages.members_of(row)}
    unit = found(units.get(unit_pk))
    if unit.pk not in pages.headed_units(user, [unit], office_day()):
        raise PermissionDenied(_("Only the head of the unit signs for it here."))
    here = reverse("emulation:agreement", args=[pk])
    words = Words(
        title=_("Sign the agreement for %(unit)s") % {"unit": unit},
        sentences=(
            _("Your name and the office's day stand under the agreement; it cannot be undone."),
        ),
        button=_("Sign"),
        done=_("The agreement was signed for %(unit)s.") % {"unit": unit},
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=AGREEMENT_TABLE,
        name="sign",
        row=row,
        words=words,
        do=lambda _data: actions.sign_agreement(agreement=row, unit=unit, by=user),
    )
