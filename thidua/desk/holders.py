"""What the pages of a person and of a unit show, each part as its policy lets the user see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from thidua.accounts.models import User
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.policies import DOSSIERS
from thidua.eligibility.policies import PERSON_OUTLOOKS, UNIT_OUTLOOKS
from thidua.emulation.models import BlocMember, RegistrationLine
from thidua.emulation.policies import BLOCS, REGISTRATIONS
from thidua.honours.policies import HONOURS
from thidua.honours.queries import Held, timeline_of
from thidua.honours.states import HonourState
from thidua.initiatives.models import Initiative
from thidua.initiatives.pages import initiatives_seen
from thidua.organisations.models import (
    Discipline,
    Employment,
    Leave,
    PendingCase,
    Person,
    PuttingForward,
    Rating,
    Succession,
    Unit,
    UnitVersion,
)
from thidua.organisations.policies import (
    CASES,
    DISCIPLINE,
    LEAVES,
    PEOPLE,
    PUTTING_FORWARD,
    RATINGS,
    UNITS,
)
from thidua.organisations.queries import head_of, proposers_of, staff_on, standing_on
from thidua.organisations.states import PARTS
from thidua.rules import title_name

_STAFF_SHOWN = 12


@dataclass(frozen=True)
class TimelineLine:
    """One honour of a timeline, in words."""

    held: Held
    title: str

    @property
    def is_revoked(self) -> bool:
        """Whether it no longer stands."""
        return bool(self.held.honour.state == HonourState.REVOKED)


@dataclass(frozen=True)
class Records:
    """What verdicts rest on, beside honours."""

    ratings: Sequence[Rating]
    discipline: Sequence[Discipline]
    cases: Sequence[PendingCase]


@dataclass(frozen=True)
class UnderWay:
    """Where a holder stands in what is not finished: registrations and dossiers."""

    lines: Sequence[tuple[RegistrationLine, str]]
    nominees: Sequence[tuple[Nominee, str]]


@dataclass(frozen=True)
class PersonPage:
    """All that a person's page shows."""

    person: Person
    posts: Sequence[Employment]
    timeline: Sequence[TimelineLine]
    initiatives: Sequence[Initiative]
    leaves: Sequence[Leave]
    records: Records
    under_way: UnderWay
    sees_unit: bool
    sees_outlook: bool


@dataclass(frozen=True)
class UnitPage:
    """All that a unit's page shows. `staff` is the first of them; `has_more_staff` beyond."""

    unit: Unit
    head: Person | None
    sees_head: bool
    versions: Sequence[UnitVersion]
    predecessors: Sequence[Succession]
    successors: Sequence[Succession]
    children: Sequence[Unit]
    memberships: Sequence[BlocMember]
    staff: Sequence[Employment]
    has_more_staff: bool
    sees_people: bool
    timeline: Sequence[TimelineLine]
    records: Records
    under_way: UnderWay
    dossiers: Sequence[Dossier]
    is_part: bool
    proposers: Sequence[PuttingForward]
    puts_forward: Sequence[PuttingForward]
    may_change: bool
    sees_outlook: bool

    @property
    def says_proposers(self) -> bool:
        """Whether the page says who puts the unit's people forward."""
        return self.is_part and bool(self.proposers or self.may_change)


def person_page(user: User, pk: int) -> PersonPage | None:
    """A person whom `user` may see; None otherwise. Twelve queries and the policies' own."""
    person = PEOPLE.visible_to(user).select_related("unit").filter(pk=pk).first()
    if person is None:
        return None
    posts = Employment.objects.filter(person=person).select_related("unit")
    return PersonPage(
        person=person,
        posts=list(posts.order_by(F("started_on").desc(nulls_last=True), "-pk")),
        timeline=_timeline(user, person),
        initiatives=initiatives_seen(user, person),
        leaves=list(LEAVES.visible_to(user).filter(person=person).order_by("-started_on", "pk")),
        records=_records(user, person),
        under_way=_under_way(user, person),
        sees_unit=UNITS.visible_to(user).filter(people=person).exists(),
        sees_outlook=bool(PERSON_OUTLOOKS.allows(user, "view", person)),
    )


def unit_page(user: User, pk: int, day: date) -> UnitPage | None:
    """A unit that `user` may see; None otherwise. 20 queries, one more for each generation of
    predecessors, and the policies' own.
    """
    unit = UNITS.visible_to(user).select_related("parent").filter(pk=pk).first()
    if unit is None:
        return None
    head = head_of(unit, day)
    changes = Succession.objects.select_related("predecessor", "successor")
    sees_people = PEOPLE.visible_to(user).filter(employments__unit=unit).exists()
    staff = list(staff_on(unit, day)[: _STAFF_SHOWN + 1]) if sees_people else []
    children = Unit.objects.filter(parent=unit, closed_on__isnull=True)
    members = BlocMember.objects.filter(unit=unit, bloc__in=BLOCS.visible_to(user))
    dossiers = DOSSIERS.visible_to(user).filter(unit=unit).select_related("period")
    return UnitPage(
        unit=unit,
        head=head,
        sees_head=head is not None and PEOPLE.visible_to(user).filter(pk=head.pk).exists(),
        # Of an open beginning the databases sort differently.
        versions=sorted(
            unit.versions.select_related("parent"),
            key=lambda version: version.valid_from or date.min,
        ),
        predecessors=list(changes.filter(successor=unit).order_by("took_effect_on", "pk")),
        successors=list(changes.filter(predecessor=unit).order_by("took_effect_on", "pk")),
        children=list(UNITS.visible_to(user).filter(pk__in=children).order_by("sort_key", "pk")),
        memberships=list(
            members.select_related("bloc__emulation_year").order_by("-bloc__emulation_year__year")
        ),
        staff=staff[:_STAFF_SHOWN],
        has_more_staff=len(staff) > _STAFF_SHOWN,
        sees_people=sees_people,
        timeline=_timeline(user, unit),
        records=_records(user, unit),
        under_way=_under_way(user, unit),
        dossiers=list(dossiers.order_by("-period__ends_on", "pk")),
        is_part=unit.kind in PARTS,
        proposers=_proposers(user, unit),
        puts_forward=list(
            PUTTING_FORWARD.visible_to(user)
            .filter(standing_on(day), proposer=unit)
            .select_related("part__parent")
            .order_by("part__sort_key", "pk")
        ),
        may_change=unit.kind in PARTS and bool(UNITS.allows(user, "change", unit)),
        sees_outlook=bool(UNIT_OUTLOOKS.allows(user, "view", unit)),
    )


def _proposers(user: User, unit: Unit) -> list[PuttingForward]:
    """Who puts a part forward beside the unit that it belongs to, as far as `user` may see it."""
    if unit.kind not in PARTS:
        return []
    return list(proposers_of(unit).filter(pk__in=PUTTING_FORWARD.visible_to(user).values("pk")))


def people_listed(user: User, unit: Unit | None, day: date) -> QuerySet[Person]:
    """The people whom `user` may see, of one unit where it is given."""
    seen = PEOPLE.visible_to(user).select_related("unit")
    if unit is None:
        return seen
    held = Employment.objects.filter(standing_on(day), unit=unit)
    return seen.filter(pk__in=held.values("person"))


def _timeline(user: User, holder: Person | Unit) -> list[TimelineLine]:
    held = timeline_of(holder, HONOURS.visible_to(user))
    return [TimelineLine(each, title_name(each.honour.what)) for each in held]


def _records(user: User, holder: Person | Unit) -> Records:
    about = {"person": holder} if isinstance(holder, Person) else {"unit": holder}
    ratings = RATINGS.visible_to(user).filter(**about).select_related("period")
    return Records(
        list(ratings.order_by("-period__ends_on", "pk")),
        list(DISCIPLINE.visible_to(user).filter(**about).order_by("-decided_on", "pk")),
        list(CASES.visible_to(user).filter(**about).order_by("-opened_on", "pk")),
    )


def _under_way(user: User, holder: Person | Unit) -> UnderWay:
    about = {"person": holder} if isinstance(holder, Person) else {"unit": holder}
    lines = RegistrationLine.objects.filter(
        registration__in=REGISTRATIONS.visible_to(user), **about
    ).select_related("registration__round__period", "registration__unit")
    nominees = Nominee.objects.filter(
        dossier__in=DOSSIERS.visible_to(user), **about
    ).select_related("dossier__period", "dossier__unit")
    return UnderWay(
        [
            (line, title_name(line.what))
            for line in lines.order_by("-registration__round__period__ends_on", "pk")
        ],
        [
            (nominee, title_name(nominee.what))
            for nominee in nominees.order_by("-dossier__period__ends_on", "pk")
        ],
    )
