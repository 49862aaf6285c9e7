"""Reads about the emulation year."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery

from thidua.accounts.models import User
from thidua.common.remembered import once
from thidua.emulation.models import (
    Bloc,
    BlocMember,
    BlocPost,
    EmulationYear,
    PersonalLink,
    Registration,
    RegistrationLine,
    Round,
)
from thidua.emulation.states import RegistrationState
from thidua.organisations.models import Employment, Person, Unit
from thidua.organisations.policies import UNIT, units_held, units_of
from thidua.organisations.queries import put_forward_by, standing_on
from thidua.plans.models import Milestone
from thidua.plans.queries import milestones_open

ARRIVED = (RegistrationState.SENT, RegistrationState.ACCEPTED)


@dataclass(frozen=True)
class OpenRound:
    """A round in which a unit may register, and its registration if it has begun one."""

    round: Round
    unit: Unit
    registration: Registration | None


@dataclass(frozen=True)
class LateUnit:
    """A member that has not sent its list in time, or has not sent it at all (`sent_on` None)."""

    unit: Unit
    sent_on: date | None
    days_late: int


def employed(unit: Unit, day: date) -> QuerySet[Employment]:
    """Main posts held at `unit` on `day`."""
    return Employment.objects.filter(standing_on(day), unit=unit)


def people_to_register(unit: Unit, day: date) -> QuerySet[Person]:
    """Whom `unit` registers on `day`: its own people, then those of its parts, each with the kind
    of her post (`kind`), as lists sort them; one query.

    Farmers, workers and members of small collectives have no account (practice 29).
    """
    posts = Employment.objects.filter(standing_on(day), person=OuterRef("pk"))
    return put_forward_by(unit, day).annotate(kind=Subquery(posts.values("kind")[:1]))


def leaders(unit: Unit, day: date) -> QuerySet[Person]:
    """The leaders of `unit` on `day`, as lists sort them; one query."""
    leading = employed(unit, day).filter(is_leader=True).values("person")
    return Person.objects.filter(pk__in=leading).order_by("sort_key", "pk")


def leading_posts(bloc: Bloc, day: date) -> QuerySet[Employment]:
    """Posts of leaders of a bloc's members on `day`."""
    members = bloc.members.values("unit")
    return Employment.objects.filter(standing_on(day), unit__in=members, is_leader=True)


def leaders_of_members(bloc: Bloc, day: date) -> QuerySet[Person]:
    """The leaders of a bloc's members on `day`, unit by unit; one query."""
    leading = leading_posts(bloc, day).values("person")
    found = Person.objects.filter(pk__in=leading).select_related("unit")
    return found.order_by("unit__sort_key", "sort_key", "pk")


def registrations_of_unit(user: User, day: date) -> QuerySet[Registration]:
    """Registrations of the units where `user` is officer or head, with their count of lines
    (`registered`), newest period first; one query.
    """
    return (
        Registration.objects.filter(unit__in=units_of(user, day, *UNIT))
        .select_related("round__bloc", "round__period", "unit")
        .annotate(registered=Count("lines"))
        .order_by("-round__period__starts_on", "unit__sort_key", "pk")
    )


def open_registrations(user: User, day: date) -> list[Registration]:
    """Those of `registrations_of_unit` whose period is not over; one query a page."""
    return once(
        ("registrations", user.pk, day),
        lambda: list(registrations_of_unit(user, day).filter(round__period__ends_on__gte=day)),
    )


def registrations_in(seen: QuerySet[Registration], in_round: Round) -> QuerySet[Registration]:
    """The registrations of a round among those `seen`, with their count of lines (`registered`);
    one query.
    """
    return (
        seen.filter(round=in_round)
        .select_related("unit")
        .annotate(registered=Count("lines"))
        .order_by("unit__sort_key", "pk")
    )


def registration_with_lines(seen: QuerySet[Registration], pk: int) -> Registration | None:
    """One registration among those `seen`, with its lines and their holders; 2 queries."""
    lines = RegistrationLine.objects.select_related("person", "unit").order_by(
        F("person__sort_key").asc(nulls_first=True), "what", "pk"
    )
    return (
        seen.select_related("round__bloc", "round__period", "unit")
        .prefetch_related(Prefetch("lines", lines))
        .filter(pk=pk)
        .first()
    )


def rounds_open_for(user: User, day: date) -> list[OpenRound]:
    """Rounds that have opened, and whose period is not over, in which a unit where `user` is
    officer or head registers; soonest last day first; 3 queries.
    """
    units = {unit.pk: unit for unit in units_held(user, day, *UNIT)}
    if not units:
        return []
    opened = (
        Round.objects.filter(
            opens_on__lte=day, period__ends_on__gte=day, bloc__members__unit__in=units
        )
        .annotate(member=F("bloc__members__unit"))
        .select_related("period", "bloc")
    )
    written = {(each.round_id, each.unit_id): each for each in open_registrations(user, day)}
    found = [
        OpenRound(each, units[each.member], written.get((each.pk, each.member)))
        for each in opened
        if each.period.calendar == units[each.member].calendar
    ]
    return sorted(found, key=lambda each: (each.round.last_day, each.unit.sort_key, each.round.pk))


def late_units(in_round: Round, day: date) -> list[LateUnit]:
    """Members of the round's bloc that sent late, or have not sent by `day` after the last day;
    2 queries.
    """
    sent = {
        each.unit_id: each
        for each in Registration.objects.filter(round=in_round, sent_on__isnull=False)
    }
    members = (
        BlocMember.objects.filter(bloc_id=in_round.bloc_id)
        .filter(unit__calendar=in_round.period.calendar)
        .select_related("unit")
        .order_by("unit__sort_key", "pk")
    )
    found = []
    for member in members:
        registration = sent.get(member.unit_id)
        if registration is None:
            late = LateUnit(member.unit, None, (day - in_round.last_day).days)
        else:
            late = LateUnit(member.unit, registration.sent_on, registration.days_late or 0)
        if late.days_late > 0:
            found.append(late)
    return found


def standing_links(day: date) -> QuerySet[PersonalLink]:
    """Personal links that open their registration on `day`: not revoked, the round's last day not
    past, the person's account not closed; one query.
    """
    return PersonalLink.objects.filter(
        revoked_on__isnull=True,
        registration__round__last_day__gte=day,
        person__user__is_active=True,
    ).select_related(
        "person__user", "registration__unit", "registration__round__bloc",
        "registration__round__period",
    )  # fmt: skip


def open_posts(year: EmulationYear) -> QuerySet[BlocPost]:
    """Posts of the year's blocs that nobody holds yet, heads before deputies; one query."""
    return (
        BlocPost.objects.filter(bloc__emulation_year=year, unit__isnull=True)
        .select_related("bloc")
        .order_by("bloc__order", "-post")
    )


def milestones_due(year: EmulationYear, day: date) -> QuerySet[Milestone]:
    """Milestones of the year's plan that are open on `day`, soonest first; one query."""
    return milestones_open(year.plan_id, day)
