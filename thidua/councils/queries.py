"""What a council has before it: members, agenda, the meeting's sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.models import Head
from thidua.ballots.counting import ThresholdRule
from thidua.ballots.models import RollEntry, Vote
from thidua.common.text import sort_key
from thidua.councils.models import AgendaItem, Council, CouncilMember, Meeting
from thidua.councils.statute import Statute
from thidua.dossiers.models import Nominee
from thidua.dossiers.states import Appraisal, DossierState
from thidua.organisations.models import Period, Unit
from thidua.organisations.policies import in_force
from thidua.rules import default_law

PROPOSED = (Appraisal.PROPOSE, Appraisal.OVERRULED)


@dataclass(frozen=True)
class Proposal:
    """A nominee to be voted on, and what the vote needs."""

    nominee: Nominee
    rule: ThresholdRule


@dataclass(frozen=True)
class LeftOff:
    """A nominee who cannot be put to an open vote, why, and by which article."""

    nominee: Nominee
    code: str
    why: str
    citation: str


@dataclass(frozen=True)
class Agenda:
    """What may be put to an open vote on a day, and what may not."""

    proposals: tuple[Proposal, ...]
    left_off: tuple[LeftOff, ...]


def members_on(council: Council, day: date) -> QuerySet[CouncilMember]:
    """Seats held on `day`, the secretary's among them, as minutes list them."""
    found = CouncilMember.objects.filter(in_force(day), council=council)
    return found.select_related("person").order_by("started_on", "pk")


def council_of(authority: Unit) -> Council | None:
    """The council that advises an authority, the newest where there were several. One query."""
    found: Council | None = (
        Council.objects.filter(authority=authority)
        .select_related("authority")
        .order_by("pk")
        .last()
    )
    return found


def nominees_waiting(council: Council, period: Period) -> list[Nominee]:
    """Nominees of appraised dossiers whom the standing office proposes and no agenda has yet.

    By title, unit and name. One query.
    """
    waiting = Nominee.objects.filter(
        dossier__authority=council.authority_id,
        dossier__period=period,
        dossier__state=DossierState.APPRAISED,
        appraisal__in=PROPOSED,
        agenda_items__isnull=True,
    ).select_related("dossier__unit", "person", "unit")
    law = default_law()
    names = {what: sort_key(law.title(what).name) for what in {n.what for n in waiting}}
    return sorted(
        waiting,
        key=lambda n: (names[n.what], n.dossier.unit.sort_key, n.holder.sort_key, n.pk),
    )


def agenda_for(council: Council, period: Period, day: date) -> Agenda:
    """What the council may vote on openly on `day`, and what it may not, with the reason.

    A title for which the law asks a secret ballot is left off: whichever council proposes it, its
    vote is the secret one that the law means (NĐ 91/2017 article 45 clause 8 speaks of the councils
    of all levels that consider and propose).
    """
    proposals, left_off = [], []
    statute = Statute.of(council)
    for nominee in nominees_waiting(council, period):
        rule = statute.vote_rule(nominee.what, day, nominee.dossier.received_on)
        if rule is None:
            why = _("Neither the law nor the council's statute says how many votes this needs.")
            left_off.append(LeftOff(nominee, "no_vote_rule", why, ""))
        elif rule.secret:
            why = _("The law asks for a secret ballot, which the program does not hold yet.")
            left_off.append(LeftOff(nominee, "secret_ballot", why, rule.citation.text))
        else:
            proposals.append(Proposal(nominee, ThresholdRule.of(rule)))
    return Agenda(tuple(proposals), tuple(left_off))


def meetings_listed(visible: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings newest first, with what a list shows. One query."""
    return visible.select_related("council", "period", "ballot").order_by("-held_on", "-pk")


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in order, with holders, votes and recusals: five queries."""
    found = AgendaItem.objects.filter(meeting=meeting).select_related(
        "item",
        "nominee__person",
        "nominee__unit",
        "nominee__dossier__unit",
        "nominee__verdict",
        "nominee__appraised_by",
    )
    return list(
        found.prefetch_related("item__votes", "item__recusals__entry__person").order_by(
            "item__order"
        )
    )


def roll_of(meeting: Meeting) -> list[RollEntry]:
    """The roll as it was fixed, in its order. One query."""
    return list(meeting.ballot.roll.select_related("person").order_by("pk"))


def own_votes(meeting: Meeting, user: User) -> Sequence[Vote]:
    """What `user` voted in the meeting. One query."""
    return list(
        Vote.objects.filter(item__ballot=meeting.ballot_id, entry__person__user=user)
        .select_related("item")
        .order_by("item__order")
    )


def journal_head() -> str:
    """The digest of the journal's last entry; minutes and decisions print it. One query."""
    head = Head.objects.filter(pk=1).first()
    return head.digest if head else ""
