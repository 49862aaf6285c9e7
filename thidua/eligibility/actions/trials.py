"""What if: a year judged as of another day, or with a draft counted, beside the law as it stands.

It touches no record and no stored verdict; what it keeps is who gains and who loses.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.background.actions import end, go_on_if_broken_off
from thidua.background.states import WorkState
from thidua.common.errors import refuse
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.actions.years import begin_over_everybody, demand_period, through
from thidua.eligibility.everybody import Said, court_of, governing_on
from thidua.eligibility.facts import Holder
from thidua.eligibility.models import Trial, TrialChange
from thidua.eligibility.rule_sets import law_in
from thidua.eligibility.states import GOOD
from thidua.eligibility.supposing import drafts, supposing
from thidua.organisations.models.records import keys_of
from thidua.organisations.policies import OFFICE, demand_role
from thidua.rules import Law
from thidua.workflow import act

_SORT = 120


def ask_to_try(*, year: int, on: date, draft: str = "", by: User) -> Trial:
    """Ask the worker what a year would be if it were decided `on` another day, or with a draft
    counted, by the standing office. Refuses a year without a period, an unknown draft, and a trial
    that would change nothing.
    """
    with act("eligibility.ask_to_try", by=by, year=year, on=on.isoformat(), draft=draft) as current:
        demand_role(by, *OFFICE)
        demand_period(year)
        if draft and draft not in {each.id for each in drafts()}:
            raise refuse(
                "unknown_draft",
                _("The law loaded holds no draft of that instrument."),
                cure=_("Choose one of the list."),
                field="draft",
            )
        usual = governing_on(year)
        if not draft and on == usual:
            raise refuse(
                "nothing_supposed",
                _("This is the day by which the year is judged anyhow."),
                cure=_("Choose another day, or a draft."),
                field="on",
            )
        work = Trial(year=year, governing_on=on, compared_on=usual, draft=draft, asked_by=by)
        begin_over_everybody(work)
        current.subject = work
    return work


def begin_trial_of(law: Law, *, name: str, year: int, by: User) -> Trial:
    """Let the worker try a year by a law that is proposed, called `name`. A step of another act.

    Refuses a year without a period.
    """
    demand_period(year)
    usual = governing_on(year)
    work = Trial(
        year=year, governing_on=usual, compared_on=usual, asked_by=by,
        supposed=archived(law), supposed_name=name,
    )  # fmt: skip
    begin_over_everybody(work)
    return work


def carry_on_trying(*, work: Trial, by: User) -> Trial:
    """Go on with a trial that broke off, where it stood. Refuses what is done or under way."""
    with act("eligibility.carry_on_trying", by=by, subject=work):
        demand_role(by, *OFFICE)
        locked = Trial.objects.select_for_update().get(pk=work.pk)
        go_on_if_broken_off(locked)
    return locked


def compare_year(work: Trial) -> None:
    """The worker's part: everybody not compared yet, judged twice."""
    usual = court_of(work.year, work.compared_on)
    supposed = court_of(work.year, work.governing_on, _law_of(work))

    def step(holders: Sequence[Holder]) -> int:
        before = {(holder, what): said for holder, what, _period, said in usual.said(holders)}
        after = {(holder, what): said for holder, what, _period, said in supposed.said(holders)}
        cases = dict.fromkeys((*before, *after))
        rows = [_change(work, *case, before.get(case), after.get(case)) for case in cases]
        TrialChange.objects.bulk_create([each for each in rows if each is not None])
        return len(cases)

    through(work, step)
    end(work, WorkState.DONE)


def _law_of(work: Trial) -> Law | None:
    """The law that a trial supposes; None for the law in force."""
    if work.supposed is not None:
        return law_in(bytes(work.supposed.content))
    return supposing(work.draft) if work.draft else None


def _change(
    work: Trial, holder: Holder, what: str, before: Said | None, after: Said | None
) -> TrialChange | None:
    """A change between qualifying and not; None where there is none."""
    was, would = _is_good(before), _is_good(after)
    if was == would:
        return None
    person, unit = keys_of(holder)
    return TrialChange(
        trial=work,
        person_id=person,
        unit_id=unit,
        sort_key=holder.sort_key[:_SORT],
        what=what,
        before=before.result if before else "",
        after=after.result if after else "",
        gains=would,
    )


def _is_good(said: Said | None) -> bool:
    return said is not None and said.result in GOOD
