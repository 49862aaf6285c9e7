"""Founding a council and seating its members by term."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.councils.models import Council, CouncilDecision, CouncilMember
from thidua.councils.policies import COUNCILS
from thidua.councils.states import Capacity
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import OFFICE, demand_role
from thidua.rules import default_law
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits


def found_council(*, by: User, authority: Unit, name: str, level: str) -> Council:
    """Found the council that advises `authority`, of a level of government as the law names it.

    Refuses an empty or repeated name, and a level unknown on the day or not the authority's.
    """
    with act("councils.found", by=by, unit_code=authority.code) as current:
        demand_role(by, *OFFICE)
        council = Council(authority=authority, name=tidy(name), level=level)
        if not council.name:
            raise refuse("no_name", _("A council has a name."), field="name")
        demand_fits(council)
        known = {each.id: each.name for each in default_law().levels(office_day())}
        if level not in known:
            raise refuse(
                "unknown_level",
                _("There is no level of government “%(level)s” on this day.") % {"level": level},
                cure=_("It may be: %(words)s.") % {"words": ", ".join(known)},
                field="level",
            )
        own = jurisdiction_of(authority).level
        if own is not None and own != level:
            raise refuse(
                "other_level",
                _("%(authority)s is of another level: %(level)s.")
                % {"authority": authority, "level": known.get(own, own)},
                field="level",
            )
        if Council.objects.filter(authority=authority, name=council.name).exists():
            raise refuse("council_exists", _("This council is already recorded."), field="name")
        council.save()
        current.subject = council
    return council


def seat_member(
    *,
    by: User,
    council: Council,
    person: Person,
    capacity: str,
    started_on: date,
    ended_on: date | None = None,
) -> CouncilMember:
    """Seat `person` for a term (both days inclusive; None: without end).

    Refuses an unknown capacity, a term that ends before it begins, a second seat or a second chair
    at the same time.
    """
    with act("councils.seat", by=by, unit_code=council.authority.code) as current:
        COUNCILS.demand(by, "seat", council)
        if capacity not in Capacity.values:
            raise refuse(
                "unknown_capacity",
                _("There is no capacity “%(capacity)s” in a council.") % {"capacity": capacity},
                field="capacity",
            )
        if ended_on is not None and ended_on < started_on:
            raise refuse(
                "ends_before_start", _("The term ends before it begins."), field="ended_on"
            )
        meanwhile = _seats_during(council, started_on, ended_on)
        if meanwhile.filter(person=person).exists():
            raise refuse(
                "already_seated",
                _("%(name)s already sits on this council at that time.") % {"name": person},
                cure=_("End the earlier seat first."),
                field="person",
            )
        if capacity == Capacity.CHAIR:
            _demand_no_chair(meanwhile)
        seat = CouncilMember(
            council=council,
            person=person,
            capacity=capacity,
            started_on=started_on,
            ended_on=ended_on,
        )
        seat.save()
        current.subject = seat
    return seat


def end_seat(*, by: User, seat: CouncilMember, ended_on: date) -> CouncilMember:
    """End a seat on a day, the last on which it is held."""
    with act("councils.end_seat", by=by, subject=seat):
        COUNCILS.demand(by, "seat", seat.council)
        locked: CouncilMember = CouncilMember.objects.select_for_update().get(pk=seat.pk)
        if locked.ended_on is not None and locked.ended_on <= ended_on:
            raise refuse(
                "already_ended",
                _("This seat ended on %(day)s.") % {"day": f"{locked.ended_on:%d/%m/%Y}"},
            )
        if ended_on < locked.started_on:
            raise refuse(
                "ends_before_start", _("The term ends before it begins."), field="ended_on"
            )
        locked.ended_on = ended_on
        locked.save()
    seat.ended_on = ended_on
    return seat


def record_council_decision(
    *, by: User, council: Council, number: str, issued_on: date, issuer: str, content: str = ""
) -> CouncilDecision:
    """Record a decision on paper that set up a council or changed who sits on it.

    Refuses one without number or issuer, of a day to come, or recorded before.
    """
    with act("councils.record_decision", by=by, subject=council) as current:
        COUNCILS.demand(by, "seat", council)
        Council.objects.select_for_update().get(pk=council.pk)
        decision = CouncilDecision(
            council=council,
            number=tidy(number),
            issued_on=issued_on,
            issuer=tidy(issuer),
            content=tidy(content),
        )
        for field, value in (("number", decision.number), ("issuer", decision.issuer)):
            if not value:
                raise refuse("empty", _("A decision has a number and an issuer."), field=field)
        demand_fits(decision)
        if issued_on > office_day():
            raise refuse("day_to_come", _("This day has not come yet."), field="issued_on")
        if council.decisions.filter(number=decision.number, issued_on=issued_on).exists():
            raise refuse("exists", _("This decision is recorded already."), field="number")
        decision.save()
        current.say(number=decision.number)
    return decision


def _seats_during(
    council: Council, started_on: date, ended_on: date | None
) -> QuerySet[CouncilMember]:
    during = Q(ended_on__isnull=True) | Q(ended_on__gte=started_on)
    if ended_on is not None:
        during &= Q(started_on__lte=ended_on)
    found: QuerySet[CouncilMember] = CouncilMember.objects.filter(during, council=council)
    return found


def _demand_no_chair(meanwhile: QuerySet[CouncilMember]) -> None:
    chair = meanwhile.filter(capacity=Capacity.CHAIR).select_related("person").first()
    if chair is not None:
        raise refuse(
            "chair_taken",
            _("%(name)s is the council's chair at that time.") % {"name": chair.person},
            cure=_("End that seat first."),
            field="capacity",
        )
