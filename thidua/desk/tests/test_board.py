"""The year's board: who sees what, what is late, and that numbers and lists agree."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, make_unit
from tests.web.world import World
from thidua.accounts.models import User
from thidua.common.clock import office_day_is
from thidua.desk.board import Board, boards_of, forget_boards, stage_list
from thidua.desk.policies import LINES
from thidua.desk.progress import Item
from thidua.desk.stage_rows import stage_rows
from thidua.desk.states import Stage, Standing
from thidua.emulation.actions import hold_review, send_registration, start_registration
from thidua.emulation.models import BlocMember
from thidua.emulation.states import ReviewKind
from thidua.emulation.tests.opened import drafted, opened_year, round_of
from thidua.organisations.models import Unit
from thidua.organisations.states import UnitKind
from thidua.workflow import act

IN_JANUARY = date(2018, 1, 20)
IN_FEBRUARY = date(2018, 2, 5)


def users_of(world: World) -> dict[str, User]:
    found = {each.name: getattr(world.cast, each.name) for each in fields(Cast)}
    found["chair"] = world.late.chair
    return {name: user for name, user in found.items() if isinstance(user, User)}


def board_of(user: User, day: date, period: str = "2018") -> Board | None:
    with office_day_is(day):
        shown = boards_of(user, day)
    return next((each for each in shown.boards if each.scope.period.code == period), None)


def listed(world: World, user: User, stage: Stage, day: date = IN_JANUARY) -> list[Item]:
    with office_day_is(day):
        found = stage_list(user, day, f"{world.year.pk}.2018", stage)
    return found[2] if found else []


def units_in(items: list[Item]) -> set[str]:
    return set(
        Unit.objects.filter(pk__in=[each.unit for each in items]).values_list("code", flat=True)
    )


@pytest.mark.parametrize("few", [0, 100])
def test_every_number_is_the_length_of_its_list(
    world: World, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of a few units and dossiers the same is asked in another way than of thousands.
    monkeypatch.setattr("thidua.desk.board._FEW", few)
    monkeypatch.setattr("thidua.desk.ledger._FEW", few)
    forget_boards()
    counted = 0
    for user in users_of(world).values():
        client = Client()
        client.force_login(user)
        for day in (IN_JANUARY, IN_FEBRUARY, date(2018, 12, 20)):
            for board in boards_of(user, day).boards:
                for row in board.rows:
                    for cell in row.cells:
                        code = board.scope.code
                        found = stage_list(user, day, code, cell.stage)
                        assert found is not None
                        in_bloc = [each for each in found[2] if each.bloc == row.bloc.pk]
                        for count in cell.counts:
                            same = [each for each in in_bloc if each.standing == count.standing]
                            assert len(same) == count.count
                            counted += 1
                        assert len(in_bloc) == cell.total
                for whole in board.together:
                    parts = [
                        c.total for row in board.rows for c in row.cells if c.stage == whole.stage
                    ]
                    assert sum(parts) == whole.total
    assert counted > 50


def test_the_page_shows_the_number_that_its_list_has(world: World, client: Client) -> None:
    client.force_login(world.cast.officer)
    page = client.get(reverse("desk:board")).content.decode()
    address = reverse("desk:stage", args=[world.year.pk, "2018", Stage.REGISTRATION.value])
    bloc = world.round.bloc_id
    assert f"{address}?khoi={bloc}&amp;la=" in page
    rows = client.get(address, {"khoi": bloc}).context["rows"]
    assert {row.title for row in rows} == {"Phường Sao Đỏ", "Xã Lê Lợi"}


def test_a_unit_sees_its_own_line_and_the_council_all(world: World) -> None:
    cast = world.cast

    def seen(user: User) -> set[str]:
        return units_in(listed(world, user, Stage.REGISTRATION))

    everyone = seen(cast.officer)
    assert {cast.ward.code, cast.commune.code, cast.education.code} <= everyone
    assert seen(cast.inspector) == seen(cast.office_head) == seen(world.late.chair) == everyone
    # The ward's head sits on the council.
    assert seen(cast.ward_head) == everyone
    assert seen(cast.ward_officer) == {cast.ward.code}
    assert seen(cast.administrator) == seen(cast.nobody) == seen(cast.clerk) == set()


def test_the_leaders_of_a_bloc_see_their_bloc(cast: Cast) -> None:
    year = opened_year(cast)

    def seen(user: User) -> set[str]:
        with office_day_is(IN_JANUARY):
            lines = LINES.visible_to(user).select_related("unit")
            return {line.unit.code for line in lines}

    # The ward's head leads the bloc of communes, the commune's is its deputy.
    assert seen(cast.ward_head) == seen(cast.commune_head) == {cast.ward.code, cast.commune.code}
    assert seen(cast.commune_officer) == {cast.commune.code}
    assert seen(cast.sector) == seen(cast.school_officer) == {cast.school.code}
    with office_day_is(IN_JANUARY):
        drafted(cast, year)
        sent = start_registration(
            in_round=round_of(year), unit=cast.commune, by=cast.commune_officer
        )
        found = stage_list(cast.commune_head, IN_JANUARY, f"{year.pk}.2018", Stage.REGISTRATION)
        assert found is not None
        links = {row.title: row.url for row in stage_rows(cast.commune_head, *found)}
    # The deputy sees that the ward has not sent, not its draft.
    own = reverse("emulation:registration", args=[sent.pk])
    assert links == {"Phường Sao Đỏ": "", "Xã Lê Lợi": own}


def test_answers_agree_with_lists(world: World) -> None:
    rows = list(BlocMember.objects.all())
    for user in users_of(world).values():
        allowed = {row.pk for row in rows if LINES.allows(user, "view", row)}
        assert set(LINES.visible_to(user).values_list("pk", flat=True)) == allowed


def test_late_by_how_many_days(world: World) -> None:
    ward, commune = world.cast.ward.pk, world.cast.commune.pk

    def standing(day: date) -> dict[int | None, tuple[Standing, int]]:
        items = listed(world, world.cast.officer, Stage.REGISTRATION, day)
        return {each.unit: (each.standing, each.days_late) for each in items}

    assert standing(IN_JANUARY)[ward] == (Standing.DUE, 0)
    assert standing(IN_JANUARY)[commune] == (Standing.DONE, 0)
    # The last day is 31/01.
    assert standing(date(2018, 1, 31))[ward] == (Standing.DUE, 0)
    assert standing(IN_FEBRUARY)[ward] == (Standing.LATE, 5)
    assert standing(IN_FEBRUARY)[commune] == (Standing.DONE, 0)
    with office_day_is(IN_FEBRUARY):
        send_registration(registration=world.draft, by=world.cast.ward_officer)
    # Done late stays told, but is no longer counted as late.
    assert standing(date(2018, 6, 1))[ward] == (Standing.DONE, 5)


def test_a_review_is_done_by_the_meeting_that_the_plan_asks_for(world: World) -> None:
    officer, bloc = world.cast.officer, world.round.bloc

    def standing(day: date) -> list[Standing]:
        items = listed(world, officer, Stage.REVIEW, day)
        return [each.standing for each in items if each.bloc == bloc.pk]

    assert standing(IN_JANUARY) == [Standing.LATER]
    assert standing(date(2018, 7, 10)) == [Standing.DUE]
    assert standing(date(2018, 8, 2)) == [Standing.LATE]
    with office_day_is(date(2018, 8, 2)):
        hold_review(
            bloc=bloc,
            period=world.cast.year,
            kind=ReviewKind.FINAL,
            held_on=date(2018, 8, 1),
            summary="",
            by=officer,
        )
        # The plan asks for an interim review: a final one does not stand for it.
        assert standing(date(2018, 8, 2)) == [Standing.LATE]
        hold_review(
            bloc=bloc,
            period=world.cast.year,
            kind=ReviewKind.INTERIM,
            held_on=date(2018, 8, 1),
            summary="",
            by=officer,
        )
    assert standing(date(2018, 8, 2)) == [Standing.DONE]


def count_queries(do: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)


@pytest.mark.parametrize("path", ["/bang/", "/", "list"])
def test_queries_do_not_grow_with_units(world: World, client: Client, path: str) -> None:
    if path == "list":
        path = reverse("desk:stage", args=[world.year.pk, "2018", Stage.REGISTRATION.value])
    client.force_login(world.cast.inspector)
    client.get(path)
    # What is known of the boards as they stand is forgotten by the act below.
    forget_boards()
    few = count_queries(lambda: client.get(path))
    with act("tests.units", by=world.cast.system):
        for number in range(4):
            unit = make_unit(f"xa-{number}", f"Xã {number}", UnitKind.COMMUNE, world.cast.town)
            BlocMember(bloc=world.round.bloc, unit=unit).save()
    assert count_queries(lambda: client.get(path)) == few


def test_boards_are_counted_again_after_an_act_only(world: World) -> None:
    def registered() -> int:
        board = board_of(world.cast.officer, IN_JANUARY)
        assert board
        cell = board.whole(Stage.REGISTRATION)
        return next((each.count for each in cell.counts if each.standing == Standing.DONE), 0)

    before = registered()
    # The policy's own query, and the lines with the journal's end.
    assert count_queries(registered) == 2
    with office_day_is(IN_JANUARY):
        send_registration(registration=world.draft, by=world.cast.ward_officer)
    assert registered() == before + 1


@pytest.mark.parametrize(
    ("tail", "status"),
    [
        ("dang-ky/", 200),
        ("dang-ky/?la=khac&khoi=x&trang=-1", 200),
        ("dang-ky/?trang=99999999999999999999", 200),
        ("dang-ky/?khoi=999999999999999999999999", 200),
        ("khac/", 404),
        ("quyet-dinh/", 404),
    ],
)
def test_odd_addresses(world: World, client: Client, tail: str, status: int) -> None:
    client.force_login(world.cast.officer)
    assert client.get(f"/bang/{world.year.pk}/2018/{tail}").status_code == status
    assert client.get(f"/bang/{world.year.pk}/1999/{tail}").status_code == 404
