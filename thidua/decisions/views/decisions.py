"""A decision: its page, lines left out, issue, revocation, files."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.councils.policies import MEETINGS
from thidua.decisions import actions, pages
from thidua.decisions.forms import IssueForm, LeaveOutForm, RevokeForm, SignedForm
from thidua.decisions.models import Decision
from thidua.decisions.money import prizes_of
from thidua.decisions.papers import decision_paper
from thidua.decisions.policies import DECISIONS
from thidua.decisions.queries import decisions_listed, lines_of, usual_signature
from thidua.decisions.states import DecisionState
from thidua.decisions.transitions import DECISION_MOVES, stops_issuing
from thidua.decisions.views.files import paper_file
from thidua.documents.on_paper import mark_of, papers_of
from thidua.documents.paper import Paper
from thidua.workflow.pages import Words, act_page, demand_may, found, move_page, who

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Decisions that one may see, newest first; above them what waits to be drafted."""
    user = who(request)
    before = pages.number_of(request.GET.get("before", ""))
    rows, more = pages.newest(DECISIONS.visible_to(user), decisions_listed, before)
    context = {
        "waiting": pages.waiting_for(user),
        "rows": [
            {
                "decision": each,
                "state": DECISION_MOVES.label(each.state),
                "tone": pages.TONES[DecisionState(each.state)],
            }
            for each in rows
        ],
        "more": more,
    }
    return render(request, "decisions/decisions.html", context)


def _found(request: HttpRequest, pk: int) -> Decision:
    return found(pages.decision_of(DECISIONS.visible_to(who(request)), pk))


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision: steps, what stops it, the next action, its lines with money, history."""
    user, decision = who(request), _found(request, pk)
    is_draft = decision.state == DecisionState.DRAFT
    missing = stops_issuing(decision) if is_draft else []
    context = {
        "decision": decision,
        "state": DECISION_MOVES.label(decision.state),
        "tone": pages.TONES[DecisionState(decision.state)],
        "steps": pages.decision_steps(decision),
        "missing": missing,
        "next": pages.next_for_decision(user, decision, missing),
        "may_leave_out": is_draft and bool(DECISIONS.allows(user, "leave_out", decision)),
        "may_revoke": decision.state == DecisionState.ISSUED
        and bool(DECISIONS.allows(user, "revoke", decision)),
        "lines": pages.decision_lines(decision, pages.number_of(request.GET.get("from", ""))),
        "totals": pages.totals_of(decision),
        "sees_meeting": bool(MEETINGS.allows(user, "view", decision.meeting)),
        "may_attach": decision.state == DecisionState.ISSUED
        and bool(DECISIONS.allows(user, "attach_signed", decision)),
        "signed_papers": [mark_of(row) for row in papers_of(decision)],
        "history": history_of(decision),
    }
    return render(request, "decisions/decision.html", context)


@require_http_methods(GET_POST)
def leave_out(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Leave a line of a draft out, with the reason."""
    user, decision = who(request), _found(request, pk)
    line = found(decision.items.filter(pk=line_pk).select_related("decision").first())
    demand_may(DECISIONS, user, "leave_out", decision)
    back = f"{reverse('decisions:decision', args=[pk])}?from={line.order}#lines"
    words = Words(
        title=_("Leave out: %(name)s") % {"name": line.printed_name},
        sentences=(
            _("The line is not printed and nothing is awarded; it cannot be taken back in."),
        ),
        button=_("Leave out"),
        done=_("%(name)s was left out.") % {"name": line.printed_name},
        back=back,
        then=back,
    )
    return act_page(
        request,
        words=words,
        do=lambda data: actions.leave_out(item=line, by=user, reason=data["reason"]),
        form_class=LeaveOutForm,
    )


@require_http_methods(GET_POST)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the decision with its signature."""
    decision = _found(request, pk)
    here = reverse("decisions:decision", args=[pk])
    words = Words(
        title=_("Issue: %(subject)s") % {"subject": decision.subject},
        sentences=(
            _("The decision takes the next number of the register."),
            _("Each award enters the register of honours."),
            _("The Word and PDF files are made and kept; nothing is edited after."),
        ),
        button=_("Issue the decision"),
        done=_("The decision was issued."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=DECISION_MOVES,
        name="issue",
        row=decision,
        words=words,
        form_class=partial(IssueForm, initial=usual_signature(decision, office_day())),
        do=lambda data: actions.issue_decision(
            decision=decision,
            by=who(request),
            signer_name=data["signer_name"],
            signer_title=data["signer_title"],
            capacity=data["capacity"],
            signed_on=data["signed_on"],
            scan=data["scan"],
        ),
    )


@require_http_methods(GET_POST)
def attach_signed(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach the scan of the signed paper to an issued decision."""
    user, decision = who(request), _found(request, pk)
    demand_may(DECISIONS, user, "attach_signed", decision)
    here = reverse("decisions:decision", args=[pk])
    words = Words(
        title=_("Attach the signed paper: decision %(number)s") % {"number": decision},
        sentences=(_("The scan stands in the history and can be opened from there."),),
        button=_("Attach"),
        done=_("The signed paper was attached."),
        back=here,
        then=here,
    )
    return act_page(
        request,
        words=words,
        do=lambda data: actions.attach_signed(decision=decision, by=user, scan=data["scan"]),
        form_class=SignedForm,
    )


@require_http_methods(GET_POST)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke an issued decision on a ground in law."""
    decision = _found(request, pk)
    here = reverse("decisions:decision", args=[pk])
    words = Words(
        title=_("Revoke decision %(number)s") % {"number": decision},
        sentences=(
            _("All its honours are revoked with it; every record is kept."),
            _("A revoked decision does not come back: another is drafted instead."),
        ),
        button=_("Revoke the decision"),
        done=_("The decision was revoked."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=DECISION_MOVES,
        name="revoke",
        row=decision,
        words=words,
        form_class=RevokeForm,
        do=lambda data: actions.revoke_decision(
            decision=decision,
            by=who(request),
            reason=data["reason"],
            revoked_on=data["revoked_on"],
        ),
    )


@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The decision as Word (`docx`) or PDF (`pdf`): the kept file, or the draft as it stands."""
    decision = _found(request, pk)

    def draft() -> Paper:
        nominees = [line.nominee for line in lines_of(decision)]
        return decision_paper(
            decision, prizes_of(nominees, decision.meeting, office_day()).values()
        )

    return paper_file(decision, form, draft)
