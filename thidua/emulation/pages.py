"""What the pages of registration show: reads put together, steps, the one next action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.emulation.models import (
    Agreement,
    AgreementSignature,
    Bloc,
    BlocMember,
    BlocPost,
    Registration,
    RegistrationLine,
    Round,
)
from thidua.emulation.policies import REGISTRATIONS, ROUNDS
from thidua.emulation.queries import (
    OpenRound,
    leaders_of_members,
    registrations_of_unit,
    rounds_open_for,
)
from thidua.emulation.states import RegistrationState
from thidua.emulation.transitions import REGISTRATION_TABLE
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.policies import OFFICE, UNIT, holds, units_of
from thidua.organisations.queries import parts_of
from thidua.organisations.states import Role
from thidua.ui.parts import NextAction, Step

WRITABLE = frozenset({RegistrationState.DRAFT, RegistrationState.RETURNED})
TONES = {
    RegistrationState.DRAFT: "neutral",
    RegistrationState.SENT: "info",
    RegistrationState.RETURNED: "warn",
    RegistrationState.ACCEPTED: "ok",
}


@dataclass(frozen=True)
class Shown:
    """One row of a list: a unit of a round and its registration, if it has begun one."""

    unit: Unit
    registration: Registration | None
    label: str
    tone: str
    sent_on: date | None = None
    days_late: int = 0
    registered: int = 0


@dataclass(frozen=True)
class RoundSummary:
    """A round and how many of its members have come how far."""

    round: Round
    members: int
    sent: int
    accepted: int
    returned: int

    @property
    def missing(self) -> int:
        """Members that have sent nothing yet."""
        return self.members - self.sent - self.accepted - self.returned


def state_label(registration: Registration, *, is_office: bool) -> str:
    """What a state is called to who looks."""
    names = REGISTRATION_TABLE.names[registration.state]
    return str(names.office if is_office else names.nominee)


def is_office(user: User) -> bool:
    """Whether `user` works at the standing office."""
    return bool(holds(user, *OFFICE))


def own_registrations(user: User, day: date) -> tuple[list[OpenRound], list[Shown]]:
    """Rounds in which a unit of the user's has begun nothing yet, and its registrations."""
    unbegun = [each for each in rounds_open_for(user, day) if each.registration is None]
    written = [shown(each, is_office=False) for each in registrations_of_unit(user, day)]
    return unbegun, written


def shown(registration: Registration, *, is_office: bool) -> Shown:
    """A registration as a row; `registered` is its annotated count of lines."""
    return Shown(
        unit=registration.unit,
        registration=registration,
        label=state_label(registration, is_office=is_office),
        tone=TONES[RegistrationState(registration.state)],
        sent_on=registration.sent_on,
        days_late=registration.days_late or 0,
        registered=getattr(registration, "registered", 0),
    )


def rounds_overseen(user: User, day: date) -> list[RoundSummary]:
    """Rounds whose registrations of others the user may see, newest period first; 2 queries and the
    policies' own. A member's officer sees her own unit's only, and oversees none.
    """
    seen = REGISTRATIONS.visible_to(user)
    others = seen.exclude(unit__in=units_of(user, day, *UNIT))
    if not is_office(user) and not others.exists():
        return []
    counts: dict[int, dict[str, int]] = {}
    for pk, state, count in (
        seen.order_by().values_list("round", "state").annotate(count=Count("pk"))
    ):
        counts.setdefault(pk, {})[state] = count
    rounds = (
        ROUNDS.visible_to(user)
        .select_related("bloc", "period")
        .annotate(members=_members_counted())
        .order_by("-period__starts_on", "bloc__order", "pk")
    )
    return [_summary(each, counts.get(each.pk, {})) for each in rounds]


def _members_counted() -> Count:
    return Count(
        "bloc__members",
        filter=Q(bloc__members__unit__calendar=F("period__calendar")),
        distinct=True,
    )


def _summary(each: Round, by_state: dict[str, int]) -> RoundSummary:
    return RoundSummary(
        round=each,
        members=getattr(each, "members", 0),
        sent=by_state.get(RegistrationState.SENT, 0),
        accepted=by_state.get(RegistrationState.ACCEPTED, 0),
        returned=by_state.get(RegistrationState.RETURNED, 0),
    )


def round_rows(user: User, in_round: Round, day: date) -> list[Shown]:
    """The members of a round with their registrations, as `user` may see them, as lists sort units;
    2 queries and the policies' own. A unit that has sent nothing after the last day is late.
    """
    office = is_office(user)
    seen = (
        REGISTRATIONS.visible_to(user)
        .filter(round=in_round)
        .select_related("unit")
        .annotate(registered=Count("lines"))
    )
    by_unit = {each.unit_id: each for each in seen}
    members = BlocMember.objects.filter(
        bloc=in_round.bloc_id, unit__calendar=in_round.period.calendar
    )
    rows = []
    for member in members.select_related("unit").order_by("unit__sort_key", "pk"):
        registration = by_unit.get(member.unit_id)
        if registration is not None and registration.sent_on is not None:
            rows.append(shown(registration, is_office=office))
        else:
            late = max(0, (day - in_round.last_day).days)
            label = _("being written") if registration else _("nothing yet")
            rows.append(
                Shown(
                    member.unit,
                    registration,
                    label,
                    "bad" if late else "neutral",
                    days_late=late,
                    registered=getattr(registration, "registered", 0),
                )
            )
    return rows


def round_of(user: User, pk: int) -> Round | None:
    """A round that `user` may see; one query and the policy's own."""
    return ROUNDS.visible_to(user).select_related("bloc", "period").filter(pk=pk).first()


def unit_of_round(in_round: Round, pk: int, user: User) -> Unit | None:
    """A member of the round's bloc that `user` registers for: her own unit, or any, for the office;
    one query and those on roles.
    """
    member = BlocMember.objects.filter(bloc=in_round.bloc_id, unit=pk).select_related("unit")
    found = member.first()
    if found is None or not (is_office(user) or holds(user, *UNIT, unit=found.unit)):
        return None
    return found.unit


def registration_of(user: User, pk: int) -> Registration | None:
    """A registration that `user` may see, alone; one query and the policy's own."""
    seen = REGISTRATIONS.visible_to(user)
    return seen.select_related("round__bloc", "round__period", "unit").filter(pk=pk).first()


def line_of(registration: Registration, pk: int) -> RegistrationLine | None:
    """A line of a registration; one query."""
    return registration.lines.select_related("person", "unit", "registration").filter(pk=pk).first()


def collectives_of(unit: Unit) -> QuerySet[Unit]:
    """The unit itself, then the collectives inside it that it registers; one query."""
    parts = parts_of(unit, office_day()).values("pk")
    found = Unit.objects.filter(Q(pk=unit.pk) | Q(pk__in=parts))
    is_inside = Case(When(pk=unit.pk, then=0), default=1)
    return found.order_by(is_inside, "sort_key", "pk")


def steps(registration: Registration) -> list[Step]:
    """Where a registration stands."""
    state = registration.state
    is_written = state not in WRITABLE
    is_accepted = state == RegistrationState.ACCEPTED
    sent = registration.sent_on.strftime("%d/%m/%Y") if registration.sent_on else ""
    if registration.days_late:
        sent = _("%(day)s, %(days)s days late") % {"day": sent, "days": registration.days_late}
    returned = _("returned to be corrected") if state == RegistrationState.RETURNED else ""
    last_day = _("by %(day)s") % {"day": registration.round.last_day.strftime("%d/%m/%Y")}
    return [
        Step(_("The unit writes the list"), "done" if is_written else "now", returned),
        Step(_("The unit sends it"), "done" if is_written else "later", sent or last_day),
        Step(
            _("The standing office checks"),
            "done" if is_accepted else "now" if is_written else "later",
        ),
        Step(_("Registered"), "done" if is_accepted else "later"),
    ]


def next_action(user: User, registration: Registration, missing: Iterable[object]) -> NextAction:
    """The one thing that `user` does next here, or whose turn it is."""
    state, pk = registration.state, registration.pk
    is_own = bool(holds(user, *UNIT, unit=registration.unit))
    if state in WRITABLE:
        if not is_own:
            return NextAction(
                _("Waiting for %(unit)s to send its list.") % {"unit": registration.unit}
            )
        if list(missing):
            return NextAction(
                _("Add those who register."),
                explanation=_("The list cannot be sent yet, see below."),
            )
        return NextAction(
            _("Send the registration"),
            reverse("emulation:send_registration", args=[pk]),
            _("When the list is complete, send it to the standing office."),
        )
    if state == RegistrationState.SENT:
        if REGISTRATIONS.allows(user, "accept", registration):
            return NextAction(
                _("Accept the registration"),
                reverse("emulation:accept_registration", args=[pk]),
                _("Check the lines below; accept the list or return it with what to correct."),
            )
        return NextAction(_("Waiting for the standing office to check the list."))
    return NextAction(_("Nothing more is to be done here: the registration stands."))


def post_of(seen: QuerySet[BlocPost], pk: int) -> BlocPost | None:
    """A post among those `seen`; one query."""
    return seen.select_related("bloc__emulation_year", "unit").filter(pk=pk).first()


def members_for_post(post: BlocPost) -> list[Unit]:
    """Members of the bloc whose head may take the post; one query."""
    members = Unit.objects.filter(memberships__bloc=post.bloc_id).exclude(
        bloc_posts__bloc=post.bloc_id
    )
    return list(members.order_by("sort_key", "pk"))


def agreement_with_signatures(seen: QuerySet[Agreement], pk: int) -> Agreement | None:
    """An agreement among those `seen`, with its signatures; 2 queries."""
    signatures = AgreementSignature.objects.select_related("unit", "signer").order_by("pk")
    return (
        seen.select_related("bloc", "period")
        .prefetch_related(Prefetch("signatures", signatures))
        .filter(pk=pk)
        .first()
    )


def members_of(agreement: Agreement) -> list[Unit]:
    """The units that sign; one query."""
    return list(Unit.objects.filter(memberships__bloc=agreement.bloc_id).order_by("sort_key", "pk"))


def headed_units(user: User, units: Iterable[Unit], day: date) -> set[int]:
    """Ids of those `units` whose head `user` is; one query."""
    return set(units_of(user, day, Role.UNIT_HEAD)) & {each.pk for each in units}


def entered_for(user: User, units: Iterable[Unit], day: date) -> set[int]:
    """Ids of those `units` for which `user` may enter what they did on paper; at most 2 queries."""
    keys = {each.pk for each in units}
    return keys if is_office(user) else set(units_of(user, day, *UNIT)) & keys


def may_enter_for(user: User, unit: Unit) -> bool:
    """Whether `user` may enter what was done on paper for `unit`."""
    return is_office(user) or bool(holds(user, *UNIT, unit=unit))


def signers_of_report(user: User, post: BlocPost, day: date) -> QuerySet[Person]:
    """The leaders who may have signed the report that `user` enters: her own unit's, or any
    member's, for the office; one query and those on roles.
    """
    found = leaders_of_members(post.bloc, day)
    return found if is_office(user) else found.filter(unit__in=units_of(user, day, *UNIT))


def bloc_of(seen: QuerySet[Bloc], pk: int) -> Bloc | None:
    """A bloc among those `seen`; one query."""
    return seen.select_related("emulation_year").filter(pk=pk).first()


def periods_of(bloc: Bloc) -> list[Period]:
    """The periods that a bloc's year may speak of: its own, the one before and the one after,
    newest first; one query.
    """
    year = bloc.emulation_year.year
    around = Period.objects.filter(calendar=bloc.calendar, year__range=(year - 1, year + 1))
    return list(around.order_by("-starts_on"))


def periods_without_agreement(bloc: Bloc) -> list[Period]:
    """Those of them for which the bloc has no agreement; 2 queries."""
    has_one = set(bloc.agreements.values_list("period_id", flat=True))
    return [each for each in periods_of(bloc) if each.pk not in has_one]


def period_under_way(bloc: Bloc, day: date) -> str:
    """The code of the bloc's period in which `day` lies; empty where there is none; one query."""
    found = Period.objects.filter(calendar=bloc.calendar, starts_on__lte=day, ends_on__gte=day)
    return found.values_list("code", flat=True).first() or ""
