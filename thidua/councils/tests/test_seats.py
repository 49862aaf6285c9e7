"""Councils and seats."""

from datetime import date

import pytest

from tests.cast import Cast
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.councils.actions import end_seat, found_council, seat_member
from thidua.councils.models import Council, CouncilMember
from thidua.councils.states import Capacity
from thidua.councils.tests.world import World, make_world

DAY = date(2018, 1, 2)


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def codes(refusal: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def test_council_is_founded_and_filled(world: World) -> None:
    assert Council.objects.get() == world.council
    assert CouncilMember.objects.count() == 6
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("name", "level", "code"),
    [
        ("  ", "district", "no_name"),
        ("x" * 201, "district", "too_long"),
        ("Hội đồng", "huyen", "unknown_level"),
        ("Hội đồng", "commune", "other_level"),
        ("Hội đồng  Thi đua - Khen thưởng thị xã Chí Linh", "district", "council_exists"),
    ],
)
def test_council_refused(world: World, name: str, level: str, code: str) -> None:
    with pytest.raises(Refusal) as told:
        found_council(by=world.cast.office_head, authority=world.cast.town, name=name, level=level)
    assert codes(told) == [code]
    assert Council.objects.count() == 1


def seat(world: World, **changes: object) -> CouncilMember:
    details: dict[str, object] = {
        "by": world.cast.officer,
        "council": world.council,
        "person": world.cast.clerk.person,
        "capacity": Capacity.MEMBER,
        "started_on": DAY,
        **changes,
    }
    return seat_member(**details)  # type: ignore[arg-type]


def test_seat_refused(world: World) -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({"capacity": "king"}, "unknown_capacity"),
        ({"ended_on": date(2018, 1, 1)}, "ends_before_start"),
        ({"person": world.cast.ward_head.person}, "already_seated"),
        ({"capacity": Capacity.CHAIR}, "chair_taken"),
    ]
    for changes, code in cases:
        with pytest.raises(Refusal) as told:
            seat(world, **changes)
        assert codes(told) == [code]
    assert CouncilMember.objects.count() == 6


def test_only_the_standing_office_founds_and_seats(world: World) -> None:
    entries = Entry.objects.count()
    for user in (world.cast.ward_head, world.cast.nobody, world.chair, world.cast.inspector):
        with pytest.raises(Refusal) as told:
            seat(world, by=user)
        with pytest.raises(Refusal) as told_of_founding:
            found_council(by=user, authority=world.cast.town, name="Khác", level="district")
        assert codes(told) == codes(told_of_founding) == ["not_yours"]
    assert Entry.objects.count() == entries


def test_a_chair_follows_another(world: World) -> None:
    old = CouncilMember.objects.get(capacity=Capacity.CHAIR)
    end_seat(by=world.cast.officer, seat=old, ended_on=date(2018, 6, 30))
    seat(world, capacity=Capacity.CHAIR, started_on=date(2018, 7, 1))
    with pytest.raises(Refusal) as again:
        end_seat(by=world.cast.officer, seat=old, ended_on=date(2018, 8, 1))
    with pytest.raises(Refusal) as early:
        end_seat(by=world.cast.officer, seat=old, ended_on=date(2001, 1, 1))
    assert codes(again) == ["already_ended"]
    assert codes(early) == ["ends_before_start"]
    assert CouncilMember.objects.filter(capacity=Capacity.CHAIR).count() == 2
    assert verify().faults == ()
