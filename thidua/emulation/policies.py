"""Who may see and do what in the emulation year."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.emulation.models import (
    Agreement,
    Bloc,
    BlocPost,
    EmulationYear,
    PersonalLink,
    Registration,
    Review,
    Round,
)
from thidua.emulation.states import ONCE_SENT
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import (
    COUNCIL,
    INSPECTOR,
    ITS_UNIT,
    OFFICE,
    PROGRAM,
    STANDING_OFFICE,
    UNIT,
    anywhere,
    at_unit,
    before_council,
    either,
    holds,
    the_program,
    units_of,
)
from thidua.organisations.states import Role
from thidua.workflow import Policy
from thidua.workflow.policies import EVERY_ROW, NOBODY, grant, on_paper

MEMBERS = _("the officers and heads of the bloc's members")
MEMBERS_HEADS = _("the heads of the bloc's members")
REGISTERED = _("whoever stands in it")
BLOC_LEADERS = _("the bloc's head and deputy")
BLOC_LEADERS_OFFICERS = _("the officers of their units, from signed minutes")
LINK_HOLDER = _("whoever has a personal link to it")


def _any_member(user: User, day: date) -> Q:
    """Every row, for whoever works for a unit that is in a bloc."""
    units = units_of(user, day, *UNIT).filter(unit__memberships__isnull=False)
    return EVERY_ROW if units.exists() else NOBODY


def _council(user: User, day: date) -> Q:
    """Years of an authority on whose council the user has a seat. Councils lie above this app:
    reached by the relation's name.
    """
    seat = "authority__councils__members__"
    term = Q(**{f"{seat}ended_on__isnull": True}) | Q(**{f"{seat}ended_on__gte": day})
    return Q(**{f"{seat}person__user": user.pk, f"{seat}started_on__lte": day}) & term


def _sent_to_leaders(user: User, day: date) -> Q:
    """What members of the blocs that the user leads have sent; a draft is the unit's own affair."""
    led = at_unit("round__bloc__posts__unit", Role.UNIT_HEAD)(user, day)
    return led & Q(state__in=ONCE_SENT)


def _by_link(user: User, day: date) -> Q:
    """What the user may write through a personal link: until the round's last day."""
    return Q(links__person__user=user.pk, links__revoked_on__isnull=True, round__last_day__gte=day)


def _before_council(user: User, day: date) -> Q:
    """Lists sent that have a line of somebody proposed to a council on which the user sits."""
    proposed = either(before_council("lines__person", Person), before_council("lines__unit", Unit))(
        user, day
    )
    return NOBODY if proposed == NOBODY else _sent_among(proposed)


def _with_oneself(user: User, _day: date) -> Q:
    """Lists sent that have a line of the user's own."""
    return _sent_among(Q(lines__person__user=user.pk))


def _sent_among(condition: Q) -> Q:
    """Lists sent whose lines fulfil a condition, apart from the joins of other conditions."""
    found = Registration.objects.filter(condition, state__in=ONCE_SENT)
    return Q(pk__in=found.values("pk"))


def writes_for_another(user: User, registration: Registration) -> bool:
    """Whether `user` writes the list on the unit's behalf: neither the unit's nor by a link."""
    if holds(user, *UNIT, unit=registration.unit):
        return False
    mine = Registration.objects.filter(_by_link(user, office_day()), pk=registration.pk)
    return not mine.exists()


def _members(path: str, *roles: Role) -> Callable[[User, date], Q]:
    """Rows of a bloc, reached by `path`, of which the user's unit is a member."""
    return at_unit(f"{path}members__unit", *roles)


def _left_to_the_office(user: User, day: date) -> Q:
    """Posts that no bloc was asked to choose: the standing office names who holds them."""
    return anywhere(*OFFICE)(user, day) & Q(chosen_by="")


YEARS: Policy[EmulationYear] = Policy(
    EmulationYear,
    (
        grant(STANDING_OFFICE, {"view", "mark"}, anywhere(*OFFICE)),
        grant(MEMBERS, {"view"}, _any_member),
        grant(COUNCIL, {"view"}, _council),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "mark"}, the_program),
    ),
)

BLOCS: Policy[Bloc] = Policy(
    Bloc,
    (
        grant(
            STANDING_OFFICE,
            {
                "view",
                "open_round",
                "open_agreement",
                "hold_review",
                on_paper("hold_review"),
                "mark",
            },
            anywhere(*OFFICE),
        ),
        grant(
            BLOC_LEADERS,
            {"view", "open_agreement", "hold_review", on_paper("hold_review"), "mark"},
            at_unit("posts__unit", Role.UNIT_HEAD),
        ),
        grant(
            BLOC_LEADERS_OFFICERS,
            {"view", on_paper("hold_review")},
            at_unit("posts__unit", Role.UNIT_OFFICER),
        ),
        grant(MEMBERS, {"view"}, _members("", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(
            PROGRAM,
            {"view", "open_round", "open_agreement", "hold_review", "mark"},
            the_program,
        ),
    ),
)

BLOC_POSTS: Policy[BlocPost] = Policy(
    BlocPost,
    (
        grant(STANDING_OFFICE, {"view", on_paper("report")}, anywhere(*OFFICE)),
        grant(STANDING_OFFICE, {"report"}, _left_to_the_office),
        grant(MEMBERS_HEADS, {"view", "report"}, _members("bloc__", Role.UNIT_HEAD)),
        grant(MEMBERS, {"view", on_paper("report")}, _members("bloc__", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "report"}, the_program),
    ),
)

ROUNDS: Policy[Round] = Policy(
    Round,
    (
        grant(STANDING_OFFICE, {"view", "start"}, anywhere(*OFFICE)),
        grant(MEMBERS, {"view", "start"}, _members("bloc__", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "start"}, the_program),
    ),
)

_WRITING = {"view", "register_line", "withdraw_line", on_paper("send")}

REGISTRATIONS: Policy[Registration] = Policy(
    Registration,
    (
        grant(ITS_UNIT, {*_WRITING, "send", "make_link"}, at_unit("unit", *UNIT)),
        grant(STANDING_OFFICE, {*_WRITING, "make_link", "return", "accept"}, anywhere(*OFFICE)),
        grant(LINK_HOLDER, {"view", "register_line", "withdraw_line", "send"}, _by_link),
        grant(BLOC_LEADERS, {"view"}, _sent_to_leaders),
        grant(REGISTERED, {"view"}, _with_oneself),
        grant(COUNCIL, {"view"}, _before_council),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {*_WRITING, "send", "return", "accept"}, the_program),
    ),
)

LINKS: Policy[PersonalLink] = Policy(
    PersonalLink,
    (
        grant(ITS_UNIT, {"view", "revoke"}, at_unit("registration__unit", *UNIT)),
        grant(STANDING_OFFICE, {"view", "revoke"}, anywhere(*OFFICE)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "revoke"}, the_program),
    ),
)

AGREEMENTS: Policy[Agreement] = Policy(
    Agreement,
    (
        grant(STANDING_OFFICE, {"view", on_paper("sign")}, anywhere(*OFFICE)),
        grant(MEMBERS_HEADS, {"view", "sign"}, _members("bloc__", Role.UNIT_HEAD)),
        grant(MEMBERS, {"view", on_paper("sign")}, _members("bloc__", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view", "sign"}, the_program),
    ),
)

REVIEWS: Policy[Review] = Policy(
    Review,
    (
        grant(STANDING_OFFICE, {"view"}, anywhere(*OFFICE)),
        grant(MEMBERS, {"view"}, _members("bloc__", *UNIT)),
        grant(BLOC_LEADERS, {"view"}, at_unit("bloc__posts__unit", *UNIT)),
        grant(INSPECTOR, {"view"}, anywhere(Role.INSPECTOR)),
        grant(PROGRAM, {"view"}, the_program),
    ),
)
