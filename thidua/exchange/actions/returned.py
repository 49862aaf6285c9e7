"""Writes about forms that come back."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Refusal, refuse
from thidua.documents.files import read_file
from thidua.documents.on_paper import DoneOnPaper
from thidua.documents.uploads import EXCEL, Upload
from thidua.emulation.actions import (
    change_lines,
    demand_day_received,
    registration_to_change,
    send_registration,
)
from thidua.emulation.models import Registration, Round
from thidua.emulation.policies import REGISTRATIONS, writes_for_another
from thidua.exchange.comparing import Comparison, compare
from thidua.exchange.models import ReturnedForm
from thidua.exchange.policies import RETURNED_FORMS
from thidua.exchange.queries import register_of, registration_in
from thidua.exchange.reading_form import FormReading, read_form
from thidua.exchange.states import FormState
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import OFFICE, UNIT, demand_role, holds
from thidua.workflow import act


def receive_form(
    *,
    upload: Upload,
    in_round: Round,
    by: User,
    unit: Unit | None = None,
    received_on: date | None = None,
) -> ReturnedForm:
    """Keep a filled-in form until it is recorded; an older one of the same unit is set aside.

    `unit` is the one whose form is expected; without it, any member's of the round. Raises
    `Refusal` (reasons name the file): no form, another round's, another unit's, not hers to send.
    """
    reading = read_form(upload.content)
    found = _unit_named(reading, in_round, unit)
    _demand_may_write(in_round, found, by)
    day = received_on or office_day()
    demand_day_received(day, in_round=in_round, by=by)
    compared = _compared(reading, in_round, found)
    with act("exchange.receive_form", by=by, unit_code=found.code) as current:
        waiting = ReturnedForm.objects.select_for_update().filter(
            round=in_round, unit=found, state=FormState.WAITING
        )
        for older in waiting:
            _settle(older, FormState.SET_ASIDE)
        form = ReturnedForm(
            round=in_round,
            unit=found,
            file=upload.keep(),
            received_on=day,
            entered_by=by,
            lines_changed=compared.count,
            mistakes=len(compared.mistakes),
        )
        form.save()
        current.subject = form
        current.say(file=upload.name, received_on=day, sha256=form.file.sha256)
    return form


def _demand_may_write(in_round: Round, unit: Unit, by: User) -> None:
    registration = registration_in(in_round, unit)
    if registration is not None:
        REGISTRATIONS.demand(by, "register_line", registration)
    elif not holds(by, *OFFICE):
        demand_role(by, *UNIT, unit=unit)


def _unit_named(reading: FormReading, in_round: Round, expected: Unit | None) -> Unit:
    """The unit whose form it is. Refuses another round's form and another unit's."""
    identity = reading.identity
    found = Unit.objects.filter(code=identity.unit_code).first()
    if identity.round_pk != in_round.pk or found is None:
        raise refuse(
            "other_round",
            _("This form belongs to another registration than %(period)s of %(bloc)s.")
            % {"period": in_round.period, "bloc": in_round.bloc},
            cure=_("Choose the form that was given out for this round."),
        )
    if expected is not None and found != expected:
        raise refuse(
            "other_unit",
            _("This form is that of %(other)s; here the form of %(unit)s is taken.")
            % {"other": found, "unit": expected},
            cure=_("Choose the unit's own form."),
        )
    return found


def comparison_of(form: ReturnedForm) -> Comparison:
    """What a form would change now. Raises `Refusal` where its file was lost or damaged."""
    return _compared(read_form(read_file(form.file)), form.round, form.unit)


def _compared(reading: FormReading, in_round: Round, unit: Unit) -> Comparison:
    codes = (row.code for row in reading.rows if row.code)
    return compare(reading, register_of(in_round, unit, codes, office_day()))


@dataclass(frozen=True)
class Recorded:
    """What recording a form did; `not_sent` says why the list was not sent, where it was to be."""

    registration: Registration
    added: int
    withdrawn: int
    reworded: int
    not_sent: str = ""

    def __str__(self) -> str:
        said = _("Recorded: %(added)s added, %(withdrawn)s taken off, %(reworded)s changed.") % {
            "added": self.added,
            "withdrawn": self.withdrawn,
            "reworded": self.reworded,
        }
        return f"{said} {_('The list was not sent:')} {self.not_sent}" if self.not_sent else said


def apply_form(*, form: ReturnedForm, by: User, sender: Person | None = None) -> Recorded:
    """Record a form in the unit's registration: all its lines in one act, or none.

    With `sender`, who of the unit sent the form, the list is then sent too: as done by the sender
    on the day of receipt, with the form as the paper that shows it. Raises `Refusal` where anything
    in the form is wrong, or the registration can no longer be changed.
    """
    with act("exchange.apply_form", by=by, unit_code=form.unit.code) as current:
        locked = ReturnedForm.objects.select_for_update().get(pk=form.pk)
        RETURNED_FORMS.demand(by, "apply", locked)
        _demand_waiting(locked)
        registration = registration_to_change(in_round=form.round, unit=form.unit, by=by)
        current.subject = registration
        found = comparison_of(form)
        if found.mistakes:
            raise Refusal(*found.mistakes)
        if found.changes:
            change_lines(registration=registration, changes=found.changes)
        _settle(locked, FormState.APPLIED)
        current.say(
            form=locked.pk,
            file=locked.file.name,
            received_on=locked.received_on,
            added=len(found.added),
            withdrawn=len(found.withdrawn),
            reworded=len(found.reworded),
            on_behalf=writes_for_another(by, registration),
        )
    not_sent = ""
    if sender is not None:
        paper = Upload(form.file.name, EXCEL, read_file(form.file))
        done = DoneOnPaper(sender, form.received_on, paper)
        try:
            send_registration(registration=registration, by=by, on_paper=done)
        except Refusal as refusal:
            not_sent = str(refusal)
    return Recorded(
        registration, len(found.added), len(found.withdrawn), len(found.reworded), not_sent
    )


def set_form_aside(*, form: ReturnedForm, by: User) -> ReturnedForm:
    """Leave a form unrecorded for good; its file stays."""
    with act("exchange.set_form_aside", by=by, subject=form, unit_code=form.unit.code):
        locked = ReturnedForm.objects.select_for_update().get(pk=form.pk)
        RETURNED_FORMS.demand(by, "set_aside", locked)
        _demand_waiting(locked)
        _settle(locked, FormState.SET_ASIDE)
    return locked


def _demand_waiting(form: ReturnedForm) -> None:
    if form.state != FormState.WAITING:
        raise refuse(
            "settled",
            _("This form was already dealt with: it is “%(state)s”.")
            % {"state": form.get_state_display()},
            cure=_("Reload the page to see what was done meanwhile."),
        )


def _settle(form: ReturnedForm, state: FormState) -> None:
    form.state, form.settled_on = state, office_day()
    form.save()
