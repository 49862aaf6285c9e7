"""The first page: duties of one kind together, and few questions to the database."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import LONG_AGO, Cast
from tests.web.world import World
from thidua.accounts.models import User
from thidua.common.remembered import page_remembered
from thidua.desk import queries
from thidua.dossiers.models import Dossier
from thidua.dossiers.states import DossierState
from thidua.organisations.models import RoleAssignment, Unit
from thidua.organisations.policies import PEOPLE, UNITS, anywhere, at_unit, holds
from thidua.organisations.states import Role
from thidua.workflow import act
from thidua.workflow.duties import Duty
from thidua.workflow.policies import EVERY_ROW, NOBODY

DAY = date(2018, 1, 20)


def duty(code: str, due_on: date | None, *, is_late: bool = False) -> Duty:
    return Duty(code, f"{code} {due_on}", due_on, None, "dossiers:dossiers", (), is_late)


def test_many_of_one_kind_stand_behind_the_most_urgent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2018, 1, day) for day in (25, 10, 22, 23)]
    many = [duty("sign", day, is_late=day < DAY) for day in days]
    few = [duty("send", None), duty("send", date(2018, 1, 21))]
    monkeypatch.setattr(queries, "SOURCES", (lambda _user, _day: [*many, *few],))
    shown = queries.duties_shown(cast.officer, DAY)
    assert [each.duty.due_on for each in shown] == [date(2018, 1, 10), date(2018, 1, 21), None]
    assert [each.duty.due_on for each in shown[0].more] == [
        date(2018, 1, 22),
        date(2018, 1, 23),
        date(2018, 1, 25),
    ]
    assert shown[0].days_late == 10
    assert len({each.key for row in shown for each in (row, *row.more)}) == len(many) + len(few)


def test_of_very_many_the_most_urgent_are_listed_and_the_rest_counted(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [duty("sign", date(2018, 1, day), is_late=day < 20) for day in range(1, 31)]
    monkeypatch.setattr(queries, "SOURCES", (lambda _user, _day: [*reversed(many)],))
    (row,) = queries.duties_shown(cast.officer, DAY)
    listed = [each.duty.due_on for each in (row, *row.more)]
    assert listed == [date(2018, 1, day) for day in range(1, 11)]
    assert (row.rest, row.count, row.late) == (20, 30, 19)
    client.force_login(cast.officer)
    assert "?viec=sign#viec-sign" in client.get("/").content.decode()
    (row,) = queries.duties_shown(cast.officer, DAY, "sign")
    assert (len(row.more), row.rest, row.count) == (29, 0, 30)
    whole = client.get("/?viec=sign").content.decode()
    assert "?viec=sign#viec-sign" not in whole
    assert "sign 2018-01-30" in whole


def test_dossiers_in_hand_are_one_line_that_opens_their_list(world: World, client: Client) -> None:
    received = Dossier.objects.filter(state=DossierState.RECEIVED).count()
    assert received
    shown = queries.duties_shown(world.cast.officer, DAY)
    line = next(each for each in shown if each.duty.code == "appraise")
    assert line.url.endswith("?state=received")
    assert str(received) in line.duty.title
    client.force_login(world.cast.officer)
    assert len(client.get(line.url).context["page"].rows) == received


@pytest.mark.parametrize("part", ["nobody", "administrator", "clerk"])
def test_who_has_no_part_in_the_year_costs_little(world: World, client: Client, part: str) -> None:
    client.force_login(getattr(world.cast, part))
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert len(captured) <= 12


def test_roles_are_read_once_a_page(cast: Cast) -> None:
    def answers(user: User) -> list[object]:
        return [
            anywhere(Role.OFFICE_OFFICER)(user, DAY),
            bool(holds(user, Role.UNIT_HEAD, unit=cast.ward)),
            bool(holds(user, Role.OFFICE_OFFICER)),
            set(Unit.objects.filter(at_unit("pk", Role.UNIT_HEAD)(user, DAY))),
            set(PEOPLE.visible_to(user)),
            set(UNITS.visible_to(user)),
        ]

    for user in (cast.officer, cast.ward_head, cast.inspector, cast.nobody):
        asked = answers(user)
        with page_remembered():
            assert answers(user) == asked
    with page_remembered():
        anywhere(Role.CLERK)(cast.officer, DAY)
        with CaptureQueriesContext(connection) as captured:
            assert anywhere(Role.OFFICE_OFFICER)(cast.officer, DAY) == EVERY_ROW
            assert at_unit("pk", Role.UNIT_HEAD)(cast.officer, DAY) == NOBODY
        assert len(captured) == 0


def test_a_role_given_counts_on_the_next_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.nobody)
    assert not client.get("/").context["roles"]
    with act("tests.role", by=cast.system):
        RoleAssignment(
            user=cast.nobody, role=Role.OFFICE_OFFICER, unit=cast.home_office, started_on=LONG_AGO
        ).save()
    assert client.get("/").context["roles"]
    assert PEOPLE.visible_to(cast.nobody).exists()
