"""A paper of a dossier: its file, another in its place, taken off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.common.errors import Refusal
from thidua.documents.uploads import file_answer
from thidua.dossiers import actions, pages
from thidua.dossiers.forms import ReplaceForm
from thidua.dossiers.models import DossierPaper
from thidua.dossiers.policies import DOSSIERS
from thidua.workflow.pages import Words, act_page, demand_may, found, who


def _paper(request: HttpRequest, pk: int) -> DossierPaper:
    return found(pages.paper_of(DOSSIERS.visible_to(who(request)), pk))


def _back(paper: DossierPaper) -> str:
    return f"{reverse('dossiers:dossier', args=[paper.dossier_id])}#papers"


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper's file, for whoever may see the dossier."""
    return file_answer(found(_paper(request, pk).file))


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another file in its place."""
    paper = _paper(request, pk)
    demand_may(DOSSIERS, who(request), "edit", paper.dossier)
    back = _back(paper)
    return act_page(
        request,
        words=Words(
            title=_("Replace: %(paper)s") % {"paper": paper.title},
            sentences=(_("The earlier file is kept and shown among the earlier papers."),),
            button=_("Replace"),
            done=_("The paper was replaced."),
            back=back,
            then=back,
        ),
        do=lambda data: actions.replace_paper(paper=paper, by=who(request), file=data["file"]),
        form_class=ReplaceForm,
    )


@require_POST
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off an open dossier; one that is already gone is no trouble."""
    paper = _paper(request, pk)
    demand_may(DOSSIERS, who(request), "edit", paper.dossier)
    try:
        actions.take_paper_off(paper=paper, by=who(request))
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("“%(paper)s” was taken off.") % {"paper": paper.title})
    return redirect(_back(paper))
