"""Who leads a bloc, and its agreement."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.documents.forms import OnPaperForm
from thidua.documents.on_paper import paper_marks, papers_of
from thidua.emulation import actions, pages
from thidua.emulation.forms import MemberForm
from thidua.emulation.policies import AGREEMENTS, BLOC_POSTS
from thidua.emulation.queries import leaders
from thidua.emulation.states import AgreementState
from thidua.emulation.transitions import AGREEMENT_TABLE
from thidua.workflow.pages import Words, attempt, demand_may_make, found, move_page, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def report_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Report which member's head leads the bloc."""
    user = who(request)
    post = found(pages.post_of(BLOC_POSTS.visible_to(user), pk))
    demand_may_make(BLOC_POSTS, user, "report", post)
    is_sent = request.method == "POST"
    form = MemberForm(
        request.POST if is_sent else None,
        files=request.FILES if is_sent else None,
        units=pages.members_for_post(post),
        doers=pages.signers_of_report(user, post, office_day()),
        must=not BLOC_POSTS.allows(user, "report", post),
    )
    status = 200
    if request.method == "POST":
        is_done, status = attempt(
            form,
            lambda data: actions.report_bloc_post(
                post=post, unit=form.chosen(), by=user, on_paper=data["on_paper"]
            ),
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
    day = office_day()
    headed, entered_for = pages.headed_units(user, units, day), pages.entered_for(user, units, day)
    is_open = found_agreement.state == AgreementState.OPEN
    marks = paper_marks(papers_of(found_agreement))
    context = {
        "agreement": found_agreement,
        "rows": [
            {
                "unit": unit,
                "signature": signed.get(unit.pk),
                "on_paper": marks.get(unit.pk),
                "may_sign": is_open and unit.pk in headed and unit.pk not in signed,
                "may_enter": is_open and unit.pk in entered_for and unit.pk not in signed,
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
    day = office_day()
    is_head = unit.pk in pages.headed_units(user, [unit], day)
    if not is_head and not pages.may_enter_for(user, unit):
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
        form_class=partial(OnPaperForm, doers=leaders(unit, day), must=not is_head),
        do=lambda data: actions.sign_agreement(
            agreement=row, unit=unit, by=user, on_paper=data["on_paper"]
        ),
    )
