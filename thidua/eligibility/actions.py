"""Writes about eligibility. Verdicts are kept by `judging`, inside the acts they belong to."""

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.eligibility.models import Comparison
from thidua.organisations.models import Person
from thidua.organisations.policies import demand_role
from thidua.organisations.states import Role
from thidua.rules import default_law
from thidua.workflow import act


def record_comparison(*, by: User, instrument: str, note: str = "") -> Comparison:
    """The head of the standing office compared a quoted instrument with its official text.

    The record names the head as a person. Refuses an instrument that is not loaded, and one that
    is compared already.
    """
    demand_role(by, Role.OFFICE_HEAD)
    officer = Person.objects.filter(user=by).first()
    if officer is None:
        raise refuse(
            "no_person",
            _("A comparison names the person who made it, and this account is nobody's."),
            cure=_("Sign in as the head of the standing office."),
        )
    found = default_law().shelf.instruments.get(instrument)
    if found is None:
        raise refuse(
            "unknown_instrument",
            _("No instrument “%(id)s” is loaded.") % {"id": instrument},
            cure=_("Choose one of the instruments that the verdicts rest on."),
            field="instrument",
        )
    if Comparison.objects.filter(instrument=instrument).exists():
        raise refuse(
            "already_compared",
            _("%(instrument)s is already compared with its text.") % {"instrument": found.printed},
            field="instrument",
        )
    row = Comparison(
        instrument=instrument,
        officer=officer,
        compared_on=office_day(),
        note=tidy(note)[:300],
    )
    with act("eligibility.record_comparison", by=by, subject=row) as current:
        row.save()
        current.say(instrument=found.printed, officer=officer.name)
    return row
