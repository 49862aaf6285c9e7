"""What the administrator's pages show: accounts, who holds what, and units that lack somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import system_now
from thidua.common.pages import Page, page_of
from thidua.common.text import fold
from thidua.organisations.models import Period, Person, RoleAssignment, Unit
from thidua.organisations.policies import in_force
from thidua.organisations.queries import search_people, search_units
from thidua.organisations.states import Role, UnitKind

# Farmers, workers and small collectives have no account: communes put them forward.
WITHOUT_ACCOUNTS = (UnitKind.HOUSEHOLD, UnitKind.SMALL_COLLECTIVE, UnitKind.ENTERPRISE)
NARROWED = ("", "closed", "roleless", "resting", "unused")
SOON = timedelta(days=30)
FOUND_AT_ONCE = 20


@dataclass(frozen=True)
class AccountRow:
    """An account as lists show it; `person` is none where it is of no person."""

    user: User
    person: Person | None
    roles: Sequence[RoleAssignment]
    is_resting: bool


def accounts_listed(users: QuerySet[User], text: str, only: str, day: date) -> QuerySet[User]:
    """Of `users`, people's accounts whose name, sign-in name or unit holds `text`, narrowed.

    `only` is one of `NARROWED`; each row has `listed_by`, by which lists are sorted.
    """
    found = users.filter(is_system=False).annotate(
        listed_by=Coalesce("person__sort_key", Lower("name"))
    )
    text = text.replace("\0", "")
    if text.strip():
        people = search_people(Person.objects.filter(user__isnull=False), text)
        units = search_units(Unit.objects.all(), text)
        named = Q(person__in=people.values("pk")) | Q(person__unit__in=units.values("pk"))
        found = found.filter(named | Q(username__icontains=text.strip()))
    if only == "closed":
        found = found.filter(is_active=False)
    elif only == "roleless":
        held = RoleAssignment.objects.filter(in_force(day), user=OuterRef("pk"))
        seats = _seated(day).filter(pk=OuterRef("person"))
        found = found.filter(~Exists(held) & ~Exists(seats), is_active=True)
    elif only == "resting":
        found = found.filter(username__in=resting_names())
    elif only == "unused":
        found = found.filter(last_login__isnull=True, is_active=True)
    return found


def _seated(day: date) -> QuerySet[Person]:
    """People with a seat on a council, reached by the relation's name: councils lie above."""
    begun = Q(seats__started_on__lte=day)
    return Person.objects.filter(
        begun & (Q(seats__ended_on__isnull=True) | Q(seats__ended_on__gte=day))
    )


def accounts_page(listed: QuerySet[User], day: date, after: str, before: str) -> Page[AccountRow]:
    """A page of accounts with people and roles. Four queries."""
    page = page_of(listed.select_related(None), key="listed_by", after=after, before=before)
    people = {
        each.user_id: each
        for each in Person.objects.filter(user__in=page.rows).select_related("unit")
    }
    roles: dict[int, list[RoleAssignment]] = {}
    held = RoleAssignment.objects.filter(in_force(day), user__in=page.rows)
    for each in held.select_related("unit").order_by("unit__sort_key", "role"):
        roles.setdefault(each.user_id, []).append(each)
    resting = resting_names()
    return Page(
        [
            AccountRow(user, people.get(user.pk), roles.get(user.pk, ()), user.username in resting)
            for user in page.rows
        ],
        page.after,
        page.before,
    )


def _attempts() -> QuerySet[AccessAttempt]:
    """The wrong passwords for which accounts rest now."""
    since = system_now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    found: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )
    return found


def resting_names() -> set[str]:
    """Sign-in names of accounts that rest after too many wrong passwords. Two queries."""
    typed = {str(name).lower() for name in _attempts().values_list("username", flat=True) if name}
    if not typed:
        return set()
    found = User.objects.annotate(lowered=Lower("username")).filter(lowered__in=typed)
    return set(found.values_list("username", flat=True))


def rests_until(user: User) -> datetime | None:
    """Until when an account rests after too many wrong passwords; None: it does not. One query."""
    tried = _attempts().filter(username__iexact=user.username).order_by("-attempt_time").first()
    if tried is None:
        return None
    until: datetime = tried.attempt_time + timedelta(hours=settings.AXES_COOLOFF_TIME)
    return until


def people_without_account(people: QuerySet[Person], text: str) -> list[Person]:
    """The first of `people` who have no account and whose name or code holds `text`, which may be
    empty. One query.
    """
    found = people.filter(user__isnull=True)
    if text.strip():
        found = search_people(found, text.replace("\0", ""))
    return list(found.order_by("sort_key", "pk")[:FOUND_AT_ONCE])


def suggested_username(person: Person) -> str:
    """A sign-in name as offices make them, that is free: "khanhvtd" for Vũ Trọng Duy Khánh."""
    words = [word for word in fold(person.name).split() if word.isascii() and word.isalpha()]
    stem = words[-1] + "".join(word[0] for word in words[:-1]) if words else "tai-khoan"
    taken = {
        name.lower()
        for name in User.objects.filter(username__istartswith=stem).values_list(
            "username", flat=True
        )
    }
    number = 1
    while (name := stem if number == 1 else f"{stem}{number}") in taken:
        number += 1
    return name


def person_of(account: User) -> Person | None:
    """Whose account it is, with the unit. One query."""
    return Person.objects.filter(user=account).select_related("unit").first()


def account_of(person: Person) -> User | None:
    """The account of a person as the database has it now. One query."""
    return User.objects.filter(person=person).first()


def periods_listed() -> QuerySet[Period]:
    """The emulation periods, the newest first. One query."""
    return Period.objects.order_by("-ends_on", "-pk")


def roles_listed(
    visible: QuerySet[RoleAssignment], day: date, *, role: str, text: str, is_past: bool
) -> QuerySet[RoleAssignment]:
    """Who holds what on `day`, or who held what before it; of one role, of people and units named
    by `text`. Each row has `listed_by`.
    """
    found = visible.filter(Q(ended_on__lt=day) if is_past else in_force(day)).annotate(
        listed_by=F("unit__sort_key")
    )
    if role in Role.values:
        found = found.filter(role=role)
    text = text.replace("\0", "")
    if text.strip():
        people = search_people(Person.objects.filter(user__isnull=False), text)
        units = search_units(Unit.objects.all(), text)
        found = found.filter(
            Q(user__person__in=people.values("pk")) | Q(unit__in=units.values("pk"))
        )
    return found.select_related("user", "unit")


def taking_part(units: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """Of `units`, those that stand on `day` and whose people sign in for them."""
    return units.exclude(kind__in=WITHOUT_ACCOUNTS).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    )


def _holding(day: date, role: Role) -> Exists:
    """Whether somebody who may sign in holds `role` at the unit."""
    held = RoleAssignment.objects.filter(
        in_force(day), unit=OuterRef("pk"), role=role, user__is_active=True
    )
    return Exists(held)


def units_lacking(units: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """Units without a head on `day`, each with `has_officer`.

    A head may do an officer's work as well: a unit whose head works alone lacks nobody. Bodies of
    vertical lines stand outside the blocs.
    """
    found = taking_part(units, day).exclude(kind=UnitKind.VERTICAL)
    return found.filter(~_holding(day, Role.UNIT_HEAD)).annotate(
        has_officer=_yes_or_no(_holding(day, Role.UNIT_OFFICER))
    )


def _yes_or_no(condition: Exists) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))


def roles_ending(visible: QuerySet[RoleAssignment], day: date) -> list[RoleAssignment]:
    """Roles held on `day` that end within the next thirty days, soonest first. One query."""
    found = visible.filter(in_force(day), ended_on__lte=day + SOON)
    return list(found.select_related("user", "unit").order_by("ended_on", "pk"))


def roles_of_closed(visible: QuerySet[RoleAssignment], day: date) -> list[RoleAssignment]:
    """Roles held on `day` by accounts that nobody may sign in to. One query."""
    found = visible.filter(in_force(day), user__is_active=False, user__is_system=False)
    return list(found.select_related("user", "unit").order_by("unit__sort_key", "pk"))


def units_named(units: QuerySet[Unit], text: str, day: date) -> tuple[Unit | None, list[Unit]]:
    """The one unit that `text` names (by code, whole name, or the only one to hold its words).

    Else None and the first of those that hold its words. One query.
    """
    listed = search_units(taking_part(units, day), text.replace("\0", "")).order_by("sort_key")
    found = list(listed[:FOUND_AT_ONCE])
    whole = [each for each in found if fold(text) in {each.code, fold(each.name)}]
    if len(whole) == 1:
        return whole[0], []
    return (found[0], []) if len(found) == 1 else (None, found)


def state_of(user: User, rests: datetime | None) -> tuple[str, str]:
    """What an account's state is called, and its tone."""
    if not user.is_active:
        return _("closed: nobody can sign in"), "bad"
    if rests is not None:
        return _("rests after wrong passwords"), "warn"
    if not user.has_usable_password():
        return _("has no password yet"), "warn"
    if user.must_change_password:
        return _("must change the password at the next sign-in"), "info"
    return _("may sign in"), "ok"
