"""A submission's life: drafted from a vote for whoever decides above, then sent."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.councils.models import Meeting
from thidua.decisions.actions.decisions import demand_passed, note_if_all_drafted
from thidua.decisions.actions.signing import Signature, keep_files, sign
from thidua.decisions.competence import decider_of, is_above
from thidua.decisions.models import Submission, SubmissionItem
from thidua.decisions.papers import subject_of, submission_paper
from thidua.decisions.transitions import SUBMISSION_MOVES
from thidua.documents.letterheads import symbol_of
from thidua.rules import default_law
from thidua.workflow import act, perform
from thidua.workflow.fitting import demand_fits

KIND = "TTr"


def draft_submission(*, by: User, meeting: Meeting, what: str, addressed_to: str) -> Submission:
    """Draft the submission of what a closed meeting passed and a higher authority decides.

    Refuses a title that is decided here or below, and an empty address.
    """
    with act("decisions.draft_submission", by=by, what=what) as current:
        items = demand_passed(by, meeting, what)
        council, today = meeting.council, office_day()
        title = default_law().title(what)
        for received_on in {each.nominee.dossier.received_on for each in items}:
            decider = decider_of(council, what, today, received_on)
            if not is_above(council, decider):
                raise refuse(
                    "not_above",
                    _("“%(title)s” is not decided above: %(decider)s.")
                    % {"title": title.name, "decider": decider.name},
                    citation=decider.citation.text,
                    field="what",
                )
        issuer = council.authority
        submission = Submission(
            issuer=issuer,
            period=meeting.period,
            meeting=meeting,
            what=what,
            subject=subject_of(title, meeting.period, verb="đề nghị tặng"),
            year=today.year,
            symbol=symbol_of(KIND, issuer),
            addressed_to=tidy(addressed_to),
        )
        if not submission.addressed_to:
            raise refuse("no_address", _("Write to whom it is submitted."), field="addressed_to")
        demand_fits(submission)
        submission.save()
        SubmissionItem.objects.bulk_create(
            [
                SubmissionItem(submission=submission, order=order, nominee=each.nominee)
                for order, each in enumerate(items, start=1)
            ]
        )
        note_if_all_drafted(meeting)
        current.subject, current.unit_code = submission, issuer.code
        current.say(lines=len(items))
    return submission


def send_submission(
    *,
    submission: Submission,
    by: User,
    signer_name: str,
    signer_title: str,
    capacity: str = "TM.",
    signed_on: date,
) -> Submission:
    """Send: number of the register of submissions, Word and PDF, in one act."""
    signature = Signature(signer_name, signer_title, capacity, signed_on)
    with perform(SUBMISSION_MOVES, "send", submission, by=by) as (locked, current):
        sign(locked, signature, KIND)
        keep_files(locked, submission_paper(locked))
        current.unit_code = locked.issuer.code
        current.say(number=locked.number, signed_on=signed_on.isoformat())
    return submission
