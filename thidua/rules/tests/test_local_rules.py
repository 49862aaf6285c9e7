"""An authority's own rules: delegated criteria filled, values nearest first, the nation's last."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from thidua.common.errors import Refusal
from thidua.rules import Facts, Governing, Jurisdiction, Law, Outcome, judge, load_law
from thidua.rules.tests.making import TITLE, write_law

DAY = date(2015, 5, 5)
DELEGATED = TITLE.replace(
    "{id: tot, name: Tốt, completion: {at_least: hoan_thanh_tot}}",
    "{id: rieng, name: Tiêu chuẩn riêng, delegated: true}",
)
PROVINCE = """
authority: tinh
authorities:
  - {id: tinh, name: Tỉnh, level: province}
  - {id: huyen, name: Huyện, level: district, parent: tinh}
  - {id: tinh_khac, name: Tỉnh khác, level: province}
local_criteria:
  - what: danh_hieu
    fills: rieng
    from: 2012-01-01
    until: 2020-01-01
    citation: {instrument: luat, article: "2"}
    source: quoted
    checked_by: null
    criterion: {id: xuat_sac, name: Xuất sắc, completion: {at_least: hoan_thanh_xuat_sac}}
votes:
  - what: any
    more_than: 50%
    base: present
    secret: false
    from: 2010-01-01
    until: 2020-01-01
    citation: {instrument: luat, article: "2"}
    source: read
    checked_by: null
"""
NATION = """
votes:
  - what: danh_hieu
    at_least: 2/3
    base: valid
    secret: true
    from: 2014-01-01
    until: 2020-01-01
    citation: {instrument: luat, article: "1"}
    source: read
    checked_by: null
parameters:
  - id: luong_co_so
    name: Lương cơ sở
    unit: đồng
    versions:
      - {from: 2010-01-01, until: 2020-01-01, value: 1490000,
         citation: {instrument: luat, article: "1"}, source: read, checked_by: null}
  - id: lam_tron_den
    name: Làm tròn đến
    unit: đồng
    versions:
      - {from: 2010-01-01, until: 2020-01-01, value: 10000,
         citation: {instrument: luat, article: "1"}, source: read, checked_by: null}
  - id: cach_lam_tron
    name: Cách làm tròn
    unit: len hoặc gan_nhat
    versions:
      - {from: 2010-01-01, until: 2020-01-01, value: gan_nhat,
         citation: {instrument: luat, article: "1"}, source: read, checked_by: null}
rewards:
  - what: [danh_hieu]
    holders: [individual]
    coefficient: 0.15
    from: 2010-01-01
    until: 2020-01-01
    citation: {instrument: luat, article: "1"}
    source: read
    checked_by: null
"""


@pytest.fixture
def law(tmp_path: Path) -> Law:
    return load_law(write_law(tmp_path, titles=DELEGATED, province=PROVINCE, nation=NATION))


def outcome(law: Law, authority: str | None, facts: Facts, day: date = DAY) -> Outcome:
    verdict = judge(
        law,
        what="danh_hieu",
        holder="individual",
        period=day.year,
        governing=Governing(day),
        jurisdiction=Jurisdiction(None, authority),
        facts=facts,
    )
    return verdict.outcome


def test_a_loaded_rule_fills_what_the_law_delegates(law: Law) -> None:
    excellent = Facts(completion={2011: "hoan_thanh_xuat_sac", 2015: "hoan_thanh_xuat_sac"})
    vouched = Facts(completion={2015: "hoan_thanh_tot"}, is_all_attested=True)
    assert outcome(law, "tinh", excellent) is Outcome.MET
    assert outcome(law, "huyen", excellent) is Outcome.MET
    assert outcome(law, "huyen", vouched) is Outcome.UNMET
    for without in (None, "tinh_khac"):
        assert outcome(law, without, excellent) is Outcome.UNKNOWN
        assert outcome(law, without, vouched) is Outcome.MET
    # before the local rule is in force, the delegated criterion is open again
    assert outcome(law, "tinh", excellent, date(2011, 12, 31)) is Outcome.UNKNOWN


def test_only_the_local_rule_makes_the_verdict_provisional(law: Law) -> None:
    governing = Governing(DAY)
    assert law.plan("danh_hieu", "individual", governing, None).is_provisional is False
    assert law.plan("danh_hieu", "individual", governing, "huyen").is_provisional is True


def test_a_vote_of_the_title_goes_before_one_for_any(law: Law) -> None:
    jurisdiction = Jurisdiction("district", "huyen")
    early = law.vote_rule("danh_hieu", date(2013, 12, 31), jurisdiction)
    late = law.vote_rule("danh_hieu", date(2014, 1, 1), jurisdiction)
    assert early is not None
    assert late is not None
    assert (early.threshold, early.base) == (Fraction(1, 2), "present")
    assert (late.threshold, late.base) == (Fraction(2, 3), "valid")
    assert late.passes(0, 0) is False


def test_the_rounding_of_prize_money_is_data(law: Law) -> None:
    found = law.money("danh_hieu", "individual", DAY)
    assert found is not None
    assert found.amount == 220_000  # 223,500 to the nearest ten thousand


def test_an_unknown_authority_is_refused(law: Law) -> None:
    with pytest.raises(Refusal):
        outcome(law, "tinh_la", Facts())


def test_local_criteria_need_an_authority(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load_law(
            write_law(
                tmp_path, titles=DELEGATED, province=PROVINCE.replace("authority: tinh\n", "")
            )
        )
    assert "no_authority" in {reason.code for reason in caught.value.reasons}
