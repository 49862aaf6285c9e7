"""Writes about milestones that the program has no page for: whoever did it says when."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.emulation.calendar import TOLD, concerned, last_day_of
from thidua.emulation.models import Bloc, EmulationYear, MilestoneMark
from thidua.emulation.policies import BLOCS, YEARS
from thidua.plans.models import Milestone
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits


def mark_milestone(
    *, milestone: Milestone, bloc: Bloc | None, by: User, done_on: date, note: str = ""
) -> MilestoneMark:
    """Record that a bloc (or, for None, the standing office) has done what a milestone asks.

    The head or deputy of the bloc does it, or the standing office. Raises `Refusal`.
    """
    with act("emulation.mark_milestone", by=by, subject=milestone) as current:
        year: EmulationYear = EmulationYear.objects.select_for_update().get(plan=milestone.plan_id)
        _demand_may_mark(by, year, bloc)
        _check(year, milestone, bloc, done_on)
        last_day = last_day_of(year, milestone)
        mark = MilestoneMark(
            milestone=milestone,
            bloc=bloc,
            done_on=done_on,
            days_late=max(0, (done_on - last_day).days) if last_day is not None else 0,
            note=tidy(note),
        )
        demand_fits(mark)
        mark.save()
        current.say(
            bloc=bloc.code if bloc is not None else "",
            done_on=done_on,
            days_late=mark.days_late,
            note=mark.note,
            reason=": ".join(part for part in (bloc.name if bloc else "", mark.note) if part),
        )
    return mark


def unmark_milestone(*, mark: MilestoneMark, by: User) -> None:
    """Take a mark back that was set by mistake; the journal keeps it. Raises `Refusal`."""
    with act("emulation.unmark_milestone", by=by, subject=mark.milestone) as current:
        year = EmulationYear.objects.select_for_update().get(plan=mark.milestone.plan_id)
        _demand_may_mark(by, year, mark.bloc)
        locked = MilestoneMark.objects.select_for_update().filter(pk=mark.pk).first()
        if locked is None:
            raise refuse(
                "not_marked",
                _("The mark was already taken back."),
                cure=_("Reload the page to see what was done meanwhile."),
            )
        current.say(bloc=mark.bloc.code if mark.bloc else "", done_on=mark.done_on)
        locked.delete()


def _demand_may_mark(by: User, year: EmulationYear, bloc: Bloc | None) -> None:
    if bloc is None:
        YEARS.demand(by, "mark", year)
    else:
        BLOCS.demand(by, "mark", bloc)


def _check(year: EmulationYear, milestone: Milestone, bloc: Bloc | None, done_on: date) -> None:
    if bloc not in concerned(milestone, year.blocs.all()):
        raise refuse(
            "not_concerned",
            _("This milestone asks nothing of %(bloc)s.")
            % {"bloc": bloc or _("the standing office")},
        )
    if bloc is not None and milestone.kind in TOLD:
        raise refuse(
            "told_by_records",
            _("Whether this is done is told by the members' own papers, not by a mark."),
            cure=_("Open its page and do it there."),
        )
    if MilestoneMark.objects.filter(milestone=milestone, bloc=bloc).exists():
        raise refuse(
            "already_marked",
            _("This was already marked as done."),
            cure=_("Reload the page to see what was done meanwhile."),
        )
    if done_on > office_day():
        raise refuse(
            "in_future",
            _("%(day)s has not come yet.") % {"day": f"{done_on:%d/%m/%Y}"},
            cure=_("Enter the day on which it was done."),
            field="done_on",
        )
    if done_on.year < year.year - 1:
        raise refuse(
            "too_early",
            _("This day lies long before the year %(year)s.") % {"year": year},
            cure=_("Enter the day on which it was done."),
            field="done_on",
        )
