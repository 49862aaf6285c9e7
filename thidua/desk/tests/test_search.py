"""Search: what is found, by whom, and that it never finds what the policies do not show."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, make_person, make_unit
from tests.web.world import World
from thidua.accounts.models import User
from thidua.common.text import fold
from thidua.decisions.policies import DECISIONS
from thidua.desk.search import KINDS, Hit, search, search_kind
from thidua.dossiers.policies import DOSSIERS
from thidua.initiatives.policies import INITIATIVES
from thidua.organisations.models import Person
from thidua.organisations.policies import PEOPLE, UNITS
from thidua.organisations.queries import begins
from thidua.organisations.states import UnitKind
from thidua.workflow import Policy, act

PEOPLE_KIND, UNITS_KIND, DOSSIERS_KIND, WORKS_KIND, DECISIONS_KIND, _PLANS = [
    each.code for each in KINDS
]


def all_hits(user: User, text: str, kind: str) -> Iterator[Hit]:
    """Every hit of a kind, through all its pages."""
    after = ""
    while True:
        page = search_kind(user, text, kind, after, "")
        assert page is not None
        yield from page.hits
        after = page.after
        if not after:
            return


def titles(user: User, text: str, kind: str = PEOPLE_KIND) -> set[str]:
    return {hit.title for hit in all_hits(user, text, kind)}


def users_of(cast: Cast) -> list[User]:
    found = (getattr(cast, each.name) for each in fields(cast))
    return [each for each in found if isinstance(each, User) and not each.is_system]


@pytest.fixture
def named(cast: Cast) -> Cast:
    """People of several units whose names differ by marks alone."""
    with act("tests.people", by=cast.system):
        make_person("p-1", "Đặng Thị Hoà", cast.ward)
        make_person("p-2", "Đặng Thị Hòa", cast.commune)
        make_person("p-3", "Dang Van Hoa", cast.ward)
    return cast


@pytest.mark.parametrize(
    "text", ["Đặng Hoà", "dang hoa", "DANG HOA", "hòa đặng", "  hoa   dang ", "đặng ho", "da hoa"]
)
def test_marks_case_order_and_ends_do_not_matter(named: Cast, text: str) -> None:
    assert titles(named.officer, text) == {"Đặng Thị Hoà", "Đặng Thị Hòa", "Dang Van Hoa"}


def test_a_word_is_found_by_its_beginning_not_its_middle(named: Cast) -> None:
    assert titles(named.officer, "oa") == set()
    assert titles(named.officer, "dang thi hoa") == {"Đặng Thị Hoà", "Đặng Thị Hòa"}
    assert titles(named.officer, "p-3") == {"Dang Van Hoa"}


@pytest.mark.parametrize("text", ["rut ngan", "THỜI GIAN trả", "nguyen rut", "ket qua 2018"])
def test_an_initiative_is_found_by_its_title_and_its_author(world: World, text: str) -> None:
    title = world.initiative.title
    for user in (world.cast.ward_officer, world.cast.officer, world.cast.inspector):
        assert titles(user, text, WORKS_KIND) == {title}
    for user in (world.cast.commune_officer, world.cast.clerk, world.cast.nobody):
        assert titles(user, text, WORKS_KIND) == set()
    assert [group.code for group in search(world.cast.officer, text)] == [WORKS_KIND]


@pytest.mark.parametrize("text", ["a", "th", "nguyen", "2018", "sao do", "phuong", "quyet dinh"])
def test_nothing_is_found_that_may_not_be_seen(world: World, text: str) -> None:
    policies: dict[str, tuple[Policy[Any], str]] = {
        PEOPLE_KIND: (PEOPLE, "desk:person"),
        UNITS_KIND: (UNITS, "desk:unit"),
        DOSSIERS_KIND: (DOSSIERS, "dossiers:dossier"),
        WORKS_KIND: (INITIATIVES, "initiatives:initiative"),
        DECISIONS_KIND: (DECISIONS, "decisions:decision"),
    }
    for user in [*users_of(world.cast), world.late.chair]:
        for kind, (policy, name) in policies.items():
            may = {reverse(name, args=[row.pk]) for row in policy.visible_to(user)}
            found = [hit.url for hit in all_hits(user, text, kind)]
            assert set(found) <= may
            assert len(found) == len(set(found))
        assert {group.code for group in search(user, text)} == {
            kind.code for kind in KINDS if any(True for _hit in all_hits(user, text, kind.code))
        }


def test_everything_that_may_be_seen_is_found(world: World) -> None:
    for user in users_of(world.cast):
        for word in ("nguyen", "th", "an"):
            expected = {
                person.name
                for person in PEOPLE.visible_to(user)
                if any(part.startswith(word) for part in fold(person.name).split())
            }
            assert titles(user, word) == expected


def test_decisions_by_number_year_and_words(world: World) -> None:
    officer, issued = world.cast.officer, world.late.issued
    for text in (f"{issued}", f"{issued.number}/qd", f"{issued.number}/QĐ-UBND {issued.year}"):
        assert f"{issued}: {issued.subject}" in titles(officer, text, DECISIONS_KIND)
    assert titles(officer, f"{issued.number}/qd 1999", DECISIONS_KIND) == set()
    assert titles(world.cast.nobody, f"{issued}", DECISIONS_KIND) == set()


def test_dossiers_by_unit_year_and_letter(world: World) -> None:
    dossier = DOSSIERS.visible_to(world.cast.officer).exclude(letter_number="")[0]
    year = dossier.period.year
    for text in (f"{fold(dossier.unit.name)} {year}", dossier.letter_number):
        found = all_hits(world.cast.officer, text, DOSSIERS_KIND)
        assert reverse("dossiers:dossier", args=[dossier.pk]) in {hit.url for hit in found}
    assert titles(world.cast.officer, "1999", DOSSIERS_KIND) == set()


def test_a_long_list_goes_on_page_by_page(cast: Cast, client: Client) -> None:
    with act("tests.people", by=cast.system):
        for number in range(60):
            make_person(f"q-{number}", f"Quách Văn Số {number}", cast.ward)
    client.force_login(cast.officer)
    page = client.get("/tim/", {"q": "quach"})
    assert [len(group.hits) for group in page.context["groups"]] == [10]
    assert '/tim/?q=quach&amp;loai=nguoi"' in page.content.decode()
    assert len(list(all_hits(cast.officer, "quach", PEOPLE_KIND))) == 60
    first = client.get("/tim/", {"q": "quach", "loai": "nguoi"})
    after = first.context["group"].after
    second = client.get("/tim/", {"q": "quach", "loai": "nguoi", "sau": after})
    assert len(second.context["group"].hits) == 10
    assert second.context["group"].before


def test_as_one_types_only_the_list_is_sent(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    answer = client.get("/tim/", {"q": "lan"}, headers={"HX-Request": "true", "HX-Target": "found"})
    assert "Nguyễn Thị Lan" in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "_", "a\x00b", "\\", "'", "x" * 5000, "🙂", "/", "a " * 400, "\u0300"]
)
def test_odd_words(cast: Cast, client: Client, text: str) -> None:
    client.force_login(cast.officer)
    for path in ("/tim/", "/nguoi/", "/don-vi/"):
        assert client.get(path, {"q": text}).status_code == 200
    for kind in KINDS:
        asked = {"q": text, "loai": kind.code}
        assert client.get("/tim/", asked).status_code == 200
        assert client.get("/tim/", {**asked, "q": "a", "sau": text or "x"}).status_code in {
            200,
            409,
        }
    assert client.get("/tim/", {"q": text, "loai": "khac"}).status_code == 404


def test_queries_do_not_grow(world: World, client: Client) -> None:
    client.force_login(world.cast.officer)
    client.get("/tim/?q=sao")
    with CaptureQueriesContext(connection) as few:
        client.get("/tim/?q=sao")
    with act("tests.more", by=world.cast.system):
        for number in range(5):
            unit = make_unit(f"sao-{number}", f"Sao {number}", UnitKind.WARD, world.cast.town)
            make_person(f"sao-{number}", f"Lê Thị Sao {number}", unit)
    with CaptureQueriesContext(connection) as many:
        client.get("/tim/?q=sao")
    assert len(few) == len(many)


def test_the_condition_reads_the_folded_column_alone(cast: Cast) -> None:
    """One pass over an index of 60,000 short texts: no function on the column, no join."""
    sql = str(Person.objects.filter(begins("folded", "hoa")).values("pk").query)
    assert "JOIN" not in sql
    assert sql.count('"folded"') == 2
