"""Teams, households and enterprises without an account: who sees their pages and their outlook."""

from datetime import date

import pytest

from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.eligibility.policies import STANDINGS, UNIT_OUTLOOKS
from thidua.eligibility.tests.records import hire
from thidua.organisations.models import PuttingForward, Unit
from thidua.organisations.policies import PEOPLE, UNITS
from thidua.organisations.states import UnitKind
from thidua.workflow import act

PARTS = (UnitKind.HOUSEHOLD, UnitKind.SMALL_COLLECTIVE, UnitKind.ENTERPRISE)


def part_of(world: World, kind: UnitKind) -> Unit:
    with act("tests.part", by=world.cast.system):
        unit = Unit(code=f"part-{kind}", name="Bên trong phường", kind=kind)
        unit.parent = world.cast.ward
        unit.save()
    return unit


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize(
    ("part", "sees"),
    [("officer", True), ("inspector", True), ("ward_officer", True), ("ward_head", True),
     ("commune_officer", False), ("nobody", False)],
)  # fmt: skip
def test_who_puts_it_forward_sees_its_page_and_its_outlook(
    world: World, kind: UnitKind, part: str, sees: bool
) -> None:
    unit, user = part_of(world, kind), getattr(world.cast, part)
    client = signed_in(user)
    status = 200 if sees else 404
    assert client.get(f"/don-vi/{unit.pk}/").status_code == status
    assert client.get(f"/don-vi/{unit.pk}/trien-vong/").status_code == status
    if sees:
        assert f"/don-vi/{unit.pk}/trien-vong/" in text_of(client, f"/don-vi/{unit.pk}/")
    for policy in (UNITS, UNIT_OUTLOOKS):
        seen = set(policy.visible_to(user))
        assert seen == {row for row in Unit.objects.all() if policy.allows(user, "view", row)}


def test_a_households_page_speaks_of_a_household(world: World) -> None:
    """It has titles of its own, and neither staff nor titles of collectives."""
    unit = part_of(world, UnitKind.HOUSEHOLD)
    client = signed_in(world.cast.ward_officer)
    page = text_of(client, f"/don-vi/{unit.pk}/")
    assert "Nobody works here today" not in page
    ahead = text_of(client, f"/don-vi/{unit.pk}/trien-vong/")
    assert "Gia đình văn hóa" in ahead
    assert "Tập thể lao động" not in ahead


def test_its_people_are_seen_by_who_puts_them_forward(world: World) -> None:
    team = part_of(world, UnitKind.SMALL_COLLECTIVE)
    worker = hire(world.cast, "tho", "Người thợ", team)
    ward, commune = world.cast.ward_officer, world.cast.commune_officer
    assert signed_in(ward).get(f"/nguoi/{worker.pk}/trien-vong/").status_code == 200
    assert signed_in(commune).get(f"/nguoi/{worker.pk}/").status_code == 404
    assert not STANDINGS.visible_to(commune).filter(at=team).exists()
    with act("tests.let", by=world.cast.system):
        PuttingForward(
            part=team, proposer=world.cast.commune, started_on=date(2018, 1, 1), basis="Thử"
        ).save()
    assert worker in PEOPLE.visible_to(commune)
    assert signed_in(commune).get(f"/nguoi/{worker.pk}/trien-vong/").status_code == 200
