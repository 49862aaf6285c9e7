"""What a holder is eligible for now and can reach next: who sees it, what it says and costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.test_lawbook import plain
from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.eligibility.outlook import outlook
from thidua.eligibility.policies import PERSON_OUTLOOKS, UNIT_OUTLOOKS
from thidua.emulation.tests.opened import person_of
from thidua.organisations.models import Person, Unit
from thidua.rules import Jurisdiction

OWN = Jurisdiction("district", "chi_linh")
DAY = date(2018, 1, 15)


def test_the_page_fetches_the_part_and_links_to_it_without_scripts(world: World) -> None:
    person = person_of(world.cast.ward_officer)
    client = signed_in(world.cast.ward_head)
    path = f"/nguoi/{person.pk}/trien-vong/"
    page = text_of(client, f"/nguoi/{person.pk}/")
    assert f'hx-get="{path}"' in page
    assert f'href="{path}"' in page
    whole = text_of(client, path)
    for said in ("Eligible now", "Lacks exactly one thing", "Next reachable honours"):
        assert said in whole
    part = client.get(path, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]
    unit = world.cast.ward
    assert f'href="/don-vi/{unit.pk}/trien-vong/"' in text_of(client, f"/don-vi/{unit.pk}/")
    assert "Tập thể lao động xuất sắc" in text_of(client, f"/don-vi/{unit.pk}/trien-vong/")


@pytest.mark.parametrize(
    ("part", "sees"),
    [("officer", True), ("office_head", True), ("inspector", True), ("ward_officer", True),
     ("ward_head", True), ("commune_officer", False), ("administrator", False), ("chair", False),
     ("nobody", False)],
)  # fmt: skip
def test_it_shows_ratings_so_only_who_sees_those_sees_it(
    world: World, part: str, sees: bool
) -> None:
    user = world.late.chair if part == "chair" else getattr(world.cast, part)
    person, unit, client = person_of(world.cast.ward_officer), world.cast.ward, signed_in(user)
    for path in (f"/nguoi/{person.pk}/", f"/don-vi/{unit.pk}/"):
        assert client.get(f"{path}trien-vong/").status_code == (200 if sees else 404)
        shown = client.get(path)
        if shown.status_code == 200:
            assert ("trien-vong" in shown.content.decode()) is sees
    people = set(PERSON_OUTLOOKS.visible_to(user))
    assert people == {
        row for row in Person.objects.all() if PERSON_OUTLOOKS.allows(user, "view", row)
    }
    units = set(UNIT_OUTLOOKS.visible_to(user))
    assert units == {row for row in Unit.objects.all() if UNIT_OUTLOOKS.allows(user, "view", row)}


def test_each_step_has_its_year_and_article_and_nothing_twice(world: World) -> None:
    person = person_of(world.cast.ward_officer)
    found = outlook(person, DAY, OWN, shows_cases=True)
    assert found is not None
    fighter = next(each for each in found.next if each.what == "chien_si_thi_dua_tinh")
    assert fighter.earliest is not None
    years = [year for year, _lines in fighter.steps]
    assert years == sorted(set(years))
    assert years[-1] <= fighter.earliest
    assert all(line.citation for _year, lines in fighter.steps for line in lines)
    order = [each.earliest or 0 for each in found.next]
    assert order == sorted(order)
    named = [each.what for each in (*found.now, *found.next)]
    assert len(named) == len(set(named))


def test_the_page_says_that_it_advises_and_from_which_year(world: World) -> None:
    person = person_of(world.cast.ward_officer)
    page = plain(text_of(signed_in(world.cast.officer), f"/nguoi/{person.pk}/trien-vong/"))
    assert "at the earliest" in page
    assert "It advises" in page


def test_one_holder_costs_few_queries(world: World) -> None:
    client, person = signed_in(world.cast.officer), person_of(world.cast.ward_officer)
    for path in (f"/nguoi/{person.pk}/trien-vong/", f"/don-vi/{world.cast.ward.pk}/trien-vong/"):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path, headers={"HX-Request": "true"})
        assert len(asked) <= 30, path
