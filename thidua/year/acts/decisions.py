"""Decisions, submissions to the province, and the year's report."""

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.decisions.actions import (
    draft_decision,
    draft_submission,
    issue_decision,
    leave_out,
    revoke_decision,
    send_submission,
)
from thidua.decisions.models import Decision, DecisionItem, Submission
from thidua.emulation.models import EmulationYear
from thidua.reports.papers import year_report_paper
from thidua.year.acts.registry import Outcome, performs
from thidua.year.papers import write_both, write_stored
from thidua.year.world import Given, World


@performs("draft_decision")
def draft(world: World, by: User, given: Given) -> Outcome:
    """The decision on `what` from the meeting about `period`."""
    meeting = world.meeting(world.period(given.text("period")), given.text("held_on", ""))
    decision = draft_decision(by=by, meeting=meeting, what=given.text("what"))
    return Outcome(decision.items.count())


def _decision(world: World, given: Given) -> Decision:
    period = world.period(given.text("period"))
    held_on = given.day("held_on")
    drafted = Decision.objects.filter(period=period, what=given.text("what")).order_by("-pk")
    if held_on is not None:
        drafted = drafted.filter(meeting__held_on=held_on)
    found: Decision | None = drafted.first()
    if found is None:
        raise refuse("no_decision", _("No decision on this was drafted."))
    return found


@performs("leave_out")
def leave(world: World, by: User, given: Given) -> Outcome:
    """The signer leaves `holder` out, with a `reason`."""
    for item in DecisionItem.objects.filter(decision=_decision(world, given)):
        if item.holder.code == given.text("holder"):
            leave_out(item=item, by=by, reason=given.text("reason"))
            return Outcome()
    raise refuse(
        "unknown_code", _("“%(code)s” is not known here.") % {"code": given.text("holder")}
    )


@performs("issue_decision")
def issue(world: World, by: User, given: Given) -> Outcome:
    """Issued and signed on the event's day by `signer`, under `title` and `capacity`."""
    decision = issue_decision(
        decision=_decision(world, given),
        by=by,
        signer_name=world.person(given.text("signer")).name,
        signer_title=given.text("title"),
        capacity=given.text("capacity", ""),
        signed_on=office_day(),
    )
    name = f"quyet-dinh-{decision.number:02d}-{decision.what}-{decision.period.code}"
    return Outcome(decision.items.count(), write_stored(world, name, decision.word, decision.pdf))


@performs("revoke_decision")
def revoke(world: World, by: User, given: Given) -> Outcome:
    """Revoked on the event's day, with its ground."""
    revoke_decision(
        decision=_decision(world, given),
        by=by,
        reason=given.text("reason"),
        revoked_on=office_day(),
    )
    return Outcome()


@performs("draft_submission")
def draft_upward(world: World, by: User, given: Given) -> Outcome:
    """What the higher authority decides on `what`, from the meeting about `period`."""
    submission = draft_submission(
        by=by,
        meeting=world.meeting(world.period(given.text("period")), given.text("held_on", "")),
        what=given.text("what"),
        addressed_to=given.text("addressed_to"),
    )
    return Outcome(submission.items.count())


@performs("send_submission")
def send_upward(world: World, by: User, given: Given) -> Outcome:
    """Signed and sent on the event's day."""
    period = world.period(given.text("period"))
    held_on = given.day("held_on")
    drafted = Submission.objects.filter(period=period, what=given.text("what")).order_by("-pk")
    if held_on is not None:
        drafted = drafted.filter(meeting__held_on=held_on)
    found = drafted.first()
    if found is None:
        raise refuse("no_submission", _("No submission on this was drafted."))
    submission = send_submission(
        submission=found,
        by=by,
        signer_name=world.person(given.text("signer")).name,
        signer_title=given.text("title"),
        capacity=given.text("capacity", "TM."),
        signed_on=office_day(),
    )
    name = f"to-trinh-{submission.number:02d}-{submission.what}-{submission.period.code}"
    return Outcome(
        submission.items.count(), write_stored(world, name, submission.word, submission.pdf)
    )


@performs("report_year")
def report(world: World, by: User, given: Given) -> Outcome:
    """The short report on the year, with every figure from its records."""
    del given
    year = EmulationYear.objects.order_by("-year").first()
    if year is None:
        raise refuse("no_year", _("No year has been opened yet."))
    del by
    paper = year_report_paper(year)
    return Outcome(1, write_both(world, f"bao-cao-{year.year}", paper))
