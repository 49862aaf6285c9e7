"""Writes about personal links: a registration written without signing in, until its last day."""

import hashlib
import secrets

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.emulation.models import PersonalLink, Registration
from thidua.emulation.policies import LINKS, REGISTRATIONS
from thidua.emulation.states import RegistrationState
from thidua.organisations.actions import account_of
from thidua.organisations.models import Person
from thidua.organisations.queries import people_of
from thidua.workflow import act

# 256 bits: nobody guesses one.
SECRET_BYTES = 32


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_link(*, registration: Registration, person: Person, by: User) -> tuple[PersonalLink, str]:
    """A link for a person of the unit, and its secret, which is told this once.

    A link that she has already stops working. What is done through it is done in her name: she gets
    an account without a password where she has none. Raises `Refusal`.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with act("emulation.make_link", by=by, subject=registration) as current:
        locked = Registration.objects.select_for_update().get(pk=registration.pk)
        REGISTRATIONS.demand(by, "make_link", locked)
        current.unit_code = locked.unit.code
        _demand_open(locked)
        if not people_of(locked.unit, office_day()).filter(pk=person.pk).exists():
            raise refuse(
                "other_unit",
                _("%(person)s does not work at %(unit)s today.")
                % {"person": person, "unit": locked.unit},
                cure=_("Choose a person of the unit."),
                field="person",
            )
        holder = Person.objects.select_for_update().get(pk=person.pk)
        user = account_of(holder)
        if not user.is_active:
            raise refuse(
                "closed_account",
                _("The account of %(person)s is closed.") % {"person": person},
                cure=_("Choose another person, or ask the administrator to open it."),
                field="person",
            )
        for older in locked.links.filter(person=holder, revoked_on__isnull=True):
            _revoke(older)
        link = PersonalLink(
            registration=locked,
            person=holder,
            digest=digest_of(secret),
            made_by=by,
            made_on=office_day(),
        )
        link.save()
        current.say(link=link.pk, person=holder.code, until=locked.round.last_day)
    return link, secret


def _demand_open(registration: Registration) -> None:
    if registration.round.last_day < office_day():
        raise refuse(
            "past_last_day",
            _("The last day of this registration has passed: %(day)s.")
            % {"day": registration.round.last_day.strftime("%d/%m/%Y")},
            cure=_("Take the unit's list on its Excel form, or enter it on the unit's behalf."),
        )
    if registration.state == RegistrationState.ACCEPTED:
        message = _("This registration was accepted: nothing more is written in it.")
        raise refuse("accepted", message)


def open_link(*, link: PersonalLink) -> PersonalLink:
    """Count one opening, in the name of the link's person."""
    user = link.person.user
    assert user is not None, "a link's person has an account"  # noqa: S101
    with act("emulation.open_link", by=user, subject=link) as current:
        locked = PersonalLink.objects.select_for_update().get(pk=link.pk)
        REGISTRATIONS.demand(user, "view", locked.registration)
        locked.times_opened += 1
        locked.opened_on = office_day()
        locked.save()
        current.unit_code = locked.registration.unit.code
    return locked


def revoke_link(*, link: PersonalLink, by: User) -> PersonalLink:
    """Let a link open nothing any more, from now on."""
    with act("emulation.revoke_link", by=by, subject=link.registration) as current:
        locked = PersonalLink.objects.select_for_update().get(pk=link.pk)
        LINKS.demand(by, "revoke", locked)
        if locked.revoked_on is not None:
            raise refuse("revoked", _("This link was already revoked."))
        _revoke(locked)
        current.unit_code = locked.registration.unit.code
        current.say(link=locked.pk, person=locked.person.code)
    return locked


def _revoke(link: PersonalLink) -> None:
    link.revoked_on = office_day()
    link.save()
