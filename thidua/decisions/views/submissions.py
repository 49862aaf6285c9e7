"""A submission to the higher authority: its page, sending, files."""

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
from thidua.decisions.forms import SignatureForm
from thidua.decisions.models import Submission
from thidua.decisions.papers import ON_BEHALF, submission_paper
from thidua.decisions.policies import SUBMISSIONS
from thidua.decisions.queries import submissions_listed, usual_signature
from thidua.decisions.states import SubmissionState
from thidua.decisions.transitions import SUBMISSION_MOVES, stops_sending
from thidua.decisions.views.files import paper_file
from thidua.workflow.pages import Words, found, move_page, who


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Submissions that one may see, newest first."""
    before = pages.number_of(request.GET.get("before", ""))
    visible = SUBMISSIONS.visible_to(who(request))
    rows, more = pages.newest(visible, submissions_listed, before)
    context = {
        "rows": [
            {
                "submission": each,
                "state": SUBMISSION_MOVES.label(each.state),
                "tone": _tone(each),
            }
            for each in rows
        ],
        "more": more,
    }
    return render(request, "decisions/submissions.html", context)


def _tone(submission: Submission) -> str:
    return "ok" if submission.state == SubmissionState.SENT else "neutral"


def _found(request: HttpRequest, pk: int) -> Submission:
    return found(pages.submission_of(SUBMISSIONS.visible_to(who(request)), pk))


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A submission: steps, what stops it, the next action, its lines, history."""
    submission = _found(request, pk)
    is_draft = submission.state == SubmissionState.DRAFT
    missing = stops_sending(submission) if is_draft else []
    context = {
        "submission": submission,
        "state": SUBMISSION_MOVES.label(submission.state),
        "tone": _tone(submission),
        "steps": pages.submission_steps(submission),
        "missing": missing,
        "next": pages.next_for_submission(who(request), submission, missing),
        "lines": pages.submission_lines(submission, pages.number_of(request.GET.get("from", ""))),
        "sees_meeting": bool(MEETINGS.allows(who(request), "view", submission.meeting)),
        "history": history_of(submission),
    }
    return render(request, "decisions/submission.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the submission with its signature."""
    submission = _found(request, pk)
    here = reverse("decisions:submission", args=[pk])
    words = Words(
        title=_("Send: %(subject)s") % {"subject": submission.subject},
        sentences=(
            _("The submission takes the next number of the register."),
            _("The Word and PDF files are made and kept; nothing is edited after."),
        ),
        button=_("Send the submission"),
        done=_("The submission was sent."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=SUBMISSION_MOVES,
        name="send",
        row=submission,
        words=words,
        form_class=partial(
            SignatureForm,
            initial={"capacity": ON_BEHALF, **usual_signature(submission, office_day())},
        ),
        do=lambda data: actions.send_submission(
            submission=submission,
            by=who(request),
            signer_name=data["signer_name"],
            signer_title=data["signer_title"],
            capacity=data["capacity"],
            signed_on=data["signed_on"],
        ),
    )


@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The submission as Word (`docx`) or PDF (`pdf`): the kept file, or the draft as it stands."""
    submission = _found(request, pk)
    return paper_file(submission, form, lambda: submission_paper(submission))
