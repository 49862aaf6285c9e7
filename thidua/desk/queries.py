"""What the first page gathers from the apps below it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse

from thidua.accounts.models import User
from thidua.audit.queries import history_of
from thidua.councils.duties import duties_of as council_duties
from thidua.decisions.duties import duties_of as decision_duties
from thidua.desk.papers import duties_of as paper_duties
from thidua.dossiers.duties import duties_of as dossier_duties
from thidua.eligibility.duties import duties_of as eligibility_duties
from thidua.emulation.duties import duties_of as emulation_duties
from thidua.emulation.models import BlocPost, Registration
from thidua.lawbook.duties import duties_of as own_rules_duties
from thidua.organisations.policies import units_of
from thidua.organisations.states import Role
from thidua.oversight.duties import duties_of as oversight_duties
from thidua.plans.duties import duties_of as plan_duties
from thidua.plans.models import Milestone
from thidua.plans.policies import PLANS
from thidua.scoring.duties import duties_of as scoring_duties
from thidua.ui.parts import HistoryLine
from thidua.workflow.duties import Duty

# One function an app; each lists a user's duties in a fixed number of queries.
SOURCES: tuple[Callable[[User, date], list[Duty]], ...] = (
    plan_duties,
    emulation_duties,
    scoring_duties,
    eligibility_duties,
    dossier_duties,
    council_duties,
    decision_duties,
    own_rules_duties,
    oversight_duties,
    paper_duties,
)
_NEWS = 8
# More than so many of one kind stand behind the first of them, and no more than so many there.
_MANY, _BEHIND = 3, 9


@dataclass(frozen=True)
class DutyShown:
    """A duty with its address (empty where its page is not built yet) and how many days it is late
    or has left (None: no date). `key` tells it from the others of the page. `more`: others of its
    kind, shown behind it where they are many.
    """

    duty: Duty
    url: str
    days: int | None
    key: int
    more: tuple["DutyShown", ...] = ()
    rest: int = 0
    late: int = 0

    @property
    def count(self) -> int:
        """How many duties stand here: itself, those behind it and the rest."""
        return 1 + len(self.more) + self.rest

    @property
    def days_late(self) -> int:
        """Days past its last day; 0 where it is in time."""
        return -self.days if self.days is not None and self.days < 0 else 0


def duties_shown(user: User, day: date, whole: str = "") -> list[DutyShown]:
    """Every duty of `user`, late ones first, then by date, those without a date last. Those of one
    kind, where they are many, stand behind the first of them: nine, or all of the kind `whole`.
    """
    duties = [duty for source in SOURCES for duty in source(user, day)]
    duties.sort(key=lambda duty: (not duty.is_late, duty.due_on is None, duty.due_on or day))
    kinds: dict[str, list[tuple[int, Duty]]] = {}
    for key, duty in enumerate(duties):
        kinds.setdefault(duty.code, []).append((key, duty))
    rows = []
    for code, found in kinds.items():
        if len(found) <= _MANY:
            rows += [replace(_shown(*each, day), late=int(each[1].is_late)) for each in found]
            continue
        first, *others = found
        behind = others if code == whole else others[:_BEHIND]
        rows.append(
            replace(
                _shown(*first, day),
                more=tuple(_shown(*each, day) for each in behind),
                rest=len(others) - len(behind),
                late=sum(duty.is_late for _key, duty in found),
            )
        )
    return sorted(rows, key=lambda row: row.key)


def _shown(key: int, duty: Duty, day: date) -> DutyShown:
    days = (duty.due_on - day).days if duty.due_on else None
    return DutyShown(duty, _address(duty), days, key)


def _address(duty: Duty) -> str:
    try:
        address = reverse(duty.url_name, args=duty.url_args)
    except NoReverseMatch:
        return ""
    return f"{address}?{duty.query}" if duty.query else address


def posts_of(user: User, day: date) -> list[BlocPost]:
    """The posts of blocs that the units headed by `user` hold in the year of `day`; one query."""
    held = BlocPost.objects.filter(
        unit__in=units_of(user, day, Role.UNIT_HEAD), bloc__emulation_year__year=day.year
    )
    return list(held.select_related("bloc").order_by("bloc__order", "pk"))


def next_milestone(user: User, day: date) -> Milestone | None:
    """The plan's next milestone after `day`, in a plan that `user` may see; one query and the
    policy's own.
    """
    coming = (
        Milestone.objects.filter(plan__in=PLANS.visible_to(user))
        .annotate(due_on=Coalesce("deadline", "ends_on", "starts_on"))
        .filter(due_on__gte=day)
    )
    return coming.order_by(F("due_on").asc(), "order").first()


def news_of(user: User, registrations: list[Registration]) -> list[HistoryLine]:
    """What others did lately with these registrations, newest first; one query."""
    return history_of(*registrations, most=_NEWS, without=user.pk) if registrations else []
