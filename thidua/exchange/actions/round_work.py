"""What the worker does with all forms of a round: asked for, done form by form, gone on with."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.background.actions import begin, end, go_on_if_broken_off, move, take_over
from thidua.background.states import WorkState
from thidua.common.clock import office_day
from thidua.common.errors import Refusal, refuse
from thidua.emulation.models import Round
from thidua.exchange.actions import prepared
from thidua.exchange.actions.returned import apply_form
from thidua.exchange.models import RoundWork
from thidua.exchange.policies import RETURNED_FORMS
from thidua.exchange.queries import form_content, form_of, members_of, waiting_forms
from thidua.exchange.registration_form import form_bytes, form_name
from thidua.exchange.states import FormState, RoundWorkKind
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, demand_role
from thidua.workflow import act


@dataclass(frozen=True)
class Said:
    """What became of one form: its key and file, its unit, whether it was recorded, a sentence."""

    form: int
    file: str
    unit: str
    is_well: bool
    text: str


def ask_to_give_out(*, in_round: Round, by: User) -> RoundWork:
    """Ask the worker for the forms of all members of a round; an older file of them goes."""
    targets = list(members_of(in_round).values_list("pk", flat=True))
    return _ask(in_round, RoundWorkKind.GIVE_OUT, targets, by)


def ask_to_record(*, in_round: Round, by: User) -> RoundWork:
    """Ask the worker to record every waiting form in which nothing was wrong when it came."""
    waiting = waiting_forms(RETURNED_FORMS.visible_to(by, "apply"), in_round).filter(mistakes=0)
    targets = list(waiting.values_list("pk", flat=True))
    if not targets:
        raise refuse(
            "no_form_waits",
            _("No form waits to be recorded."),
            cure=_("Take in a filled-in form first."),
        )
    return _ask(in_round, RoundWorkKind.RECORD, targets, by)


def _ask(in_round: Round, kind: RoundWorkKind, targets: Sequence[int], by: User) -> RoundWork:
    with act(f"exchange.ask_to_{kind}", by=by, subject=in_round) as current:
        demand_role(by, *OFFICE)
        older = list(RoundWork.objects.select_for_update().filter(round=in_round, kind=kind))
        take_over(each for each in older if not each.is_over)
        work = RoundWork(
            round=in_round, kind=kind, targets=list(targets), total=len(targets), asked_by=by
        )
        begin(work)
        current.say(count=len(targets))
    if kind == RoundWorkKind.GIVE_OUT:
        for each in older:
            prepared.throw_away(each.place)
    return work


def carry_on(*, work: RoundWork, by: User) -> RoundWork:
    """Go on with work that broke off, where it stood. Refuses what is done or under way."""
    with act("exchange.carry_on", by=by, subject=work.round):
        demand_role(by, *OFFICE)
        locked = RoundWork.objects.select_for_update().get(pk=work.pk)
        go_on_if_broken_off(locked)
    return locked


def give_out(work: RoundWork) -> None:
    """The worker's part: the form of each unit not done yet, then one .zip of them all."""
    day = office_day()
    units = Unit.objects.in_bulk(work.targets)
    for number in range(work.done, work.total):
        content = form_content(work.asked_by, work.round, units[work.targets[number]], day)
        prepared.keep_part(work.place, number, form_name(content), form_bytes(content))
        move(work, number + 1, work.total)
    prepared.compose(work.place, day)
    end(work, WorkState.DONE)


def record_forms(work: RoundWork) -> None:
    """The worker's part: each form not done yet, in an act of its own; refusals are told."""
    for number in range(work.done, work.total):
        said = asdict(_recorded(work.targets[number], work.asked_by))
        # A step that broke off may have told of itself already.
        work.said = [*work.said[:number], said]
        move(work, number + 1, work.total)
    end(work, WorkState.DONE)


def _recorded(key: int, by: User) -> Said:
    form = form_of(RETURNED_FORMS.visible_to(by, "apply"), key)
    if form is None:
        return Said(key, "", "", is_well=False, text=_("You may not record this form any more."))
    is_well, text = True, _("Recorded.")
    # A step that was broken off after its act finds the form recorded.
    if form.state != FormState.APPLIED:
        try:
            text = str(apply_form(form=form, by=by))
        except Refusal as refusal:
            is_well, text = False, " ".join(str(reason) for reason in refusal.reasons)
    return Said(form.pk, form.file.name, form.unit.name, is_well, text)
