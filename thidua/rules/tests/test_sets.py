"""Rules about a set: the order of preference, shares by result, what a vote needs."""

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from thidua.common.errors import Refusal
from thidua.rules import (
    Ballot,
    Candidate,
    Facts,
    Governing,
    Jurisdiction,
    Members,
    Outcome,
    default_law,
    judge_quota,
    judge_vote,
    load_law,
    order,
    quota_of,
)
from thidua.rules.loading import default_folder
from thidua.rules.quota_words import quota_words
from thidua.rules.set_rules import WORDS
from thidua.rules.sets import quotas_of

LAW = default_law()
DAY = Governing(date(2025, 12, 25))
PROVINCE = Jurisdiction("province")


def places(*candidates: Candidate, on: Governing = DAY) -> list[tuple[str, int]]:
    found = order(LAW, candidates, governing=on, jurisdiction=PROVINCE)
    return [(each.candidate.name, each.place) for each in found.standings]


def test_one_goes_before_another_only_where_nothing_speaks_for_the_other() -> None:
    man = Candidate("Nam", female=False, leader=True)
    woman = Candidate("Nữ", female=True, leader=True)
    worker = Candidate("Thợ", female=False, leader=True, direct_worker=True)
    both = Candidate("Nữ thợ", female=True, direct_worker=True)
    assert places(man, woman, worker, both) == [("Nữ thợ", 1), ("Nữ", 2), ("Thợ", 2), ("Nam", 3)]


def test_a_collective_of_seventy_percent_women_is_preferred() -> None:
    many = Candidate("Tổ 1", women_share=Fraction(7, 10))
    few = Candidate("Tổ 2", women_share=Fraction(69, 100))
    assert places(few, many) == [("Tổ 1", 1), ("Tổ 2", 2)]


def test_preferences_are_those_of_the_day() -> None:
    """In 2024 the decree that prefers women was not read; the law's own preferences stand."""
    woman, worker = Candidate("Nữ", female=True), Candidate("Thợ", direct_worker=True)
    assert places(woman, worker, on=Governing(date(2024, 12, 25))) == [("Thợ", 1), ("Nữ", 2)]
    assert places(woman, worker) == [("Nữ", 1), ("Thợ", 1)]


def test_people_choose_where_the_limit_cuts_through_a_place() -> None:
    candidates = [
        Candidate("A", female=True, direct_worker=True),
        Candidate("B", female=True),
        Candidate("C", direct_worker=True),
        Candidate("D"),
    ]
    found = order(LAW, candidates, governing=DAY, jurisdiction=PROVINCE, limit=2)
    assert [each.candidate.name for each in found.certain()] == ["A"]
    assert [each.candidate.name for each in found.to_choose()] == ["B", "C"]
    reasons = {each.id: each.citation.text for each in found.standings[0].because}
    assert set(reasons) == {"uu_tien_nu", "uu_tien_truc_tiep"}
    assert reasons["uu_tien_nu"] == "Điều 4 Nghị định số 152/2025/NĐ-CP"
    whole = order(LAW, candidates, governing=DAY, jurisdiction=PROVINCE)
    assert (len(whole.certain()), whole.to_choose()) == (4, ())


def test_more_than_the_cap_shows_the_order_and_chooses_nobody() -> None:
    verdict = judge_quota(
        LAW,
        "chien_si_thi_dua_co_so",
        [Candidate("A"), Candidate("B", female=True)],
        governing=Governing(date(2018, 12, 25)),
        jurisdiction=Jurisdiction("district"),
        facts=Facts(members=Members(holding={"lao_dong_tien_tien": 7})),
    )
    assert verdict.outcome is Outcome.UNMET
    observed = verdict.finding.observed
    assert isinstance(observed, dict)
    assert observed["limit"] == 1
    assert [each["name"] for each in observed["order"]] == ["B", "A"]
    assert verdict.decider is None
    assert verdict.papers == ()


def test_a_vote_says_how_many_it_needed() -> None:
    verdict = judge_vote(
        LAW,
        "chien_si_thi_dua_toan_quoc",
        Ballot(members=15, present=13, yes=13),
        governing=DAY,
        jurisdiction=PROVINCE,
    )
    assert verdict.outcome is Outcome.UNMET
    assert verdict.finding.observed == {
        "yes": 13, "base": 15, "of": "all_members", "share": "86.66%", "threshold": "90%",
        "needed": 14, "secret": False,
    }  # fmt: skip
    assert verdict.law == ("152/2025/NĐ-CP",)


def test_impossible_votes_are_refused() -> None:
    with pytest.raises(Refusal) as caught:
        judge_vote(
            LAW,
            "co_thi_dua_chinh_phu",
            Ballot(members=15, present=10, yes=11),
            governing=DAY,
            jurisdiction=PROVINCE,
        )
    assert [each.code for each in caught.value.reasons] == ["impossible"]


def test_the_central_council_has_its_own_quorum_and_vote() -> None:
    central = Jurisdiction("central", "hoi_dong_trung_uong")
    quorum = LAW.quorum("council", date(2025, 12, 25), central)
    rule = LAW.vote_rule("chien_si_thi_dua_toan_quoc", date(2025, 12, 25), central)
    assert quorum is not None
    assert rule is not None
    assert (quorum.threshold, rule.citation.article) == (Fraction(2, 3), "45")


def test_every_word_about_sets_is_in_the_reference() -> None:
    page = default_folder().parent / "docs" / "reference" / "sets.md"
    rows = page.read_text(encoding="utf-8").splitlines()
    told = {row.split("`")[1].partition(":")[0] for row in rows if row.startswith("| `")}
    assert told == set(WORDS)


def test_a_cap_whose_facts_are_missing_says_what_may_be() -> None:
    """Ten or fifteen of a hundred by the unit's title, or none: two facts, each may be missing."""
    abroad = Jurisdiction("ministry", "bo_ngoai_giao")
    quota = quota_of(LAW, "chien_si_thi_dua_co_so", Governing(date(2019, 12, 25)), abroad)
    assert quota is not None
    members = Members(holding={"lao_dong_tien_tien": 39})
    unknown = quota.allows(members)
    assert (unknown.limit, unknown.least, unknown.most) == (None, 0, 6)
    assert unknown.missing == ("honours",)
    assert quota.allows(members, frozenset({"tap_the_lao_dong_tien_tien"})).limit == 4
    assert quota.allows(members, frozenset()).limit == 0
    without = quota.allows(None, frozenset({"tap_the_lao_dong_xuat_sac"}))
    assert (without.limit, without.most) == (None, None)
    assert without.missing == ("members.holding.lao_dong_tien_tien",)


def test_caps_of_a_form_differ_by_holder() -> None:
    """A share of those who completed well, of the units inside: the words say of what."""
    school = Jurisdiction("school", "cdsp_lang_son")
    day = Governing(date(2017, 6, 1))
    people, units = quotas_of(LAW, "bang_khen_tinh", day, school)
    assert people.base.missing(None) == (
        "members.rated.hoan_thanh_tot",
        "members.rated.hoan_thanh_xuat_sac",
    )
    assert units.allows(Members(parts=8)).limit == 2
    assert "15 %" in quota_words(LAW, people, day)
    assert quota_of(LAW, "bang_khen_tinh", day, school, holder="collective") == units


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("base: {rated: [hoan_thanh_tot], parts: true}", "bad_base"),
        ("base: {}", "bad_base"),
        ("base: {rated: [tot]}", "bad_value"),
        ("base: khong_co", "unknown_id"),
    ],
)
def test_a_base_is_read_strictly(tmp_path: Path, change: str, code: str) -> None:
    law = tmp_path / "law"
    shutil.copytree(default_folder(), law)
    file = law / "procedures" / "quotas.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("base: {rated: [hoan_thanh_tot]}", change, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        load_law(law)
    assert code in {reason.code for reason in refusal.value.reasons}
