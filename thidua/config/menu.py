"""The menu: one line for each page that it leads to, and for whom it leads somewhere.

An app's page is added as one `Line` in `MENU`. Who sees a line is told by the roles that she holds
and whether she sits on a council: two queries a page, however long the menu grows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.councils.policies import seats_of
from thidua.organisations.policies import OFFICE, UNIT, office_heads, roles_of
from thidua.organisations.states import Role
from thidua.oversight.health import worker_lives

STAFF = frozenset({*UNIT, *OFFICE, Role.INSPECTOR})
DOSSIERS = STAFF | {Role.SECTOR_RECEIVER}
PAPERS = STAFF | {Role.CLERK, Role.ACCOUNTANT}
UNITS_SEEN = PAPERS | {Role.SECTOR_RECEIVER, Role.ADMINISTRATOR}
ON_PAPER = PAPERS - {Role.ACCOUNTANT}
MEETINGS = frozenset({*OFFICE, Role.INSPECTOR})
LAW = frozenset({*OFFICE, Role.INSPECTOR, Role.CLERK})
PLANS = STAFF | {Role.SECTOR_RECEIVER, Role.CLERK}
JOURNAL = frozenset({Role.INSPECTOR, Role.OFFICE_HEAD, Role.ADMINISTRATOR})

LOOK_UP, RUN = _("Look up"), _("Administration")


@dataclass(frozen=True)
class Line:
    """One line. `roles` None is for everybody; `for_council` also for members of a council.

    `here` names the views (`app:` all of an app's) on which it says “you are here”; without it, the
    line's own app. `group` puts it under a heading that opens.
    """

    url_name: str
    label: str | Promise
    roles: frozenset[Role] | None = None
    for_council: bool = False
    here: tuple[str, ...] = ()
    group: str | Promise = ""

    def is_here(self, view_name: str) -> bool:
        """Whether the page shown belongs under this line."""
        names = self.here or (f"{self.url_name.partition(':')[0]}:",)
        return any(
            view_name == name or (name.endswith(":") and view_name.startswith(name))
            for name in names
        )


_REGISTERING = (
    *("registrations", "round", "start_registration", "registration", "add_collective"),
    *("send_registration", "return_registration", "accept_registration"),
)
_OF_BLOCS = ("report_bloc_post", "agreement", "sign_agreement", "open_agreement", "hold_review")
MENU = (
    Line("desk:duties", _("My duties"), here=("desk:duties",)),
    Line("desk:board", _("The year's progress"), DOSSIERS, for_council=True,
         here=("desk:board", "desk:stage")),
    Line("emulation:years", _("Calendar of the year"), STAFF, for_council=True,
         here=("emulation:year", "emulation:years", "emulation:milestone",
               "emulation:milestone_of_bloc", "emulation:milestone_of_office")),
    Line("plans:plans", _("Plans"), PLANS, here=("plans:", "emulation:open_year")),
    Line("emulation:registrations", _("Registrations"), STAFF,
         here=tuple(f"emulation:{name}" for name in _REGISTERING)),
    Line("desk:blocs", _("Blocs"), STAFF,
         here=("desk:blocs", "desk:bloc", "desk:agreements",
               *(f"emulation:{name}" for name in _OF_BLOCS))),
    Line("scoring:sheets", _("Scores"), STAFF),
    Line("dossiers:dossiers", _("Dossiers"), DOSSIERS, for_council=True),
    Line("councils:meetings", _("Council"), MEETINGS, for_council=True),
    Line("desk:register", _("Register of honours"), STAFF, for_council=True, group=LOOK_UP,
         here=("desk:register",)),
    Line("desk:papers", _("Entered from paper"), ON_PAPER, group=LOOK_UP,
         here=("desk:papers", "desk:add_scan")),
    Line("initiatives:initiatives", _("Initiatives"), STAFF, for_council=True, group=LOOK_UP),
    Line("desk:people", _("People"), STAFF | {Role.ADMINISTRATOR}, for_council=True, group=LOOK_UP,
         here=("desk:people", "desk:person", "desk:person_outlook")),
    Line("desk:units", _("Units"), UNITS_SEEN, group=LOOK_UP,
         here=("desk:units", "desk:unit", "desk:unit_outlook")),
    Line("lawbook:titles", _("The law"), group=LOOK_UP),
    Line("eligibility:qualifying", _("Who qualifies"), STAFF, for_council=True, group=LOOK_UP,
         here=("eligibility:qualifying", "eligibility:caps", "eligibility:trials",
               "eligibility:trial")),
    Line("eligibility:comparisons", _("Quoted law"), LAW, for_council=True, group=LOOK_UP,
         here=("eligibility:comparisons", "eligibility:compare")),
    Line("decisions:decisions", _("Decisions"), PAPERS, for_council=True),
    Line("decisions:prizes", _("Prize money"),
         frozenset({Role.ACCOUNTANT}),
         here=("decisions:prizes", "decisions:prize_list", "decisions:take_back_payment")),
    Line("decisions:register", _("Register of numbers"),
         frozenset({Role.CLERK}), here=("decisions:register",)),
    # In the row it made two lines of the menu for whoever has all the others.
    Line("oversight:journal", _("Journal"), JOURNAL, group=LOOK_UP,
         here=("oversight:journal", "oversight:check")),
    Line("oversight:administration", _("Administration"), frozenset({Role.ADMINISTRATOR}),
         here=("oversight:administration", "organisations:")),
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A line as the page draws it."""

    label: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class Group:
    """Lines under a heading; without a heading they stand in the row itself."""

    title: str
    lines: tuple[Drawn, ...]

    @property
    def is_here(self) -> bool:
        """Whether the page shown is under one of its lines."""
        return any(line.is_here for line in self.lines)


def lines_for(user: User, menu: Iterable[Line] = MENU) -> Iterator[Line]:
    """The lines that lead somewhere for `user`; at most two queries."""
    day = office_day()
    roles = frozenset(each.role for each in roles_of(user, day))
    sits = SimpleLazyObject(lambda: bool(seats_of(user, day)))
    for line in menu:
        if line.roles is None or line.roles & roles or (line.for_council and sits):
            yield line


def drawn(user: User, view_name: str) -> list[Group]:
    """The menu of `user` on a page: first what stands in the row, then the groups."""
    groups: dict[str, list[Drawn]] = {"": []}
    lines = list(lines_for(user))
    # A line that names the view is nearer than that of the view's whole app.
    named = [line for line in lines if view_name in line.here]
    for line in lines:
        is_here = line in named if named else line.is_here(view_name)
        shown = Drawn(str(line.label), reverse(line.url_name), is_here)
        groups.setdefault(str(line.group), []).append(shown)
    return [Group(title, tuple(lines)) for title, lines in groups.items() if lines]


def office_name() -> str:
    """Whose pages these are, as a printed page is headed: the standing office's unit. One query."""
    heads = office_heads(office_day())
    found: str | None = heads.values_list("unit__name", flat=True).first()
    return found or ""


def context(request: HttpRequest) -> Mapping[str, object]:
    """For templates: the menu, the office's name, whether the worker lives: read where drawn."""

    def read() -> list[Group]:
        user = getattr(request, "user", None)
        if not isinstance(user, User):
            return []
        match = request.resolver_match
        return drawn(user, match.view_name if match else "")

    return {
        "menu": SimpleLazyObject(read),
        "office_name": office_name,
        "worker_lives": worker_lives,
    }
