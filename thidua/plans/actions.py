"""Writes about plans: taking one in, correcting what was understood, confirming it."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, demand_role
from thidua.plans.kinds import guess_kind
from thidua.plans.models import CitedDocument, Milestone, Plan, Recipient
from thidua.plans.periods import period_span
from thidua.plans.policies import PLANS
from thidua.plans.queries import bloc_names
from thidua.plans.reading.model import Milestone as ReadMilestone
from thidua.plans.reading.model import ReadPlan
from thidua.plans.reading.reader import read_text
from thidua.plans.states import MilestoneKind, PlanState
from thidua.plans.transitions import PLAN_TABLE
from thidua.workflow import act, perform
from thidua.workflow.fitting import demand_fits

YEARS = range(1948, 2200)


def take_in_plan(*, by: User, authority: Unit, text: str) -> Plan:
    """Read a plan's text and keep what was understood, to be corrected and then confirmed.

    Raises `Refusal` where the text is no plan, or is one that this authority already has.
    """
    demand_role(by, *OFFICE)
    read = read_text(text)
    sha256 = hashlib.sha256(read.text.encode(errors="surrogatepass")).hexdigest()
    earlier = Plan.objects.filter(authority=authority, sha256=sha256).first()
    if earlier is not None:
        raise refuse(
            "already_read",
            _("This text was already taken in, as plan %(plan)s.") % {"plan": earlier},
            cure=_("Open that plan and correct it."),
            field="text",
        )
    reading = read.to_json()
    del reading["text"]
    plan = Plan(
        authority=authority,
        number=read.number or "",
        symbol=read.symbol or "",
        issuer=_issuer(read),
        place=read.place or "",
        issued_on=read.issued_on,
        subject=read.subject or "",
        year=read.year,
        text=read.text,
        reading=reading,
        sha256=sha256,
    )
    demand_fits(plan)
    with act("plans.take_in", by=by, unit_code=authority.code) as current:
        plan.save()
        current.subject = plan
        _keep_parts(plan, read)
        current.say(sha256=sha256, doubts=len(read.doubts), unread=len(read.unread))
    return plan


def _issuer(read: ReadPlan) -> str:
    if read.issuer is None:
        return ""
    return read.issuer.body or read.issuer.parent or ""


def _keep_parts(plan: Plan, read: ReadPlan) -> None:
    """The rows under a plan, from what was read."""
    milestones = [
        _milestone(plan, order, each) for order, each in enumerate(read.milestones, start=1)
    ]
    cited = [
        CitedDocument(
            plan=plan,
            order=order,
            text=each.text,
            number_symbol=each.number_symbol or "",
            issued_on=each.issued_on,
            issuer=each.issuer or "",
        )
        for order, each in enumerate(read.bases, start=1)
    ]
    recipients = [
        Recipient(plan=plan, order=order, text=each.text)
        for order, each in enumerate(read.recipients, start=1)
    ]
    demand_fits(*milestones, *cited, *recipients)
    Milestone.objects.bulk_create(milestones)
    CitedDocument.objects.bulk_create(cited)
    Recipient.objects.bulk_create(recipients)


def _milestone(plan: Plan, order: int, read: ReadMilestone) -> Milestone:
    return Milestone(
        plan=plan,
        order=order,
        kind=guess_kind(read.act),
        section=read.section or "",
        text=read.text,
        act=read.act,
        audience=list(read.audience),
        blocs=list(read.blocs),
        starts_on=read.first,
        ends_on=read.last,
        deadline=read.deadline,
        about=read.about or "",
        source_start=read.source.start,
        source_end=read.source.end,
    )


def correct_heading(
    *, plan: Plan, by: User, subject: str, issued_on: date | None, year: int | None
) -> Plan:
    """Correct what was understood of a plan's heading; the journal keeps both."""
    if year is not None and year not in YEARS:
        raise refuse(
            "wrong_year",
            _("%(year)s cannot be the year of a plan.") % {"year": year},
            cure=_("Enter a year such as 2018."),
            field="year",
        )
    with act("plans.correct_heading", by=by, subject=plan) as current:
        locked = _open_to_correction(plan, by)
        before = _heading(locked)
        locked.subject, locked.issued_on, locked.year = tidy(subject), issued_on, year
        demand_fits(locked)
        locked.save()
        current.say(before=before, after=_heading(locked))
    return locked


def _heading(plan: Plan) -> dict[str, object]:
    return {"subject": plan.subject, "issued_on": plan.issued_on, "year": plan.year}


def correct_milestone(
    *,
    milestone: Milestone,
    by: User,
    kind: str,
    starts_on: date | None,
    ends_on: date | None,
    deadline: date | None,
    blocs: Sequence[str],
    about: str,
) -> Milestone:
    """Say what a milestone asks, when, of which blocs and for which period; the printed item stays.

    `blocs` are names as the plan prints them; `about` is a period's code or empty.
    """
    with act("plans.correct_milestone", by=by, subject=milestone) as current:
        plan = _open_to_correction(milestone.plan, by)
        locked = Milestone.objects.select_for_update().get(pk=milestone.pk)
        _check_correction(plan, kind, starts_on, ends_on, blocs, about)
        before = _understood(locked)
        locked.kind = MilestoneKind(kind)
        locked.starts_on, locked.ends_on, locked.deadline = starts_on, ends_on, deadline
        locked.blocs = list(dict.fromkeys(blocs))
        locked.about = about
        locked.save()
        current.say(before=before, after=_understood(locked))
    return locked


def _check_correction(
    plan: Plan,
    kind: str,
    starts_on: date | None,
    ends_on: date | None,
    blocs: Sequence[str],
    about: str,
) -> None:
    if kind not in MilestoneKind.values:
        raise refuse(
            "unknown_kind",
            _("“%(kind)s” is no kind of milestone.") % {"kind": kind},
            cure=_("Choose one of the list."),
            field="kind",
        )
    if starts_on and ends_on and ends_on < starts_on:
        raise refuse(
            "ends_before_start",
            _("The milestone ends before it begins."),
            cure=_("Correct one of the two days."),
            field="ends_on",
        )
    unknown = [name for name in blocs if name not in bloc_names(plan)]
    if unknown:
        raise refuse(
            "unknown_bloc",
            _("The plan speaks of no bloc “%(bloc)s”.") % {"bloc": unknown[0]},
            cure=_("Choose among the plan's blocs."),
            field="blocs",
        )
    if about:
        period_span(about)


def _understood(milestone: Milestone) -> dict[str, object]:
    return {
        "kind": str(milestone.kind),
        "starts_on": milestone.starts_on,
        "ends_on": milestone.ends_on,
        "deadline": milestone.deadline,
        "blocs": milestone.blocs,
        "about": milestone.about,
    }


def _open_to_correction(plan: Plan, by: User) -> Plan:
    """The plan, locked. Refuses whoever may not correct it, and a plan already confirmed."""
    locked: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
    PLANS.demand(by, "correct", locked)
    if locked.state != PlanState.READ:
        raise refuse(
            "already_confirmed",
            _("This plan is confirmed: what was understood of it no longer changes."),
            cure=_("Issue and take in an amending plan."),
        )
    return locked


def confirm_plan(*, plan: Plan, by: User) -> Plan:
    """Confirm that the plan was understood, its doubts included; the journal names each doubt."""
    with perform(PLAN_TABLE, "confirm", plan, by=by) as (locked, current):
        locked.confirmed_on = office_day()
        doubts = locked.reading.get("doubts", ())
        current.say(
            doubts=[{"text": each["text"], "why": each["why"]} for each in doubts],
            unread=len(locked.reading.get("unread", ())),
        )
    return plan
