"""Who sees scores, what the duties say, and how many queries the lists take."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.common.clock import office_day_is
from thidua.emulation.models import Bloc
from thidua.scoring import actions
from thidua.scoring.duties import duties_of
from thidua.scoring.models import ScoreCard, ScoreSheet, Selection
from thidua.scoring.policies import CARDS, SELECTIONS, SHEETS
from thidua.scoring.queries import scoreboard, sheets_listed, units_put_to_vote
from thidua.scoring.tests.sheets import adopted, results, scored
from thidua.workflow import Policy

NOVEMBER = date(2018, 11, 20)


def users(cast: Cast) -> list[User]:
    return [value for value in vars(cast).values() if isinstance(value, User)]


@pytest.fixture
def vote(cast: Cast, bloc: Bloc) -> Selection:
    with office_day_is(NOVEMBER):
        units = {cast.ward: results(98), cast.commune: results(50)}
        sheet = scored(cast.officer, bloc, cast.year, units)
        actions.rank_units(by=cast.officer, sheet=sheet)
        return actions.open_selection(
            by=cast.officer, sheet=sheet, held_on=NOVEMBER, entitled=2, present=2
        )


def test_list_and_answer_agree_for_everyone(cast: Cast, vote: Selection) -> None:
    policies: list[Policy[Any]] = [CARDS, SHEETS, SELECTIONS]
    for policy in policies:
        for user in users(cast):
            for action in ("view", "enter_results", "conclude"):
                visible = set(policy.visible_to(user, action))
                for row in policy.model._default_manager.all():
                    assert bool(policy.allows(user, action, row)) == (row in visible)


def test_unit_sees_its_own_card_and_leaders_all(cast: Cast, vote: Selection) -> None:
    def seen(user: User) -> set[str]:
        return {card.unit.code for card in CARDS.visible_to(user)}

    both = {cast.ward.code, cast.commune.code}
    assert seen(cast.ward_officer) == {cast.ward.code}
    assert seen(cast.commune_officer) == {cast.commune.code}
    assert seen(cast.ward_head) == seen(cast.commune_head) == both
    assert seen(cast.officer) == seen(cast.office_head) == seen(cast.inspector) == both
    for user in (cast.school_head, cast.school_officer, cast.sector, cast.clerk, cast.nobody):
        assert seen(user) == set()
    assert list(SHEETS.visible_to(cast.ward_officer)) == [vote.sheet]
    assert not SHEETS.visible_to(cast.school_head).exists()


def test_scoreboard_is_best_first_in_one_query(
    cast: Cast, vote: Selection, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        board = list(scoreboard(ScoreCard.objects.all(), vote.sheet))
        assert [str(card.unit) for card in board] == ["Phường Sao Đỏ", "Xã Lê Lợi"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [each.unit.name for each in units_put_to_vote(vote)] == ["Phường Sao Đỏ"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        listed = list(sheets_listed(ScoreSheet.objects.all()))
        assert [(sheet.bloc.emulation_year.year, sheet.selection) for sheet in listed] == [
            (2018, vote)
        ]


def test_duties_follow_the_scoring_from_november(cast: Cast, bloc: Bloc) -> None:
    head = cast.ward_head

    def codes(user: User = head) -> list[str]:
        duties = duties_of(user, NOVEMBER)
        return [duty.code for duty in duties if duty.subject is not None]

    with office_day_is(NOVEMBER):
        assert duties_of(head, date(2018, 10, 31)) == []
        assert codes() == ["adopt_sheet"]
        assert codes(cast.ward_officer) == codes(cast.school_head) == codes(cast.nobody) == []
        sheet = adopted(head, bloc, cast.year)
        assert codes() == ["enter_results"]
        actions.enter_results(by=head, sheet=sheet, unit=cast.ward, results=results(98))
        actions.enter_results(by=head, sheet=sheet, unit=cast.commune, results=results(50))
        actions.rank_units(by=head, sheet=sheet)
        assert codes() == ["open_selection"]
        vote = actions.open_selection(by=head, sheet=sheet, held_on=NOVEMBER, entitled=2, present=2)
        assert codes() == ["record_selection"]
        actions.record_selection(by=head, selection=vote, counts={cast.ward: (2, 0, 0)})
        assert codes() == []


def test_duties_are_late_after_the_plan_and_take_as_many_queries(
    cast: Cast, bloc: Bloc, django_assert_max_num_queries: object
) -> None:
    december = date(2018, 12, 1)
    assert [duty.is_late for duty in duties_of(cast.ward_head, NOVEMBER)] == [False]
    assert [duty.is_late for duty in duties_of(cast.ward_head, december)] == [True]
    assert duties_of(cast.ward_head, december)[0].due_on == date(2018, 11, 30)
    # The office answers for all four blocs of that milestone.
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(duties_of(cast.officer, NOVEMBER)) == 4
