"""What the page of a council shows: who sits on it, in what capacity, by which decision."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.councils.models import Council, CouncilDecision, CouncilMember
from thidua.councils.policies import COUNCILS
from thidua.councils.states import VOTING, Capacity
from thidua.councils.statute import Statute
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import PEOPLE, UNITS
from thidua.organisations.queries import search_people
from thidua.organisations.states import UnitKind
from thidua.ui.parts import NextAction
from thidua.workflow.transitions import Blocker

FOUND_AT_ONCE = 20
_ORDER = list(Capacity.values)


@dataclass(frozen=True)
class Composition:
    """A council's seats on a day, those of before and those to come, and its decisions."""

    seats: Sequence[CouncilMember]
    past: Sequence[CouncilMember]
    coming: Sequence[CouncilMember]
    decisions: Sequence[CouncilDecision]

    @property
    def voting(self) -> int:
        """How many have a vote."""
        return sum(seat.capacity in VOTING for seat in self.seats)


def council_of_page(user: User, pk: int) -> Council | None:
    """A council that `user` may see. One query."""
    return COUNCILS.visible_to(user).filter(pk=pk).select_related("authority").first()


def seat_of_page(user: User, pk: int) -> CouncilMember | None:
    """A seat on a council that `user` may see. One query."""
    found: QuerySet[CouncilMember] = CouncilMember.objects.filter(
        pk=pk, council__in=COUNCILS.visible_to(user)
    )
    return found.select_related("council__authority", "person").first()


def composition_of(council: Council, day: date) -> Composition:
    """Seats as papers list them, by capacity, and decisions, newest first. Two queries."""
    found = list(
        council.members.select_related("person__unit", "person__user").order_by("started_on", "pk")
    )
    found.sort(key=lambda seat: _ORDER.index(seat.capacity))
    held = [
        seat
        for seat in found
        if seat.started_on <= day and (seat.ended_on is None or seat.ended_on >= day)
    ]
    return Composition(
        seats=held,
        past=[seat for seat in found if seat.ended_on is not None and seat.ended_on < day],
        coming=[seat for seat in found if seat.started_on > day],
        decisions=list(council.decisions.order_by("-issued_on", "-pk")),
    )


def missing_of(council: Council, composition: Composition) -> list[Blocker]:
    """What the council lacks to meet, each with the page that cures it."""
    where = reverse("councils:choose_member", args=[council.pk])
    held = {seat.capacity for seat in composition.seats}
    missing = []
    if Capacity.CHAIR not in held:
        missing.append(Blocker("no_chair", _("The council has no chair."), link=where))
    if Capacity.SECRETARY not in held:
        message = _("The council has no secretary, who keeps the minutes.")
        missing.append(Blocker("no_secretary", message, link=where))
    if not composition.decisions:
        missing.append(
            Blocker(
                "no_decision",
                _("No decision that set up the council is on record."),
                link=reverse("councils:council_decision", args=[council.pk]),
            )
        )
    return missing


def quorum_in_words(council: Council, composition: Composition, day: date) -> tuple[str, str]:
    """How many members must be present, in a sentence, and the article; empty where no law says."""
    quorum = Statute.of(council).quorum(day)
    if quorum is None or not composition.voting:
        return "", ""
    count = composition.voting
    return quorum_of(quorum.threshold, count, is_strict=quorum.strict), quorum.citation.text


def quorum_of(threshold: Fraction | None, members: int, *, is_strict: bool) -> str:
    """How many of `members` must be present for the share `threshold`, in a sentence."""
    if threshold is None or not members:
        return ""
    least = math.floor(threshold * members) + 1 if is_strict else math.ceil(threshold * members)
    sentence = _("A meeting needs at least %(least)s of the %(all)s members with a vote.")
    return sentence % {"least": least, "all": members}


def next_for(
    user: User, council: Council, missing: Sequence[Blocker], composition: Composition
) -> NextAction:
    """What `user` does next about a council."""
    if not COUNCILS.allows(user, "seat", council):
        return NextAction(_("The standing office keeps this list."))
    if not composition.seats:
        return NextAction(
            _("Seat the first member"), reverse("councils:choose_member", args=[council.pk])
        )
    if missing:
        lacks_paper = missing[0].code == "no_decision"
        label = _("Record a decision") if lacks_paper else _("Seat a member")
        return NextAction(label, missing[0].link, missing[0].message)
    return NextAction(
        _("Call a meeting"),
        reverse("councils:call_meeting", args=[council.pk]),
        _("The council is complete."),
    )


def people_to_seat(user: User, council: Council, text: str, day: date) -> list[Person]:
    """The first people named by `text` who do not sit on the council on `day`. One query."""
    held = [seat.person_id for seat in composition_of(council, day).seats]
    found = search_people(PEOPLE.visible_to(user), text.replace("\0", "")).exclude(pk__in=held)
    return list(found.order_by("sort_key", "pk")[:FOUND_AT_ONCE])


def person_to_seat(user: User, pk: int) -> Person | None:
    """A person whom `user` may see. One query."""
    return PEOPLE.visible_to(user).filter(pk=pk).select_related("unit").first()


def authorities_for(user: User) -> list[Unit]:
    """The authorities that a council may advise. One query."""
    return list(UNITS.visible_to(user).filter(kind=UnitKind.COMMITTEE).order_by("sort_key"))
