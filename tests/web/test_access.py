"""The access table: who gets what answer at every address.

`access.csv` has a row for each address and method, a column for each role of the cast; reviewers
read it. After a change that is meant, write it anew and read the difference:

    THIDUA_WRITE_ACCESS=1 python -m pytest tests/web/test_access.py
"""

import csv
import itertools
import os
from dataclasses import fields
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import Cast
from tests.web.addresses import address, addresses, names
from tests.web.world import World
from thidua.accounts.models import User
from thidua.emulation.models import Registration
from thidua.emulation.policies import REGISTRATIONS, ROUNDS

TABLE = Path(__file__).with_name("access.csv")
METHODS = ("GET", "POST")
ANONYMOUS = "anonymous"
# A question for each address, method and role takes long: workers share it.
SHARES = 4
# The law is nobody's record: whoever signs in may read it.
LAW = {f"lawbook:{name}" for name in ("title", "versions", "side_by_side", "instrument")}


def users(world: World) -> dict[str, User]:
    """The users who can sign in, by part: the cast's, and the council's chair."""
    cast: Cast = world.cast
    found = {each.name: getattr(cast, each.name) for each in fields(cast)}
    found["chair"] = world.late.chair
    return {part: user for part, user in found.items() if isinstance(user, User) and user.is_active}


def rows_of_table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(found: list[dict[str, str]]) -> None:
    """Put rows into the table, in the order of the addresses; rows of no address go."""
    known = {(row["address"], row["method"]): row for row in [*rows_of_table(), *found]}
    order = itertools.product(names(), METHODS)
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(found[0]), lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(known[key] for key in order if key in known)


def answers(world: World, asked: list[str]) -> list[dict[str, str]]:
    """The status that each role gets at each address asked; nothing stays written."""
    clients = {ANONYMOUS: Client()}
    cookies = {}
    for part, user in users(world).items():
        clients[part] = Client()
        clients[part].force_login(user)
        cookies[part] = clients[part].cookies.output(attrs=[], header="", sep=";")
    paths = addresses(world)
    rows = []
    for name, method in itertools.product(asked, METHODS):
        row = {"address": name, "method": method}
        for part, client in clients.items():
            # Signing out is an address too.
            client.cookies = SimpleCookie(cookies.get(part, ""))
            with transaction.atomic():
                answer = client.generic(method, paths[name])
                transaction.set_rollback(True)
            row[part] = str(answer.status_code)
        rows.append(row)
    return rows


@pytest.mark.parametrize("share", range(SHARES))
def test_every_answer_is_in_the_table(world: World, share: int) -> None:
    found = answers(world, names()[share::SHARES])
    if os.environ.get("THIDUA_WRITE_ACCESS"):
        write(found)
    told = {(row["address"], row["method"]): row for row in rows_of_table()}
    differences = [
        f"{row['method']} {row['address']} as {part}: {status}, the table says {expected}"
        for row in found
        for part, status in row.items()
        if status != (expected := told.get((row["address"], row["method"]), {}).get(part))
    ]
    assert differences == []


def test_the_table_has_a_row_for_each_address_and_a_column_for_each_role(world: World) -> None:
    rows = rows_of_table()
    assert [(row["address"], row["method"]) for row in rows] == [
        (name, method) for name in names() for method in METHODS
    ]
    assert list(rows[0]) == ["address", "method", ANONYMOUS, *users(world)]


def test_nobody_without_a_role_sees_a_record(world: World) -> None:
    """What may not be seen is 404, for reading and writing alike, never 403."""
    client = Client()
    client.force_login(world.cast.nobody)
    paths = addresses(world)
    for name, method in itertools.product(set(world.arguments()) - LAW, METHODS):
        answer = client.generic(method, paths[name])
        assert answer.status_code in {404, 405}, (name, method)


@pytest.mark.parametrize("part", ["commune_officer", "school_head", "sector", "clerk"])
def test_another_units_draft_is_not_found(world: World, part: str) -> None:
    client = Client()
    client.force_login(getattr(world.cast, part))
    own = Client()
    own.force_login(world.cast.ward_officer)
    path = address("emulation:registration", world)
    assert own.get(path).status_code == 200
    assert client.get(path).status_code == 404
    assert client.post(path, {"what": "x"}).status_code == 404


def test_lists_show_what_policies_allow(world: World) -> None:
    """A registration's page opens exactly for whom the policy lets see it, and the list of its
    round links to it exactly then, for whom the round's list is.
    """
    for user in users(world).values():
        client = Client()
        client.force_login(user)
        for registration in Registration.objects.all():
            path = f"/dang-ky/{registration.pk}/"
            allowed = bool(REGISTRATIONS.allows(user, "view", registration))
            assert (client.get(path).status_code == 200) is allowed, (user, registration)
            listed = client.get(f"/dang-ky/dot/{registration.round_id}/")
            is_listed = allowed and bool(ROUNDS.allows(user, "view", registration.round))
            assert (f'href="{path}"' in listed.content.decode()) is is_listed, (user, registration)
