"""Reads of the register."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from thidua.honours.models import Honour
from thidua.organisations.models import Person, Succession, Unit
from thidua.organisations.queries import predecessors_of


@dataclass(frozen=True)
class Held:
    """One line of a timeline. `through` says how a predecessor's honour came to be shown here."""

    honour: Honour
    through: Succession | None = None

    @property
    def is_own(self) -> bool:
        """Whether the holder itself was given it."""
        return self.through is None


def honours_of(holder: Person | Unit, among: QuerySet[Honour] | None = None) -> QuerySet[Honour]:
    """The honours of one holder, newest period first, revoked ones too. One query.

    `among` is what the reader may see; all where it is left out.
    """
    honours = Honour.objects.all() if among is None else among
    own = (
        honours.filter(person=holder) if isinstance(holder, Person) else honours.filter(unit=holder)
    )
    return own.select_related("period", "person", "unit").order_by(
        "-period__ends_on", F("decided_on").desc(nulls_last=True), "what", "pk"
    )


def timeline_of(holder: Person | Unit, among: QuerySet[Honour] | None = None) -> list[Held]:
    """The honours of a holder and, for a unit, those of its predecessors, marked as theirs.

    Newest first. For a person one query; for a unit two, and one for each generation before it.
    """
    timeline = [Held(honour) for honour in honours_of(holder, among)]
    if isinstance(holder, Person):
        return timeline
    came_by = {unit.pk: succession for unit, succession in predecessors_of(holder)}
    if came_by:
        honours = Honour.objects.all() if among is None else among
        theirs = honours.filter(unit__in=came_by).select_related("period", "unit")
        timeline += [Held(honour, came_by[honour.unit_id or 0]) for honour in theirs]
        timeline.sort(key=_newest_first, reverse=True)
    return timeline


def _newest_first(held: Held) -> tuple[object, ...]:
    honour = held.honour
    decided_on = honour.decided_on.isoformat() if honour.decided_on else ""
    return honour.period.ends_on, decided_on, honour.what, honour.pk
