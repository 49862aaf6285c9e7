"""Writes about a bloc: who leads it, rounds opened by hand, review meetings."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.documents.on_paper import DoneOnPaper, day_of, enter
from thidua.emulation.models import Bloc, BlocPost, Review, Round
from thidua.emulation.policies import BLOC_POSTS, BLOCS
from thidua.emulation.queries import leaders_of_members, leading_posts
from thidua.emulation.states import ReviewKind
from thidua.organisations.models import Period, Person, Unit
from thidua.workflow import Act, act
from thidua.workflow.fitting import demand_fits
from thidua.workflow.policies import on_paper as entering


def demand_member(bloc: Bloc, unit: Unit) -> None:
    """Raise `Refusal` unless `unit` is a member of `bloc`."""
    if not bloc.members.filter(unit=unit).exists():
        raise refuse(
            "not_a_member",
            _("%(unit)s is not a member of %(bloc)s.") % {"unit": unit, "bloc": bloc},
            cure=_("Choose one of the bloc's members."),
            field="unit",
        )


def report_bloc_post(
    *, post: BlocPost, unit: Unit, by: User, on_paper: DoneOnPaper | None = None
) -> BlocPost:
    """Report which member's head is head or deputy of a bloc; late reports are marked.

    Done by the head of a member, or by the standing office where no bloc was asked to choose. On
    paper it is the report that a leader of the named unit signed. Raises `Refusal`.
    """
    with act("emulation.report_bloc_post", by=by, subject=post, unit_code=unit.code) as current:
        locked: BlocPost = BlocPost.objects.select_for_update().get(pk=post.pk)
        BLOC_POSTS.demand(by, entering("report") if on_paper else "report", locked)
        if locked.unit_id is not None:
            raise refuse(
                "already_filled",
                _("%(post)s is already %(unit)s.") % {"post": locked, "unit": locked.unit},
                cure=_("Reload the page to see what was done meanwhile."),
            )
        demand_member(locked.bloc, unit)
        if locked.bloc.posts.filter(unit=unit).exists():
            raise refuse(
                "same_unit",
                _("%(unit)s already holds the other post of the bloc.") % {"unit": unit},
                cure=_("Choose another member."),
                field="unit",
            )
        if on_paper is not None:
            _enter_report(current, locked, on_paper)
        day = day_of(on_paper)
        locked.unit, locked.reported_on = unit, day
        if locked.report_by is not None:
            last_day = locked.bloc.emulation_year.last_day(locked.report_by)
            locked.days_late = max(0, (day - last_day).days)
        locked.save()
        current.subject = locked
        current.say(unit=unit.code, days_late=locked.days_late)
    return locked


def _enter_report(current: Act, post: BlocPost, done: DoneOnPaper) -> None:
    """The report is one that a leader of some member signed."""
    doer = done.doer if isinstance(done.doer, Person) else None
    held = leading_posts(post.bloc, done.done_on).filter(person=doer).select_related("unit").first()
    enter(
        current,
        done,
        doers=leaders_of_members(post.bloc, done.done_on),
        unit=held.unit if held else None,
        since=post.bloc.emulation_year.plan.issued_on,
    )


def open_round(
    *, bloc: Bloc, period: Period, opens_on: date, deadline: date, last_day: date, by: User
) -> Round:
    """Open a round of registration that the plan gives no date for.

    `deadline` is the day as told to the units, `last_day` the last that counts as on time: at the
    earliest the day before the deadline ("trước ngày D"). Raises `Refusal`.
    """
    with act("emulation.open_round", by=by) as current:
        locked: Bloc = Bloc.objects.select_for_update().get(pk=bloc.pk)
        BLOCS.demand(by, "open_round", locked)
        demand_own_period(locked, period)
        if not opens_on <= last_day or (deadline - last_day).days > 1:
            raise refuse(
                "days_out_of_order",
                _(
                    "A round must open by its last day, and its last day may be at the earliest "
                    "the day before the deadline."
                ),
                cure=_("Correct the three days."),
                field="last_day",
            )
        if locked.rounds.filter(period=period).exists():
            raise refuse(
                "already_open",
                _("%(bloc)s already has a round for %(period)s.")
                % {"bloc": locked, "period": period},
                field="period",
            )
        opened = Round(
            bloc=locked, period=period, opens_on=opens_on, deadline=deadline, last_day=last_day
        )
        opened.save()
        current.subject = opened
    return opened


def demand_own_period(bloc: Bloc, period: Period) -> None:
    """Raise `Refusal` where a period is not of the calendar that the bloc is judged by."""
    if bloc.calendar != period.calendar:
        raise refuse(
            "other_calendar",
            _("%(bloc)s is not judged by periods such as %(period)s.")
            % {"bloc": bloc, "period": period},
            cure=_("Schools are judged by school years, others by calendar years."),
            field="period",
        )


def hold_review(
    *,
    bloc: Bloc,
    period: Period,
    kind: str,
    held_on: date,
    summary: str,
    by: User,
    place: str = "",
    present: int | None = None,
    on_paper: DoneOnPaper | None = None,
) -> Review:
    """Record a review meeting of a bloc about one period, on or after the day it was held.

    `summary` is its minutes in words, `present` how many members came; `on_paper` the minutes that
    a leader of some member signed.
    """
    with act("emulation.hold_review", by=by) as current:
        locked: Bloc = Bloc.objects.select_for_update().get(pk=bloc.pk)
        BLOCS.demand(by, entering("hold_review") if on_paper else "hold_review", locked)
        if kind not in ReviewKind.values:
            raise refuse(
                "unknown_kind",
                _("“%(kind)s” is no kind of review.") % {"kind": kind},
                cure=_("Choose one of the list."),
                field="kind",
            )
        demand_own_period(locked, period)
        if held_on > office_day():
            raise refuse(
                "not_yet_held",
                _("A meeting can be recorded only once it was held."),
                cure=_("Record it on that day or later."),
                field="held_on",
            )
        _demand_present(locked, present)
        review = Review(
            bloc=locked,
            period=period,
            kind=ReviewKind(kind),
            held_on=held_on,
            summary=summary,
            place=tidy(place),
            present=present,
        )
        same = locked.reviews.filter(period=period, kind=kind, held_on=held_on)
        if same.exists():
            raise refuse("already_held", _("This meeting is already recorded."), field="held_on")
        demand_fits(review)
        review.save()
        current.subject = review
        if on_paper is not None:
            doers = leaders_of_members(locked, on_paper.done_on)
            enter(current, on_paper, doers=doers, since=held_on)
    return review


def _demand_present(bloc: Bloc, present: int | None) -> None:
    members = bloc.members.count()
    if present is not None and not 1 <= present <= members:
        raise refuse(
            "wrong_count",
            _("The bloc has %(count)s members: between 1 and so many were present.")
            % {"count": members},
            cure=_("Correct the number."),
            field="present",
        )
