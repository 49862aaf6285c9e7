"""Milestones as duties: for the heads of blocs, and for the standing office."""

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.emulation.calendar import DUE, LATE, Asked, Records, calendar_of, review_kind
from thidua.emulation.models import EmulationYear
from thidua.organisations.policies import OFFICE, anywhere, units_held
from thidua.organisations.states import Role
from thidua.plans.models import Plan
from thidua.plans.policies import PLANS
from thidua.plans.states import MilestoneKind, PlanState
from thidua.workflow.duties import Duty
from thidua.workflow.policies import NOBODY

_LONGEST_TITLE = 140
# Told by duties of their own: members register, blocs score, posts are reported.
_ELSEWHERE = frozenset({MilestoneKind.REGISTER, MilestoneKind.SCORE, MilestoneKind.BLOC_POST})


def milestones_to_do(user: User, day: date) -> list[Duty]:
    """What is due now of the blocs that `user` leads, and of the standing office where she works
    there or a bloc has nobody; one query, and 9 a year under way for whom it concerns.
    """
    headed = {unit.pk for unit in units_held(user, day, Role.UNIT_HEAD)}
    in_office = anywhere(*OFFICE)(user, day)
    if not headed and in_office == NOBODY:
        return []
    years = EmulationYear.objects.filter(year__gte=day.year).select_related("plan")
    # Neither the text nor its reading is told here, and both are long.
    years = years.defer("plan__text", "plan__reading")
    led = Q(blocs__posts__unit__in=headed)
    return [
        _duty(asked)
        for year in years.filter(in_office | led).distinct().order_by("year", "pk")
        for asked in _mine(year, day, headed, is_office=in_office != NOBODY)
    ]


def _mine(year: EmulationYear, day: date, headed: set[int], *, is_office: bool) -> Iterator[Asked]:
    records = Records(year)
    for asked in calendar_of(year, day, records=records):
        kind = asked.milestone.kind
        if asked.state not in (DUE, LATE) or (kind in _ELSEWHERE and asked.bloc is not None):
            continue
        if asked.bloc is None:
            if is_office:
                yield asked
            continue
        if kind == MilestoneKind.AGREEMENT and (
            (asked.bloc.pk, asked.milestone.about) in records.agreements
        ):
            continue
        posts = records.posts.get(asked.bloc.pk, [])
        leading = {post.unit_id for post in posts if post.unit_id is not None}
        if leading & headed or (not leading and is_office):
            yield asked


def _duty(asked: Asked) -> Duty:
    milestone, bloc = asked.milestone, asked.bloc
    words: dict[str, object] = {
        "what": milestone.get_kind_display(),
        "period": milestone.about,
        "bloc": bloc,
    }
    if bloc is None:
        title = _("Milestone of the plan: %(what)s") % {
            "what": shorten(milestone.act or milestone.text, _LONGEST_TITLE, placeholder="…")
        }
    elif milestone.kind == MilestoneKind.AGREEMENT:
        title = _("Open the agreement for %(period)s: %(bloc)s") % words
    elif milestone.kind == MilestoneKind.REVIEW and milestone.about:
        words["what"] = review_kind(milestone).label
        title = _("Hold the %(what)s of %(period)s: %(bloc)s") % words
    elif milestone.about:
        title = _("Milestone “%(what)s” for %(period)s: %(bloc)s") % words
    else:
        title = _("Milestone “%(what)s”: %(bloc)s") % words
    return Duty(
        code="do_milestone",
        title=title,
        due_on=asked.last_day,
        subject=milestone,
        url_name="emulation:milestone_of_office" if bloc is None else "emulation:milestone_of_bloc",
        url_args=(milestone.pk,) if bloc is None else (milestone.pk, bloc.pk),
        is_late=asked.state == LATE,
    )


def years_to_open(user: User) -> list[Duty]:
    """Confirmed plans whose year is not open yet, for whoever may open it; one query and the
    policy's own.
    """
    if not PLANS.may_concern(user, "open_year"):
        return []
    waiting = PLANS.visible_to(user, "open_year").filter(
        state=PlanState.CONFIRMED, emulation_year__isnull=True
    )
    plans: list[Plan] = list(waiting.defer("text", "reading").order_by("year", "pk"))
    return [
        Duty(
            code="open_year",
            title=_("Open the emulation year of plan %(plan)s") % {"plan": plan},
            due_on=None,
            subject=plan,
            url_name="emulation:open_year",
            url_args=(plan.pk,),
        )
        for plan in plans
    ]
