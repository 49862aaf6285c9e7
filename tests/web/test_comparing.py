"""Quoted law: what decisions rest on, compared by the office's head, told where it stops one."""

import pytest

from tests.web.addresses import address
from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.audit.verify import verify
from thidua.common.clock import office_day
from thidua.decisions.tests.world import SIGNED_ON
from thidua.desk.queries import duties_shown
from thidua.eligibility.comparing import texts_of
from thidua.eligibility.models import Comparison
from thidua.workflow import act

LIST, DECREE = "/doi-chieu/", "nd_91_2017"


@pytest.fixture
def uncompared(world: World) -> World:
    """The world, in which nobody has compared the decree of 2017 yet."""
    with act("tests.uncompared", by=world.cast.system):
        Comparison.objects.filter(instrument=DECREE).delete()
    return world


def test_from_the_blocker_to_the_record(uncompared: World) -> None:
    world, cast = uncompared, uncompared.cast
    head, signer = signed_in(cast.office_head), signed_in(world.late.chair)
    decision = address("decisions:decision", world)
    assert f'href="{LIST}"' in text_of(signer, decision)
    assert any(each.url == LIST for each in duties_shown(cast.office_head, office_day()))
    path = f"{LIST}{DECREE}/"
    assert f'href="{path}"' in text_of(signer, LIST)
    page = text_of(head, path)
    # What the data says stands beside its place: a criterion, and the prize money.
    assert "Điều 69 Nghị định số 91/2017/NĐ-CP" in page
    assert "Lao động tiên tiến" in page
    wrong = head.post(path, {"note": "Công báo"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"is_compared"})
    assert head.post(path, {"is_compared": "on", "note": "Công báo"})["Location"] == LIST
    row = Comparison.objects.get(instrument=DECREE)
    assert (row.officer, row.note) == (cast.office_head.person, "Công báo")
    told = head.post(path, {"is_compared": "on"})
    assert (told.status_code, "already compared" in told.content.decode()) == (409, True)
    listed = text_of(head, LIST)
    assert cast.office_head.person.name in listed
    assert "has been compared" in listed
    assert f'href="{LIST}"' not in text_of(signer, decision).partition("<main")[2]
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("part", "reads"),
    [("officer", True), ("inspector", True), ("clerk", True), ("ward_head", True),
     ("ward_officer", False), ("administrator", False), ("nobody", False)],
)  # fmt: skip
def test_who_reads_and_that_nobody_else_compares(uncompared: World, part: str, reads: bool) -> None:
    client, path = signed_in(getattr(uncompared.cast, part)), f"{LIST}{DECREE}/"
    assert client.get(path).status_code == (200 if reads else 404)
    assert client.post(path, {"is_compared": "on"}).status_code == (403 if reads else 404)
    assert not Comparison.objects.filter(instrument=DECREE).exists()


def test_a_text_that_nothing_rests_on_is_not_found(world: World) -> None:
    client = signed_in(world.cast.office_head)
    assert client.get(f"{LIST}khong-co/").status_code == 404
    assert {each.comparison is not None for each in texts_of(SIGNED_ON)} == {True}
