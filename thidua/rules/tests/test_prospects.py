"""What comes next: the one thing lacking, the earliest year, and steps that lead there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.rules import Facts, Governing, Honour, Initiative, Jurisdiction, Outcome, default_law
from thidua.rules.hopes import Hope, hoped, hopes
from thidua.rules.judging import judge
from thidua.rules.prospects import Prospect, ahead, followed, lacks, members_titles, prospects
from thidua.rules.scales import COMPLETION

LAW = default_law()
YEAR = 2025
GOVERNING = Governing(date(2025, 12, 25))
PROVINCE = Jurisdiction("province")
CS, TINH, TQ = "chien_si_thi_dua_co_so", "chien_si_thi_dua_tinh", "chien_si_thi_dua_toan_quoc"
LDTT = "lao_dong_tien_tien"


def look(facts: Facts, holder: str = "individual", horizon: int = 12) -> dict[str, Prospect]:
    found = prospects(
        LAW,
        holder=holder,
        facts=facts,
        year=YEAR,
        governing=GOVERNING,
        jurisdiction=PROVINCE,
        horizon=horizon,
    )
    return {each.what: each for each in found}


def outcome(what: str, facts: Facts, year: int, holder: str = "individual") -> Outcome:
    return judge(
        LAW,
        what=what,
        holder=holder,
        period=year,
        governing=GOVERNING,
        jurisdiction=PROVINCE,
        facts=facts,
    ).outcome


def known(**more: object) -> Facts:
    facts = Facts(
        completion={YEAR: "hoan_thanh_tot"},
        months_worked={YEAR: 12},
        honours=(),
        initiatives=(),
        discipline=(),
        pending=(),
        is_all_attested=True,
    )
    return replace(facts, **more)  # type: ignore[arg-type]


def test_met_now_needs_nothing() -> None:
    found = look(known())[LDTT]
    assert (found.now.outcome, found.earliest, found.steps) == (Outcome.MET, YEAR, ())
    assert found.only_lack is None


def test_one_thing_lacking_is_named_and_either_of_two_is_one_thing() -> None:
    found = look(known())[CS]
    assert found.only_lack is not None
    assert found.only_lack.criterion == "xuat_sac_hoac_sang_kien"
    low = look(known(completion={YEAR: "hoan_thanh"}))[LDTT]
    assert low.only_lack is not None
    assert low.only_lack.criterion == "hoan_thanh_tot"
    both = look(known(completion={YEAR: "hoan_thanh"}, discipline=None))[CS]
    assert both.only_lack is None


def test_the_years_to_a_provincial_title() -> None:
    found = look(known(honours=(Honour(CS, 2024), Honour(CS, 2025))))[TINH]
    assert found.earliest == 2026
    assert [(s.year, s.kind, s.value, s.serves) for s in found.steps] == [
        (2026, "completion", "hoan_thanh_xuat_sac", CS),
        (2026, "honour", CS, TINH),
        (2026, "initiative", "province", TINH),
    ]
    cited = {step.kind: step.citation.text for step in found.steps if step.citation}
    assert cited["initiative"] == "khoản 2 Điều 22 Luật số 06/2022/QH15"
    # A gap this year begins the three years anew.
    assert look(known(honours=(Honour(CS, 2024),)))[TINH].earliest == 2028


def test_those_within_two_years_are_told_ahead() -> None:
    near = list(look(known(honours=(Honour(CS, 2024), Honour(CS, 2025)))).values())
    told = {each.what for each in ahead(near, year=YEAR)}
    assert told == {each.what for each in near if each.earliest in {2026, 2027}}
    assert TINH in told
    assert LDTT not in told
    assert ahead(near, year=YEAR, years=0) == ()


def test_a_collective_needs_its_members() -> None:
    facts = Facts(completion={YEAR: "hoan_thanh"}, honours=(), pending=(), is_all_attested=True)
    found = look(facts, "collective")["tap_the_lao_dong_tien_tien"]
    assert found.earliest == 2026
    assert [(step.year, step.kind) for step in found.steps] == [
        (2026, "completion"),
        (2026, "members"),
    ]


def test_what_others_decide_is_a_step_and_the_horizon_ends_the_search() -> None:
    flag = look(Facts(pending=()), "collective")["co_thi_dua_tinh"]
    assert (flag.earliest, flag.steps[-1].value) == (YEAR, "dan_dau_khoi")
    assert look(known(), horizon=1)[TINH].earliest is None


def test_names_of_the_armed_forces_are_for_them() -> None:
    assert "chien_si_tien_tien" not in look(known())
    assert "chien_si_tien_tien" in look(known(group="luc_luong_vu_trang"))


def test_unknown_ids_are_refused_and_titles_keep_their_order() -> None:
    found = prospects(
        LAW, holder="individual", facts=known(), year=YEAR, governing=GOVERNING,
        jurisdiction=PROVINCE, titles=[TINH, LDTT],
    )  # fmt: skip
    assert [each.what for each in found] == [TINH, LDTT]
    with pytest.raises(Exception, match="x"):
        prospects(
            LAW, holder="individual", facts=known(), year=YEAR, governing=GOVERNING,
            jurisdiction=PROVINCE, titles=["x"],
        )  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> Facts:
    """What is known of one person in the years 2020 to 2025."""
    years = range(2020, YEAR + 1)
    some = st.lists(st.sampled_from(years), unique=True)
    return known(
        completion={y: draw(st.sampled_from(COMPLETION)) for y in draw(some)},
        honours=tuple(
            [Honour(CS, y) for y in draw(some)]
            + [Honour(TINH, y) for y in draw(st.lists(st.sampled_from(years), max_size=2))]
        ),
        initiatives=draw(
            st.none()
            | st.lists(
                st.builds(
                    Initiative,
                    year=st.sampled_from(years),
                    scope=st.sampled_from(["base", "province", "nation"]),
                ),
                max_size=2,
            ).map(tuple)
        ),
        pending=draw(st.sampled_from([None, ()])),
    )


@settings(max_examples=40, deadline=None)
@given(histories())
def test_following_the_steps_meets_it_in_that_year_and_each_award_on_the_way(facts: Facts) -> None:
    for found in look(facts, horizon=8).values():
        if found.earliest is None:
            continue
        after = followed(LAW, facts, found.steps)
        assert outcome(found.what, after, found.earliest) is Outcome.MET
        for step in found.steps:
            if step.kind == "honour":
                assert outcome(step.value, after, step.year) is Outcome.MET
            assert step.year <= found.earliest


def ways(years: range) -> Iterator[list[Hope]]:
    """Every choice of the two lower titles in these years."""
    slots = [Hope("honour", year, what) for year in years for what in (CS, TINH)]
    for size in range(len(slots) + 1):
        for chosen in combinations(slots, size):
            yield list(chosen)


@settings(max_examples=12, deadline=None)
@given(histories())
def test_no_earlier_year_can_be_reached_by_any_choice_of_awards(facts: Facts) -> None:
    """Tried out: with the best of everything, every set of awards that could itself be earned."""
    horizon = 2
    found = look(facts, horizon=horizon)
    held = {(each.what, each.year) for each in facts.honours or ()}
    for last in range(YEAR, YEAR + horizon + 1):
        best = hopes(facts, first=YEAR, last=last, vouched=(), holder="individual")
        reached = set()
        for chosen in ways(range(YEAR, last + 1)):
            if any((hope.value, hope.year) in held for hope in chosen):
                continue
            after = hoped(facts, (*best, *chosen), members_titles(LAW))
            if all(outcome(h.value, after, h.year) is Outcome.MET for h in chosen):
                reached |= {w for w in (CS, TINH, TQ) if outcome(w, after, last) is Outcome.MET}
        for what in (CS, TINH, TQ):
            earliest = found[what].earliest
            assert what not in reached or (earliest is not None and earliest <= last)


@settings(max_examples=40, deadline=None)
@given(histories())
def test_the_lacks_of_a_verdict_are_its_unmet_leaves(facts: Facts) -> None:
    for found in look(facts, horizon=1).values():
        nodes = lacks(found.now.finding)
        assert (nodes == []) is (found.now.outcome is Outcome.MET)
        assert all(node.outcome is not Outcome.MET for node in nodes)
