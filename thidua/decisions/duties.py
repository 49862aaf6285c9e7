"""What decisions and submissions ask of a user: one list for "my duties"."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.councils.models import Meeting
from thidua.councils.policies import MEETINGS
from thidua.decisions.payments import to_pay
from thidua.decisions.policies import DECISIONS, SUBMISSIONS
from thidua.decisions.queries import waiting_for_paper
from thidua.decisions.states import DecisionState, SubmissionState
from thidua.organisations.policies import anywhere
from thidua.organisations.states import Role
from thidua.rules import default_law
from thidua.workflow.duties import Duty, in_order
from thidua.workflow.policies import NOBODY


def duties_of(user: User, day: date) -> list[Duty]:
    """What is due of `user`: papers to draft, to issue, to send. Queries do not grow with rows."""
    return in_order([*_to_draft(user), *_to_issue(user, day), *_to_send(user, day), *_to_pay(user)])


def _to_draft(user: User) -> Iterable[Duty]:
    """Titles that a closed meeting passed and no paper has yet."""
    if not MEETINGS.may_concern(user, "draft_decision"):
        return
    waiting = (
        waiting_for_paper(MEETINGS.visible_to(user, "draft_decision"))
        .values_list("meeting", "nominee__what")
        .distinct()
        .order_by("meeting", "nominee__what")
    )
    pairs = list(waiting)
    meetings = Meeting.objects.select_related("council").in_bulk({pk for pk, _what in pairs})
    for pk, what in pairs:
        meeting = meetings[pk]
        yield Duty(
            code="decisions.draft",
            title=_("Draft the paper on “%(title)s”: %(meeting)s")
            % {"title": default_law().title(what).name, "meeting": meeting},
            due_on=None,
            subject=meeting,
            url_name="decisions:draft",
            url_args=(meeting.pk, what),
        )


def _is_clerk(user: User, day: date) -> bool:
    """Whether the user records what another signs, and signs nothing."""
    return anywhere(Role.UNIT_HEAD)(user, day) == NOBODY


def _to_issue(user: User, day: date) -> Iterable[Duty]:
    if not DECISIONS.may_concern(user, "issue"):
        return
    words = (
        _("Number and issue once signed: %(subject)s")
        if _is_clerk(user, day)
        else _("Sign and issue: %(subject)s")
    )
    for decision in DECISIONS.visible_to(user, "issue").filter(state=DecisionState.DRAFT):
        yield Duty(
            code="decisions.issue",
            title=words % {"subject": decision.subject},
            due_on=None,
            subject=decision,
            url_name="decisions:decision",
            url_args=(decision.pk,),
        )


def _to_send(user: User, day: date) -> Iterable[Duty]:
    if not SUBMISSIONS.may_concern(user, "send"):
        return
    words = (
        _("Number and send once signed: %(subject)s")
        if _is_clerk(user, day)
        else _("Sign and send: %(subject)s")
    )
    for submission in SUBMISSIONS.visible_to(user, "send").filter(state=SubmissionState.DRAFT):
        yield Duty(
            code="decisions.send",
            title=words % {"subject": submission.subject},
            due_on=None,
            subject=submission,
            url_name="decisions:submission",
            url_args=(submission.pk,),
        )


def _to_pay(user: User) -> Iterable[Duty]:
    """Decisions of which prizes are not paid out: one duty each."""
    if not DECISIONS.may_concern(user, "pay"):
        return
    for decision in to_pay(DECISIONS.visible_to(user, "pay")):
        words = {
            "count": number_format(decision.prizes.unpaid),
            "decision": decision,
        }
        yield Duty(
            code="decisions.pay",
            title=_("Pay out prize money to %(count)s: decision %(decision)s") % words,
            due_on=None,
            subject=decision,
            url_name="decisions:prize_list",
            url_args=(decision.pk,),
        )
