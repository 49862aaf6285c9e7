"""Scoring from sheet to selection; every refusal leaves all as it was."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.cast import Cast
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period
from thidua.scoring import actions
from thidua.scoring.models import ScoreCard, ScoreSheet, SelectedUnit, Selection
from thidua.scoring.queries import selected_units
from thidua.scoring.states import SelectionState, SheetState
from thidua.scoring.tests.sheets import SHEET, adopted, results, scored

NOVEMBER = date(2018, 11, 20)
Doing = Callable[[], object]


def refused(do: Doing) -> set[str]:
    """The codes of the refusal of `do`, which must have written nothing at all."""
    before = Entry.objects.count()
    with pytest.raises(Refusal) as told:
        do()
    assert Entry.objects.count() == before
    return {reason.code for reason in told.value.reasons}


def ranked(cast: Cast, bloc: Bloc, ward: dict[str, Any], commune: dict[str, Any]) -> ScoreSheet:
    sheet = scored(cast.ward_head, bloc, cast.year, {cast.ward: ward, cast.commune: commune})
    actions.rank_units(by=cast.ward_head, sheet=sheet)
    return sheet


def selection(cast: Cast, sheet: ScoreSheet, present: int = 2) -> Selection:
    return actions.open_selection(
        by=cast.ward_head, sheet=sheet, held_on=NOVEMBER, entitled=2, present=present
    )


def test_from_sheet_to_selection(cast: Cast, bloc: Bloc) -> None:
    with office_day_is(NOVEMBER):
        sheet = ranked(cast, bloc, results(98.765), results(50, bonuses={"creative": 1}))
        cards = list(ScoreCard.objects.filter(sheet=sheet).order_by("rank"))
        assert [card.unit for card in cards] == [cast.ward, cast.commune]
        # 9.8765 + 5, half up.
        assert cards[0].total == Decimal("14.88")
        assert cards[0].points == {"1": 9.88, "2": 5.0}
        assert (cards[1].base, cards[1].bonus, cards[1].total) == (
            Decimal("10.00"),
            Decimal("0.10"),
            Decimal("10.10"),
        )
        assert [card.is_selected for card in cards] == [True, False]
        assert (sheet.state, sheet.ranked_on) == (SheetState.RANKED, NOVEMBER)
        vote = selection(cast, sheet)
        assert vote.ballot.items.get().citation
        put = actions.record_selection(
            by=cast.commune_head, selection=vote, counts={cast.ward: (2, 0, 0)}
        )
        assert [(each.unit, each.is_selected) for each in put] == [(cast.ward, True)]
        assert vote.state == SelectionState.CONCLUDED
        assert list(selected_units(sheet)) == [cast.ward]
    assert verify().faults == ()


def test_sheet_is_stored_as_written_and_read_again_the_same(cast: Cast, bloc: Bloc) -> None:
    sheet = adopted(cast.officer, bloc, cast.year)
    sheet.refresh_from_db()
    name = "Có cách làm sáng tạo"
    assert sheet.content["bonuses"] == [{"id": "creative", "name": name, "points": 0.1}]
    assert actions._sheet_of(sheet).bonuses[0].points == Decimal("0.1")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", None),
        ("sheet: a\nitems: []", "no_items"),
        ("sheet: a\nitems: [{id: 1, max: 2, rule: points}]", "id_not_text"),
        ({"sheet": "a" * 201, "items": [{"id": "1", "max": 1, "rule": "points"}]}, "too_long"),
        ([], None),
        ("\0", None),
        ({"sheet": "a\0", "items": [{"id": "1", "max": 1, "rule": "points"}]}, "bad_character"),
        ({"sheet": "a\ud800", "items": [{"id": "1", "max": 1, "rule": "points"}]}, "bad_character"),
    ],
)
def test_bad_sheets_are_refused(cast: Cast, bloc: Bloc, content: Any, code: str | None) -> None:
    codes = refused(
        lambda: actions.adopt_sheet(by=cast.officer, bloc=bloc, period=cast.year, content=content)
    )
    assert code is None or code in codes
    assert not ScoreSheet.objects.exists()


def test_sheet_of_another_calendar_or_twice_is_refused(cast: Cast, bloc: Bloc) -> None:
    def adopt(period: Period) -> Doing:
        return lambda: adopted(cast.officer, bloc, period)

    assert refused(adopt(cast.school_year)) == {"other_calendar"}
    adopt(cast.year)()
    assert refused(adopt(cast.year)) == {"exists"}


@pytest.mark.parametrize(
    ("brought", "code", "told"),
    [
        ({"results": {"1": {"plan": 100, "actual": "nhiều"}}}, None, "1"),
        ({"results": {"1": "chín mươi"}}, "not_a_target", "chín mươi"),
        ({"results": {"2": "E"}}, "unknown_grade", "2"),
        ({"results": {"9": 1}}, "unknown_id", "9"),
        ({"results": {"1": {"plan": 100, "actual": -1}}}, "negative", "-1"),
        ({"penalties": {"leader_disciplined": 1.5}}, None, "1.5"),
        ({"anything": {}}, None, "anything"),
    ],
)
def test_bad_results_are_told_by_item(
    cast: Cast, bloc: Bloc, brought: dict[str, Any], code: str | None, told: str
) -> None:
    sheet = adopted(cast.ward_head, bloc, cast.year)
    with pytest.raises(Refusal, match=told):
        actions.enter_results(by=cast.ward_head, sheet=sheet, unit=cast.commune, results=brought)
    codes = refused(
        lambda: actions.enter_results(
            by=cast.ward_head, sheet=sheet, unit=cast.commune, results=brought
        )
    )
    assert code is None or codes == {code}
    assert not ScoreCard.objects.exists()


def test_results_can_be_corrected_until_ranked_and_after_reopening(cast: Cast, bloc: Bloc) -> None:
    sheet = ranked(cast, bloc, results(98), results(50))

    def correct() -> object:
        return actions.enter_results(
            by=cast.officer, sheet=sheet, unit=cast.commune, results=results(99)
        )

    assert refused(correct) == {"wrong_state"}
    actions.reopen_sheet(by=cast.officer, sheet=sheet)
    assert not ScoreCard.objects.exclude(rank=None, total=None, points={}).exists()
    correct()
    first = actions.rank_units(by=cast.officer, sheet=sheet)[0]
    assert first.unit == cast.commune
    assert ScoreCard.objects.count() == 2
    assert verify().faults == ()


def test_units_outside_the_bloc_have_no_card(cast: Cast, bloc: Bloc) -> None:
    sheet = adopted(cast.officer, bloc, cast.year)
    codes = refused(
        lambda: actions.enter_results(
            by=cast.officer, sheet=sheet, unit=cast.school, results=results(1)
        )
    )
    assert codes == {"not_a_member"}


def test_ranking_tells_what_is_missing(cast: Cast, bloc: Bloc) -> None:
    sheet = scored(cast.officer, bloc, cast.year, {cast.ward: {"results": {"2": "A"}}})
    assert ScoreCard.objects.get().incomplete == ["1"]
    codes = refused(lambda: actions.rank_units(by=cast.officer, sheet=sheet))
    assert codes == {"no_results", "incomplete"}
    sheet.refresh_from_db()
    assert sheet.state == SheetState.OPEN
    assert ScoreCard.objects.get().total is None


def test_selection_needs_ranking_members_and_a_quorum(cast: Cast, bloc: Bloc) -> None:
    units = {cast.ward: results(98), cast.commune: results(50)}
    sheet = scored(cast.officer, bloc, cast.year, units)

    def hold(day: date = NOVEMBER, entitled: int = 2, present: int = 2) -> Doing:
        return lambda: actions.open_selection(
            by=cast.officer, sheet=sheet, held_on=day, entitled=entitled, present=present
        )

    with office_day_is(NOVEMBER):
        assert refused(hold()) == {"wrong_state"}
        actions.rank_units(by=cast.officer, sheet=sheet)
        assert refused(hold(day=date(2018, 11, 21))) == {"not_yet"}
        assert refused(hold(day=date(2017, 11, 21))) == {"too_early"}
        assert refused(hold(entitled=3)) == {"too_many_entitled"}
        assert refused(hold(present=3)) == {"impossible_figures"}
        assert refused(hold(entitled=-1, present=-1))
        assert refused(hold(present=1)) == {"no_quorum"}
        assert not Selection.objects.exists()
        hold()()
        assert refused(hold()) == {"exists"}
        assert refused(lambda: actions.reopen_sheet(by=cast.officer, sheet=sheet)) == {
            "selection_held"
        }


def test_where_no_law_says_how_a_bloc_votes_nothing_is_guessed(cast: Cast, bloc: Bloc) -> None:
    sheet = ranked(cast, bloc, results(98), results(50))
    late = date(2025, 8, 1)
    with office_day_is(late):
        codes = refused(
            lambda: actions.open_selection(
                by=cast.officer, sheet=sheet, held_on=late, entitled=2, present=2
            )
        )
    assert codes == {"no_law"}


def test_equal_units_are_decided_by_the_vote(cast: Cast, bloc: Bloc) -> None:
    with office_day_is(NOVEMBER):
        sheet = ranked(cast, bloc, results(90), results(90))
        assert ScoreCard.objects.filter(is_undecided=True, is_selected=False, rank=1).count() == 2
        vote = selection(cast, sheet)

        def record(ward: int, commune: int) -> Doing:
            counts = {cast.ward: (ward, 2 - ward, 0), cast.commune: (commune, 2 - commune, 0)}
            return lambda: actions.record_selection(by=cast.officer, selection=vote, counts=counts)

        assert refused(record(2, 2)) == {"still_equal"}
        assert not SelectedUnit.objects.filter(is_selected__isnull=False).exists()
        record(1, 2)()
        assert list(selected_units(sheet)) == [cast.commune]
        assert refused(record(1, 2)) == {"wrong_state"}
    assert verify().faults == ()


def test_barred_unit_keeps_its_rank_and_its_place_passes_on(cast: Cast, bloc: Bloc) -> None:
    barred = results(100, penalties={"leader_disciplined": 1})
    sheet = ranked(cast, bloc, barred, results(50))
    ward, commune = ScoreCard.objects.filter(sheet=sheet).order_by("unit__sort_key")
    assert (ward.rank, ward.is_barred, ward.is_selected) == (1, True, False)
    assert (commune.rank, commune.is_selected) == (2, True)


def test_vote_that_does_not_pass_selects_nobody(cast: Cast, bloc: Bloc) -> None:
    with office_day_is(NOVEMBER):
        sheet = ranked(cast, bloc, results(98), results(50))
        vote = selection(cast, sheet)

        def record(**more: Any) -> Doing:
            return lambda: actions.record_selection(by=cast.officer, selection=vote, **more)

        assert refused(record(counts={})) == {"not_counted"}
        assert refused(record(counts={cast.ward: (2, 0, 0), cast.school: (2, 0, 0)})) == {
            "not_on_ballot"
        }
        assert refused(record(counts={cast.ward: (3, 0, 0)})) == {"too_many_votes"}
        assert refused(record(counts={cast.ward: (-1, 0, 0)}))
        record(counts={cast.ward: (1, 1, 0)})()
    assert not selected_units(sheet).exists()


def test_only_leaders_of_the_bloc_and_the_office_score(cast: Cast, bloc: Bloc) -> None:
    with office_day_is(NOVEMBER):
        units = {cast.ward: results(98), cast.commune: results(50)}
        sheet = scored(cast.officer, bloc, cast.year, units)
        others = [cast.ward_officer, cast.school_head, cast.inspector, cast.clerk, cast.nobody]
        for user in others:
            for refused_to in (
                partial(actions.adopt_sheet, bloc=bloc, period=cast.past, content=SHEET),
                partial(actions.enter_results, sheet=sheet, unit=cast.ward, results=results(1)),
                partial(actions.rank_units, sheet=sheet),
                partial(actions.reopen_sheet, sheet=sheet),
            ):
                assert refused(partial(refused_to, by=user)) == {"not_yours"}
        actions.rank_units(by=cast.commune_head, sheet=sheet)
        vote = selection(cast, sheet)
        conclude = partial(actions.record_selection, selection=vote, counts={cast.ward: (2, 0, 0)})
        for user in others:
            assert refused(partial(conclude, by=user)) == {"not_yours"}
