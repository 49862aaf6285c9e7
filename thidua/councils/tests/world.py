"""A council and an appraised dossier, for the tests of councils and of what follows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from tests.cast import LONG_AGO, Cast, make_person, make_user
from thidua.accounts.models import User
from thidua.common import clock
from thidua.councils.actions import call_meeting, found_council, open_meeting, seat_member
from thidua.councils.models import AgendaItem, Council, Meeting
from thidua.councils.states import Capacity
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.states import Appraisal, DossierState
from thidua.eligibility.actions import judge as judge_holders
from thidua.emulation.tests.opened import person_of
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.states import Role
from thidua.rules import Governing
from thidua.workflow import act

LDTT, CSTDCS, CSTDT = "lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_tinh"
TTLDTT, TTLDXS, GK = "tap_the_lao_dong_tien_tien", "tap_the_lao_dong_xuat_sac", "giay_khen_huyen"
APPRAISED_ON, MEETING_DAY = date(2018, 12, 10), date(2018, 12, 20)


@dataclass(frozen=True)
class World:
    """The cast, the council with its chair, five voting members and a secretary."""

    cast: Cast
    council: Council
    chair: User

    @property
    def members(self) -> list[Person]:
        """The five who vote, the chair first."""
        cast = self.cast
        heads = (self.chair, cast.office_head, cast.ward_head, cast.commune_head, cast.school_head)
        return [user.person for user in heads]


def make_world(cast: Cast) -> World:
    """Found and fill the council of the town."""
    with act("tests.chair", by=cast.system):
        chair = make_user("phuc", "Nguyễn Hồng Phúc", cast.town, Role.UNIT_HEAD, "Chủ tịch UBND")
    council = found_council(
        by=cast.office_head,
        authority=cast.town,
        name="Hội đồng Thi đua - Khen thưởng thị xã Chí Linh",
        level="district",
    )
    seats = (
        (chair, Capacity.CHAIR),
        (cast.office_head, Capacity.STANDING_VICE),
        (cast.ward_head, Capacity.MEMBER),
        (cast.commune_head, Capacity.MEMBER),
        (cast.school_head, Capacity.MEMBER),
        (cast.officer, Capacity.SECRETARY),
    )
    for user, capacity in seats:
        seat_member(
            by=cast.officer,
            council=council,
            person=user.person,
            capacity=capacity,
            started_on=LONG_AGO,
        )
    return World(cast, council, chair)


def make_dossier(
    world: World,
    unit: Unit,
    *proposed: tuple[Person | Unit, str],
    period: Period | None = None,
    appraisal: str = Appraisal.PROPOSE,
) -> Dossier:
    """An appraised dossier of `unit` with (holder, what) proposed, each with a stored verdict."""
    cast = world.cast
    period = period or cast.year
    with clock.office_day_is(APPRAISED_ON), act("tests.dossier", by=cast.officer):
        dossier = Dossier(
            unit=unit,
            authority=cast.town,
            period=period,
            state=DossierState.APPRAISED,
            submitted_on=date(2018, 12, 3),
            received_on=date(2018, 12, 5),
            appraised_on=APPRAISED_ON,
        )
        dossier.save()
        jurisdiction = jurisdiction_of(cast.town)
        governing = Governing(APPRAISED_ON, dossier.received_on)
        for holder, what in proposed:
            [verdict] = judge_holders([holder], what, period, governing, jurisdiction)
            person, collective = (holder, None) if isinstance(holder, Person) else (None, holder)
            Nominee(
                dossier=dossier,
                person=person,
                unit=collective,
                what=what,
                verdict=verdict,
                appraisal=appraisal,
                appraisal_reason="" if appraisal == Appraisal.PROPOSE else "Có ý kiến khác",
                appraised_by=person_of(cast.officer),
            ).save()
    return dossier


def add_people(world: World, unit: Unit, count: int) -> list[Person]:
    """`count` more people at a unit."""
    with act("tests.people", by=world.cast.system):
        return [make_person(f"{unit.code}-{n}", f"Nguyễn Thị Số {n}", unit) for n in range(count)]


@contextmanager
def on(day: date) -> Iterator[None]:
    """The office's day."""
    with clock.office_day_is(day):
        yield


def called(world: World, held_on: date = MEETING_DAY, period: Period | None = None) -> Meeting:
    """A meeting called for what waits."""
    return call_meeting(
        by=world.cast.officer,
        council=world.council,
        period=period or world.cast.year,
        held_on=held_on,
        place="Hội trường UBND thị xã",
    )


def opened(world: World, meeting: Meeting, present: list[Person] | None = None) -> Meeting:
    """The meeting opened by its secretary, all members present."""
    return open_meeting(
        meeting=meeting,
        by=world.cast.officer,
        chair=world.chair.person,
        secretary=world.cast.officer.person,
        present=world.members if present is None else present,
    )


def item_of(meeting: Meeting, holder: Person | Unit, what: str) -> AgendaItem:
    """The agenda item of a holder and title."""
    by = {"nominee__person" if isinstance(holder, Person) else "nominee__unit": holder}
    return meeting.agenda.select_related("item", "meeting").get(nominee__what=what, **by)
