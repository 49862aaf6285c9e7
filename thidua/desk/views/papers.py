"""What was done on paper: the list, its scans, and the scan that is added later."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import act_name
from thidua.common.pages import page_of
from thidua.desk import papers
from thidua.desk.actions import DATED, add_scan
from thidua.desk.views.people import unit_asked
from thidua.documents.models import OnPaper
from thidua.documents.uploads import UploadField, file_answer
from thidua.organisations.policies import OFFICE, UNIT, holds
from thidua.organisations.states import Role
from thidua.workflow.pages import Words, act_page, demand_may, found, who
from thidua.workflow.transitions import Blocker

# Who has something to look for in the list; whoever entered a paper sees that too.
READERS = (*OFFICE, *UNIT, Role.INSPECTOR, Role.CLERK, Role.SECTOR_RECEIVER)


class ScanForm(forms.Form):
    """The scan of one paper."""

    scan = UploadField(
        label=gettext_lazy("Scan or photograph of the signed paper"),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )


@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of what was done on paper, for whoever may see the row that it is about."""
    row = found(papers.paper_seen(who(request), pk))
    return file_answer(found(row.scan))


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything done on paper: of a unit (`don-vi`), or without its scan (`thieu`)."""
    user = who(request)
    answer = holds(user, *READERS)
    if not answer:
        raise PermissionDenied(answer.why)
    unit = unit_asked(request)
    is_missing = request.GET.get("thieu") == "1"
    rows = papers.listed(user)
    if unit is not None:
        rows = rows.filter(unit=unit)
    lacking = rows.filter(scan__isnull=True)
    page = page_of(
        lacking if is_missing else rows,
        key="pk",
        after=request.GET.get("sau", ""),
        before=request.GET.get("truoc", ""),
        newest_first=True,
    )
    context = {
        "page": page,
        "rows": papers.paper_rows(user, page.rows),
        "unit": unit,
        "is_missing": is_missing,
        "lacking": lacking.count(),
    }
    return render(request, "desk/papers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the scan that was not there at entry; then back to where one came from."""
    user = who(request)
    paper = found(papers.ON_PAPER.visible_to(user).select_related("unit").filter(pk=pk).first())
    demand_may(papers.ON_PAPER, user, "add_scan", paper)
    back = _back(request, papers.page_about(paper))
    act = {"who": paper.doer_name, "act": act_name(paper.action)}

    def blockers() -> list[Blocker]:
        # What another added meanwhile is told instead of the form.
        if paper.scan_id is None:
            return []
        return [Blocker("scanned_already", _("The scan was already added."))]

    return act_page(
        request,
        words=Words(
            title=_("Add the scan: %(who)s %(act)s") % act,
            sentences=(_effect_of(paper), _("A scan that was added is not replaced.")),
            button=_("Add the scan"),
            done=_("The scan was added."),
            back=back,
            then=back,
        ),
        do=lambda data: add_scan(paper=paper, by=user, scan=data["scan"]),
        form_class=ScanForm,
        blockers=blockers,
    )


def _effect_of(paper: OnPaper) -> str:
    """What adding the scan changes."""
    if paper.action not in DATED or paper.done_on == paper.entered_on:
        return _("The scan stands beside the act, in its history and in the list.")
    told = _("From then on the day on the paper, %(day)s, counts instead of %(entered)s.")
    return told % {"day": f"{paper.done_on:%d/%m/%Y}", "entered": f"{paper.entered_on:%d/%m/%Y}"}


def _back(request: HttpRequest, page: str) -> str:
    """Where one came from: the list (`ve`), else the page of what the paper is about."""
    asked = request.GET.get("ve", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.startswith("/") else page
