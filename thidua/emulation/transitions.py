"""The moves of a registration and of an agreement, and what stops them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.clock import office_day
from thidua.emulation.models import Agreement, Registration
from thidua.emulation.policies import AGREEMENTS, REGISTRATIONS
from thidua.emulation.states import AgreementState, RegistrationState
from thidua.workflow import StateNames, Table, Transition
from thidua.workflow.transitions import Blocker, nothing_blocks


def stops_sending(registration: Registration) -> list[Blocker]:
    """An empty list, or a round that has not begun. A late list is taken, and marked late."""
    found = []
    opens_on = registration.round.opens_on
    if office_day() < opens_on:
        found.append(
            Blocker(
                "not_open",
                _("Registration opens on %(day)s.") % {"day": opens_on.strftime("%d/%m/%Y")},
                _("Send the list from that day on."),
            )
        )
    if not registration.lines.exists():
        found.append(
            Blocker(
                "empty",
                _("Nobody is registered for any title."),
                _("Add a person or the unit itself with a title."),
            )
        )
    return found


REGISTRATION_TABLE: Table[Registration] = Table(
    subject="emulation.registration",
    policy=REGISTRATIONS,
    names={
        RegistrationState.DRAFT: StateNames(
            office=gettext_lazy("being written"),
            nominee=gettext_lazy("being written"),
            public=gettext_lazy("being prepared"),
        ),
        RegistrationState.SENT: StateNames(
            office=gettext_lazy("to be checked"),
            nominee=gettext_lazy("sent, being checked"),
            public=gettext_lazy("being prepared"),
        ),
        RegistrationState.RETURNED: StateNames(
            office=gettext_lazy("returned to the unit"),
            nominee=gettext_lazy("returned to be corrected"),
            public=gettext_lazy("being prepared"),
        ),
        RegistrationState.ACCEPTED: StateNames(
            office=gettext_lazy("accepted"),
            nominee=gettext_lazy("accepted"),
            public=gettext_lazy("registered"),
        ),
    },
    moves=(
        Transition(
            name="send",
            label=gettext_lazy("Send the registration"),
            sources=frozenset({RegistrationState.DRAFT, RegistrationState.RETURNED}),
            target=RegistrationState.SENT,
            blockers=stops_sending,
        ),
        Transition(
            name="return",
            label=gettext_lazy("Return to be corrected"),
            sources=frozenset({RegistrationState.SENT}),
            target=RegistrationState.RETURNED,
            blockers=nothing_blocks,
        ),
        Transition(
            name="accept",
            label=gettext_lazy("Accept the registration"),
            sources=frozenset({RegistrationState.SENT}),
            target=RegistrationState.ACCEPTED,
            blockers=nothing_blocks,
        ),
    ),
)

AGREEMENT_TABLE: Table[Agreement] = Table(
    subject="emulation.agreement",
    policy=AGREEMENTS,
    names={
        AgreementState.OPEN: StateNames(
            office=gettext_lazy("open for signature"),
            nominee=gettext_lazy("open for signature"),
            public=gettext_lazy("being prepared"),
        ),
        AgreementState.SIGNED: StateNames(
            office=gettext_lazy("signed by all members"),
            nominee=gettext_lazy("signed by all members"),
            public=gettext_lazy("signed by all members"),
        ),
    },
    moves=(
        # The last member's signature goes further, to SIGNED.
        Transition(
            name="sign",
            label=gettext_lazy("Sign the agreement"),
            sources=frozenset({AgreementState.OPEN}),
            target=AgreementState.OPEN,
            blockers=nothing_blocks,
        ),
    ),
)
