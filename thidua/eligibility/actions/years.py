"""A whole year judged by the worker: asked for, done some holders at a time, gone on with."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.background.actions import begin, end, go_on_if_broken_off, move, take_over
from thidua.background.states import WorkState
from thidua.common.clock import office_day
from thidua.common.errors import Refusal, refuse
from thidua.eligibility.actions.keeping import Keeper
from thidua.eligibility.actions.waiting import kept_years
from thidua.eligibility.everybody import (
    court_of,
    governing_on,
    people_of_year,
    units_of_year,
)
from thidua.eligibility.facts import Holder
from thidua.eligibility.models import Judging, Standing
from thidua.eligibility.models.standings import OverEverybody
from thidua.organisations.actions import system_user
from thidua.organisations.models import Period, Unit
from thidua.organisations.policies import OFFICE, demand_role
from thidua.rules import default_law
from thidua.workflow import act

# Holders a step: about a fifth of a second, in which others who write wait.
STEP = 100
_NIGHT = range(1, 5)


def ask_to_judge(*, year: int, by: User) -> Judging:
    """Ask the worker to judge everybody for everything in a year, by the standing office.

    Refuses while this is under way, unless its worker is gone; and a year without a period.
    """
    with act("eligibility.ask_to_judge", by=by, year=year) as current:
        demand_role(by, *OFFICE)
        demand_period(year)
        take_over(Judging.objects.select_for_update().filter(year=year, is_over=False))
        work = Judging(year=year, governing_on=governing_on(year), asked_by=by)
        begin_over_everybody(work)
        current.subject = work
    return work


def demand_period(year: int) -> None:
    """Refuses a year of which no period is known."""
    if not Period.objects.filter(year=year).exists():
        raise refuse(
            "no_period",
            _("No period of %(year)s is known here.") % {"year": year},
            cure=_("Choose a year of the list."),
            field="year",
        )


def begin_over_everybody(work: OverEverybody) -> None:
    """Count everybody of the work's year, and queue it."""
    work.total = people_of_year(work.year).count() + units_of_year(work.year).count()
    begin(work)


def carry_on(*, work: Judging, by: User) -> Judging:
    """Go on with a judging that broke off, where it stood. Refuses what is done or under way."""
    with act("eligibility.carry_on_judging", by=by, subject=work):
        demand_role(by, *OFFICE)
        locked = Judging.objects.select_for_update().get(pk=work.pk)
        go_on_if_broken_off(locked)
    return locked


def judge_nightly(now: datetime) -> list[Judging]:
    """Between one and five at night, once a night, ask for the office's year and for the last,
    whose titles may still be decided; `now` in the office's time. A year without a period is
    passed over, and one that is under way.
    """
    if now.hour not in _NIGHT:
        return []
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    begun = []
    for year in (office_day().year, office_day().year - 1):
        if Judging.objects.filter(year=year, asked_at__gte=since).exists():
            continue
        with suppress(Refusal):
            begun.append(ask_to_judge(year=year, by=system_user()))
    return begun


def judge_by_new_law() -> list[Judging]:
    """Ask for the years whose lists were judged by another law than that in force now: own rules
    were approved, or the program brought other law. One that is under way is passed over. Two
    queries.
    """
    by_year = Judging.objects.filter(year__in=kept_years()).order_by().values("year")
    newest = Judging.objects.filter(pk__in=by_year.annotate(last=Max("pk")).values("last"))
    begun = []
    for work in newest.filter(is_over=True).exclude(law_digest=default_law().digest):
        with suppress(Refusal):
            begun.append(ask_to_judge(year=work.year, by=system_user()))
    return begun


def judge_year(work: Judging) -> None:
    """The worker's part: everybody who was not judged yet, then what is left of those who are of
    the year no more. Where the law changed since work broke off, everybody is judged anew.
    """
    law = default_law()
    if work.law_digest and work.law_digest != law.digest:
        work.last_person = work.last_unit = work.done = 0
    work.law_digest = law.digest
    work.save()
    keeper = Keeper(work.year, court_of(work.year, work.governing_on, law))
    through(work, keeper.keep)
    with transaction.atomic():
        gone = Standing.objects.filter(year=work.year, judged_at__lt=work.asked_at)
        gone.delete()
        end(work, WorkState.DONE)


def through(work: OverEverybody, step: Callable[[Sequence[Holder]], int]) -> None:
    """Do `step` for everybody of the work's year from where it stood, each step in a transaction
    with the note of how far it came. `step` says how many verdicts it gave.
    """
    for holders in _left(work):
        with transaction.atomic():
            work.given += step(holders)
            last = holders[-1]
            if isinstance(last, Unit):
                work.last_unit = last.pk
            else:
                work.last_person = last.pk
            move(work, min(work.done + len(holders), work.total), work.total)


def _left(work: OverEverybody) -> Iterator[list[Holder]]:
    people = people_of_year(work.year).order_by("pk")
    while some := list(people.filter(pk__gt=work.last_person)[:STEP]):
        yield list[Holder](some)
    units = units_of_year(work.year).order_by("pk")
    while others := list(units.filter(pk__gt=work.last_unit)[:STEP]):
        yield list[Holder](others)
