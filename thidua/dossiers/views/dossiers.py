"""The list of dossiers, and one dossier: nominees, papers, what is missing, history."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.documents.on_paper import entered_for
from thidua.dossiers import actions, pages, turns
from thidua.dossiers.forms import AddForm, PaperForm
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.queries import dossier_quotas, nominees_of
from thidua.dossiers.states import DossierState
from thidua.dossiers.transitions import DOSSIER
from thidua.dossiers.views.sector import READERS as GATHERERS
from thidua.eligibility.showing import shown
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.policies import OFFICE, holds
from thidua.rules import Paper, default_law
from thidua.workflow.pages import attempt, demand_may, found, who
from thidua.workflow.transitions import Blocker

GET_POST = ["GET", "HEAD", "POST"]
ALL_YEARS = "tat-ca"
# In each state, the move whose blockers tell what is missing.
_NEXT_MOVE = {
    DossierState.DRAFT: "submit",
    DossierState.RETURNED: "submit",
    DossierState.SUBMITTED: "receive",
    DossierState.RECEIVED: "conclude_appraisal",
}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The dossiers that the user may see, of the newest year; `nam` names another or all, `state`
    narrows them (of all years, where no year is named), `sau` and `truoc` turn.
    """
    user, day, get = who(request), office_day(), request.GET
    seen = DOSSIERS.visible_to(user)
    years = pages.years_of(seen)
    year = next((each for each in years if str(each) == get.get("nam")), None)
    if year is None and not ("state" in get or get.get("nam") == ALL_YEARS):
        year = years[0] if years else None
    if year is not None:
        seen = pages.of_year(seen, year)
    chosen = get.get("state", "")
    narrowed = seen.filter(state=chosen) if chosen in DossierState.values else seen
    context = {
        "page": pages.dossier_rows(
            narrowed, day, after=get.get("sau", ""), before=get.get("truoc", "")
        ),
        "years": years,
        "year": year,
        "year_asked": year or ALL_YEARS,
        "filters": pages.states_counted(seen, chosen),
        "chosen": chosen if chosen in DossierState.values else "",
        "meetings": pages.own_meetings(user, day),
        "gathers": bool(holds(user, *GATHERERS)),
        "enters": bool(holds(user, *OFFICE)),
    }
    return render(request, "dossiers/dossiers.html", context)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier."""
    return _dossier_page(request, _dossier(request, pk))


@require_http_methods(GET_POST)
def note_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """POST attaches a paper with its files, or notes it; GET leads to the dossier."""
    dossier = _dossier(request, pk)
    if request.method != "POST":
        return redirect("dossiers:dossier", pk)
    demand_may(DOSSIERS, who(request), "edit", dossier)
    form = _paper_form(dossier, nominees_of(dossier), request)
    is_done, status = attempt(
        form,
        lambda data: actions.attach_papers(
            by=who(request),
            dossier=dossier,
            kind=data["kind"],
            title=data["title"],
            number=data["number"],
            nominee=form.about(),
            files=data["attached"],
        ),
    )
    if is_done:
        done = _("The paper was attached.") if form.files else _("The paper was noted.")
        messages.success(request, done)
        return redirect(f"{reverse('dossiers:dossier', args=[pk])}#papers")
    return _dossier_page(request, dossier, paper=form, status=status)


@require_http_methods(GET_POST)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """POST puts back one whom the deliberation proposed; GET leads to the dossier."""
    dossier = _dossier(request, pk)
    if request.method != "POST":
        return redirect("dossiers:dossier", pk)
    demand_may(DOSSIERS, who(request), "edit", dossier)
    form = AddForm(request.POST, items=pages.left_off(dossier))
    is_done, status = attempt(
        form,
        lambda _data: actions.add_nominee(by=who(request), dossier=dossier, item=form.chosen()),
    )
    if is_done:
        messages.success(request, _("%(nominee)s was added.") % {"nominee": form.chosen().holder})
        return redirect("dossiers:dossier", pk)
    return _dossier_page(request, dossier, adding=form, status=status)


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    return found(pages.dossier_of(DOSSIERS.visible_to(who(request)), pk))


def _papers_of(dossier: Dossier, nominees: Sequence[Nominee]) -> list[Paper]:
    """The papers that the law of today asks for these nominees, each once."""
    law, jurisdiction = default_law(), jurisdiction_of(dossier.authority)
    asked = {
        paper.id: paper
        for what in sorted({each.what for each in nominees})
        for paper in law.papers(what, office_day(), jurisdiction)
    }
    return list(asked.values())


def _paper_form(
    dossier: Dossier, nominees: Sequence[Nominee], request: HttpRequest | None = None
) -> PaperForm:
    return PaperForm(
        request.POST if request else None,
        request.FILES if request else None,
        papers=_papers_of(dossier, nominees),
        nominees=nominees,
    )


def _missing(dossier: Dossier) -> list[Blocker]:
    name = _NEXT_MOVE.get(DossierState(dossier.state))
    return DOSSIER.move(name).blockers(dossier) if name else []


def _dossier_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    paper: PaperForm | None = None,
    adding: AddForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = who(request)
    is_unit = pages.is_of_unit(user, dossier)
    nominees = nominees_of(dossier)
    verdicts = shown(
        [each.verdict for each in nominees if each.verdict],
        dossier.period,
        shows_cases=pages.shows_cases(user),
    )
    missing = _missing(dossier)
    moves = {move.name for move in DOSSIER.open_to(user, dossier)}
    may_edit = dossier.state in pages.OPEN and bool(DOSSIERS.allows(user, "edit", dossier))
    may_appraise = dossier.state == DossierState.RECEIVED and bool(
        DOSSIERS.allows(user, "appraise", dossier)
    )
    left = pages.left_off(dossier) if may_edit else []
    context: dict[str, object] = {
        "dossier": dossier,
        "state": pages.state_label(dossier, is_unit=is_unit),
        "tone": pages.TONES[DossierState(dossier.state)],
        "steps": pages.dossier_steps(dossier),
        "missing": missing,
        "next": turns.next_action(user, dossier, moves, missing, nominees),
        "moves": moves,
        "may_edit": may_edit,
        "may_appraise": may_appraise,
        "rows": pages.nominee_rows(nominees, verdicts),
        "caps": pages.caps(dossier_quotas(dossier, nominees)),
        **pages.papers_shown(dossier),
        "returns": list(dossier.returns.order_by("-pk")),
        "entered": entered_for(dossier) if dossier.on_behalf else None,
        "history": history_of(dossier),
    }
    if may_edit:
        context["paper"] = paper or _paper_form(dossier, nominees)
        context["adding"] = adding or (AddForm(items=left) if left else None)
    else:
        # It moved on meanwhile: the reason stands on top, since the form is no longer there.
        bound = [form for form in (paper, adding) if form is not None]
        context["refusals"] = [error for form in bound for error in form.non_field_errors()]
    return render(request, "dossiers/dossier.html", context, status=status)
