"""The menu: it shows what leads somewhere for its user, in two queries, and where one is."""

import re
from dataclasses import fields

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.web.test_pages import signed_in
from tests.web.world import World
from thidua.accounts.models import User
from thidua.config.menu import MENU, Line, drawn, lines_for

HERE = re.compile(r'<a href="([^"]+)" aria-current="page">')


def cast_of(world: World) -> dict[str, User]:
    people = {each.name: getattr(world.cast, each.name) for each in fields(world.cast)}
    users = {name: one for name, one in people.items() if isinstance(one, User) and one.is_active}
    return {**users, "chair": world.late.chair}


def test_every_line_leads_somewhere_for_whom_it_is_shown(world: World) -> None:
    seen: set[str] = set()
    for name, user in cast_of(world).items():
        client = signed_in(user)
        for group in drawn(user, ""):
            for line in group.lines:
                seen.add(line.url)
                assert client.get(line.url).status_code == 200, f"{line.label} for {name}"
    assert {resolve(url).view_name for url in seen} == {line.url_name for line in MENU}


def test_the_menu_is_ones_own(world: World) -> None:
    def names(user: User) -> set[str]:
        return {line.url_name for line in lines_for(user)}

    assert names(world.cast.nobody) == {"desk:duties", "lawbook:titles"}
    assert "councils:meetings" not in names(world.cast.ward_officer)
    assert {"dossiers:dossiers", "councils:meetings"} <= names(world.late.chair)
    assert {"desk:board", "decisions:decisions"} <= names(world.cast.officer)


def test_the_menu_says_where_one_is(world: World) -> None:
    client = signed_in(world.cast.officer)
    for path, here in (
        ("/", "/"),
        (f"/dang-ky/{world.sent.pk}/", "/dang-ky/"),
        (f"/quyet-dinh/{world.late.issued.pk}/", "/quyet-dinh/"),
    ):
        assert set(HERE.findall(client.get(path).content.decode())) == {here}
    accountant = signed_in(world.cast.accountant)
    page = accountant.get(f"/tien-thuong/{world.late.issued.pk}/").content.decode()
    assert set(HERE.findall(page)) == {"/tien-thuong/"}, "the nearer line alone"


def test_the_menu_costs_two_queries_however_long(world: World) -> None:
    longer = (*MENU, *(Line("desk:duties", str(at), line.roles) for at, line in enumerate(MENU)))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(lines_for(world.cast.ward_officer, longer))
    assert len(queries) == 2


@pytest.mark.parametrize("path", ["/khong-co/", "/dang-ky/999999/"])
def test_the_menu_stands_on_pages_of_errors_too(world: World, path: str) -> None:
    answer = signed_in(world.cast.officer).get(path)
    assert answer.status_code == 404
    assert 'href="/ho-so/"' in answer.content.decode()
