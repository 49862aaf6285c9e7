"""The moves of a deliberation and of a dossier, and what stops them."""

from django.utils.translation import gettext_lazy as _

from thidua.dossiers.blockers import (
    stops_concluding,
    stops_concluding_appraisal,
    stops_receiving,
    stops_submitting,
)
from thidua.dossiers.models import Deliberation, Dossier
from thidua.dossiers.policies import DELIBERATIONS, DOSSIERS
from thidua.dossiers.states import DeliberationState, DossierState
from thidua.workflow import StateNames, Table, Transition
from thidua.workflow.transitions import nothing_blocks

DELIBERATION: Table[Deliberation] = Table(
    subject="dossiers.deliberation",
    policy=DELIBERATIONS,
    names={
        DeliberationState.DRAFT: StateNames(
            office=_("being held"), nominee=_("being held"), public=_("being prepared")
        ),
        DeliberationState.CONCLUDED: StateNames(
            office=_("concluded"), nominee=_("concluded"), public=_("concluded")
        ),
    },
    moves=(
        Transition(
            name="conclude",
            label=_("Conclude the deliberation"),
            sources=frozenset({DeliberationState.DRAFT}),
            target=DeliberationState.CONCLUDED,
            blockers=stops_concluding,
        ),
    ),
)

DOSSIER: Table[Dossier] = Table(
    subject="dossiers.dossier",
    policy=DOSSIERS,
    names={
        DossierState.DRAFT: StateNames(
            office=_("being prepared"),
            nominee=_("being prepared by your unit"),
            public=_("being prepared"),
        ),
        DossierState.SUBMITTED: StateNames(
            office=_("submitted, to be taken in"),
            nominee=_("submitted by your unit"),
            public=_("under consideration"),
        ),
        DossierState.ENDORSED: StateNames(
            office=_("endorsed by the sector, to be received"),
            nominee=_("endorsed by the sector"),
            public=_("under consideration"),
        ),
        DossierState.RECEIVED: StateNames(
            office=_("received, being appraised"),
            nominee=_("being appraised"),
            public=_("under consideration"),
        ),
        DossierState.RETURNED: StateNames(
            office=_("returned to the unit"),
            nominee=_("returned to your unit to be completed"),
            public=_("being prepared"),
        ),
        DossierState.APPRAISED: StateNames(
            office=_("appraised, to be put to the council"),
            nominee=_("awaiting the council"),
            public=_("under consideration"),
        ),
        DossierState.CONCLUDED: StateNames(
            office=_("considered by the council"),
            nominee=_("considered by the council"),
            public=_("awaiting the decision"),
        ),
    },
    moves=(
        Transition(
            name="submit",
            label=_("Submit the dossier"),
            sources=frozenset({DossierState.DRAFT, DossierState.RETURNED}),
            target=DossierState.SUBMITTED,
            blockers=stops_submitting,
        ),
        Transition(
            name="endorse",
            label=_("Endorse and send on"),
            sources=frozenset({DossierState.SUBMITTED}),
            target=DossierState.ENDORSED,
            blockers=nothing_blocks,
        ),
        Transition(
            name="receive",
            label=_("Receive the dossier"),
            sources=frozenset({DossierState.SUBMITTED, DossierState.ENDORSED}),
            target=DossierState.RECEIVED,
            blockers=stops_receiving,
        ),
        Transition(
            name="return",
            label=_("Return to be completed"),
            sources=frozenset(
                {DossierState.SUBMITTED, DossierState.ENDORSED, DossierState.RECEIVED}
            ),
            target=DossierState.RETURNED,
            blockers=nothing_blocks,
        ),
        Transition(
            name="conclude_appraisal",
            label=_("Conclude the appraisal"),
            sources=frozenset({DossierState.RECEIVED}),
            target=DossierState.APPRAISED,
            blockers=stops_concluding_appraisal,
        ),
    ),
)
