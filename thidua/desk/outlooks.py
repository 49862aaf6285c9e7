"""What a person or a unit is eligible for and can reach next, as its page shows it."""

from datetime import date

from thidua.accounts.models import User
from thidua.dossiers.awards import rules_for
from thidua.dossiers.pages import shows_cases
from thidua.eligibility.outlook import Outlook, outlook
from thidua.eligibility.policies import PERSON_OUTLOOKS, UNIT_OUTLOOKS
from thidua.organisations.models import Person, Unit
from thidua.rules import Jurisdiction


def person_seen(user: User, pk: int) -> Person | None:
    """A person whose outlook `user` may see."""
    return PERSON_OUTLOOKS.visible_to(user).select_related("unit__parent").filter(pk=pk).first()


def unit_seen(user: User, pk: int) -> Unit | None:
    """A unit whose outlook `user` may see."""
    return UNIT_OUTLOOKS.visible_to(user).select_related("parent").filter(pk=pk).first()


def outlook_of(user: User, holder: Person | Unit, day: date) -> Outlook | None:
    """The outlook of a holder by the law of the office's day; None before any period is open."""
    unit = holder.unit if isinstance(holder, Person) else holder
    jurisdiction = rules_for(unit) if unit else Jurisdiction()
    return outlook(holder, day, jurisdiction, shows_cases=shows_cases(user))
