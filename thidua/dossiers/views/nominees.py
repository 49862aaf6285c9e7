"""One nominee: the verdict with its reasons, the achievement, the appraisal."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.dossiers import actions, pages
from thidua.dossiers.forms import AchievementForm, AppraisalForm
from thidua.dossiers.models import Nominee
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.states import Appraisal, DossierState
from thidua.eligibility.showing import shown
from thidua.eligibility.states import Outcome
from thidua.initiatives.pages import initiatives_seen
from thidua.ui.undo import Undo, tell_undoable
from thidua.workflow.pages import attempt, demand_may, found, who
from thidua.workflow.seen import Seen

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The nominee; POST appraises."""
    nominee = _nominee(request, pk)
    if request.method != "POST":
        return _nominee_page(request, nominee)
    demand_may(DOSSIERS, who(request), "appraise", nominee.dossier)
    form, seen = AppraisalForm(request.POST), _seen(request, nominee, _appraisal_of)
    is_done, status = attempt(
        form,
        lambda data: actions.appraise_nominee(
            nominee=nominee, by=who(request), appraisal=data["appraisal"], reason=data["reason"]
        ),
        seen=seen,
    )
    if not is_done:
        return _nominee_page(request, nominee, appraisal=form, seen=seen, status=status)
    messages.success(request, _("%(nominee)s was appraised.") % {"nominee": nominee.holder})
    return redirect("dossiers:dossier", nominee.dossier_id)


@require_http_methods(GET_POST)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """POST writes the achievement; GET leads to the nominee."""
    nominee = _nominee(request, pk)
    if request.method != "POST":
        return redirect("dossiers:verdict", pk)
    demand_may(DOSSIERS, who(request), "edit", nominee.dossier)
    form, seen = AchievementForm(request.POST), _seen(request, nominee, _achievement_of)
    is_done, status = attempt(
        form,
        lambda data: actions.write_achievement(nominee=nominee, by=who(request), text=data["text"]),
        seen=seen,
    )
    if not is_done:
        return _nominee_page(request, nominee, achievement=form, seen=seen, status=status)
    messages.success(
        request, _("The achievement of %(nominee)s was written.") % {"nominee": nominee.holder}
    )
    return redirect("dossiers:dossier", nominee.dossier_id)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the nominee out of the dossier."""
    nominee = _nominee(request, pk)
    dossier, holder = nominee.dossier, nominee.holder
    demand_may(DOSSIERS, who(request), "edit", dossier)
    told = _("%(nominee)s was taken out.") % {"nominee": holder}
    back = Undo(
        reverse("dossiers:add_nominee", args=[dossier.pk]),
        {"item": str(nominee.considered_id)},
    )
    # What was written of the nominee goes with it, and putting back does not bring it.
    is_bare = bool(nominee.considered_id) and not nominee.achievement
    is_bare = is_bare and not nominee.papers.exists()
    actions.remove_nominee(nominee=nominee, by=who(request))
    if is_bare:
        tell_undoable(request, told, back)
    else:
        messages.success(request, told)
    return redirect("dossiers:dossier", dossier.pk)


def _nominee(request: HttpRequest, pk: int) -> Nominee:
    return found(pages.nominee_of(DOSSIERS.visible_to(who(request)), pk))


def _nominee_page(
    request: HttpRequest,
    nominee: Nominee,
    *,
    appraisal: AppraisalForm | None = None,
    achievement: AchievementForm | None = None,
    seen: Seen | None = None,
    status: int = 200,
) -> HttpResponse:
    user, dossier = who(request), nominee.dossier
    verdicts = [nominee.verdict] if nominee.verdict else []
    found_verdicts = shown(verdicts, dossier.period, shows_cases=pages.shows_cases(user))
    may_edit = dossier.state in pages.OPEN and bool(DOSSIERS.allows(user, "edit", dossier))
    may_appraise = dossier.state == DossierState.RECEIVED and bool(
        DOSSIERS.allows(user, "appraise", dossier)
    )
    context: dict[str, object] = {
        "dossier": dossier,
        "row": pages.nominee_rows([nominee], found_verdicts)[0],
        "may_edit": may_edit,
        "may_appraise": may_appraise,
        "initiatives": initiatives_seen(user, nominee.person) if nominee.person else (),
    }
    if may_appraise:
        context["appraisal"] = appraisal or _appraisal_of(nominee)
        context["seen"] = seen or _seen(request, nominee, _appraisal_of)
        context["is_met"] = bool(nominee.verdict and nominee.verdict.outcome == Outcome.MET)
    elif may_edit:
        context["achievement"] = achievement or _achievement_of(nominee)
        context["seen"] = seen or _seen(request, nominee, _achievement_of)
    bound = [form for form in (appraisal, achievement) if form is not None]
    if bound and not (may_edit or may_appraise):
        context["refusals"] = [error for form in bound for error in form.non_field_errors()]
    return render(request, "dossiers/nominee.html", context, status=status)


def _seen(request: HttpRequest, nominee: Nominee, form_of: Callable[[Nominee], forms.Form]) -> Seen:
    """What the reader saw of the nominee, whose acts stand under its dossier."""
    return Seen(
        request,
        nominee,
        within=[nominee.dossier],
        fresh=lambda: form_of(_nominee(request, nominee.pk)),
    )


def _appraisal_of(nominee: Nominee) -> AppraisalForm:
    return AppraisalForm(initial=_before(nominee))


def _achievement_of(nominee: Nominee) -> AchievementForm:
    return AchievementForm(initial={"text": nominee.achievement})


def _before(nominee: Nominee) -> dict[str, str]:
    """What was appraised so far."""
    was = nominee.appraisal
    if was == Appraisal.OVERRULED:
        was = Appraisal.PROPOSE
    return {"appraisal": was, "reason": nominee.appraisal_reason}
