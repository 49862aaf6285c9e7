"""Chains of awards in the forward search: an award, then years since it, then the next."""

from datetime import date
from pathlib import Path

import pytest

from thidua.rules import Facts, Governing, Honour, Jurisdiction, Law, Outcome, judge, load_law
from thidua.rules.prospects import Prospect, followed, prospects
from thidua.rules.tests.making import TITLE, write_law

YEAR = 2015
GOVERNING = Governing(date(2015, 12, 25))
# A lower form for two good years or a feat, a higher one five unbroken years after it.
FORMS = """
forms:
  - id: bang_khen
    name: Bằng khen thử
    short: BK
    family: form
    holders: [individual]
    versions:
      - holder: individual
        from: 2010-01-01
        until: 2020-01-01
        citation: {instrument: luat, article: "2"}
        source: read
        checked_by: null
        criteria:
          - id: mot_trong_hai
            name: Một trong hai
            any_of:
              - {id: dot_xuat, name: Đột xuất, attested: true}
              - {id: hai_nam, name: Hai năm, completion: {at_least: hoan_thanh_xuat_sac, years: 2}}
  - id: huan_chuong
    name: Huân chương thử
    short: HC
    family: form
    holders: [individual]
    versions:
      - holder: individual
        from: 2010-01-01
        until: 2020-01-01
        citation: {instrument: luat, article: "1"}
        source: read
        checked_by: null
        criteria:
          - id: sau_bang_khen
            name: Sau Bằng khen
            since_previous:
              what: bang_khen
              clock: achievement
              anew_after: huan_chuong
              parts:
                - {id: nam_nam, name: Năm năm, unbroken: {at_least: hoan_thanh_tot, years: 5}}
                - {id: ba_lan, name: Ba lần, holds_within: {what: danh_hieu, at_least: 3}}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    folder: Path = tmp_path_factory.mktemp("law")
    return load_law(write_law(folder, titles=TITLE, forms=FORMS))


def look(law: Law, facts: Facts) -> dict[str, Prospect]:
    found = prospects(
        law,
        holder="individual",
        facts=facts,
        year=YEAR,
        governing=GOVERNING,
        jurisdiction=Jurisdiction(),
        horizon=14,
    )
    return {each.what: each for each in found}


def assert_followed(law: Law, facts: Facts, found: Prospect) -> None:
    after = followed(law, facts, found.steps)
    awards = [(step.value, step.year) for step in found.steps if step.kind == "honour"]
    assert found.earliest is not None
    for what, year in [*awards, (found.what, found.earliest)]:
        verdict = judge(
            law,
            what=what,
            holder="individual",
            period=year,
            governing=GOVERNING,
            jurisdiction=Jurisdiction(),
            facts=after,
        )
        assert verdict.outcome is Outcome.MET, (what, year)


def test_the_lower_award_first_then_five_years(law: Law) -> None:
    facts = Facts(completion={YEAR: "hoan_thanh_xuat_sac"}, honours=(), pending=())
    found = look(law, facts)
    # The feat, which nobody can plan, is not counted on: two good years are.
    assert found["bang_khen"].earliest == YEAR + 1
    higher = found["huan_chuong"]
    assert higher.earliest == YEAR + 6
    awards = [(s.year, s.value, s.serves) for s in higher.steps if s.kind == "honour"]
    assert awards[0] == (YEAR + 1, "bang_khen", "huan_chuong")
    assert [what for _year, what, _serves in awards[1:]] == ["danh_hieu"] * 3
    ratings = {s.year: s.value for s in higher.steps if s.kind == "completion"}
    assert ratings == {
        YEAR + 1: "hoan_thanh_xuat_sac",
        **dict.fromkeys(range(YEAR + 2, YEAR + 7), "hoan_thanh_tot"),
    }
    assert_followed(law, facts, higher)


def test_what_is_already_on_the_way_is_counted(law: Law) -> None:
    facts = Facts(
        completion=dict.fromkeys(range(2012, YEAR + 1), "hoan_thanh_tot"),
        honours=(Honour("bang_khen", 2011), Honour("danh_hieu", 2013), Honour("danh_hieu", 2014)),
        pending=(),
    )
    found = look(law, facts)["huan_chuong"]
    assert found.earliest == 2016
    assert {(s.year, s.kind) for s in found.steps} == {(2016, "completion"), (2016, "honour")} or {
        (s.year, s.kind) for s in found.steps
    } == {(2015, "honour"), (2016, "completion")}
    assert_followed(law, facts, found)


def test_a_broken_chain_begins_again_with_the_lower_award(law: Law) -> None:
    facts = Facts(
        completion={2012: "hoan_thanh_tot", 2013: "hoan_thanh", YEAR: "hoan_thanh_xuat_sac"},
        honours=(Honour("bang_khen", 2011),),
        pending=(),
    )
    found = look(law, facts)["huan_chuong"]
    assert found.earliest == YEAR + 6
    assert (YEAR + 1, "honour", "bang_khen") in {(s.year, s.kind, s.value) for s in found.steps}
    assert_followed(law, facts, found)
