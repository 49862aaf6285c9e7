"""Words of the vocabulary, where the shipped law does not already work them both ways."""

from datetime import date

import pytest

from thidua.rules.facts import (
    Discipline,
    Facts,
    Honour,
    Initiative,
    Leave,
    MemberDiscipline,
    Members,
    Movement,
    Pending,
)
from thidua.rules.loading import default_folder
from thidua.rules.outcomes import Outcome
from thidua.rules.tests.making import judged
from thidua.rules.vocabulary import VOCABULARY
from thidua.rules.words_work import whole_months

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN


def test_every_word_is_in_the_reference() -> None:
    page = default_folder().parent / "docs" / "reference" / "criteria.md"
    headings = {
        line.removeprefix("### `").removesuffix("`")
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("### `")
    }
    assert headings == set(VOCABULARY)


def test_completion_of_several_years() -> None:
    settings = {"at_least": "hoan_thanh_tot", "years": 3}
    good = dict.fromkeys((2016, 2017, 2018), "hoan_thanh_tot")
    found = judged("completion", settings, Facts(completion=good))
    assert (found.outcome, found.observed) == (MET, {str(year): "hoan_thanh_tot" for year in good})
    gap = judged("completion", settings, Facts(completion={2016: "hoan_thanh_tot"}))
    assert (gap.outcome, gap.missing) == (UNKNOWN, ("completion.2017", "completion.2018"))
    low = judged("completion", settings, Facts(completion={2016: "hoan_thanh"}))
    assert (low.outcome, low.missing) == (UNMET, ())


def test_holds_counts_years_and_times() -> None:
    held = tuple(Honour("bang_khen_tinh", year) for year in (2014, 2017))
    for years, least, outcome in [(2, 1, MET), (1, 1, UNMET), (5, 2, MET), (4, 2, UNMET)]:
        settings = {"what": "bang_khen_tinh", "years": years, "at_least": least}
        assert judged("holds", settings, Facts(honours=held)).outcome is outcome
    assert (
        judged("holds", {"what": "bang_khen_tinh", "at_least": 2}, Facts(honours=held)).outcome
        is MET
    )
    assert judged("holds", {"what": "bang_khen_tinh"}, Facts()).missing == ("honours",)
    assert judged("holds", {"what": "bang_khen_tinh"}, Facts(honours=())).outcome is UNMET


def test_kinds_that_count_are_data() -> None:
    facts = Facts(honours=(Honour("bang_khen_tinh", 2017, kind="chuyen_de"),))
    assert judged("holds", {"what": "bang_khen_tinh"}, facts).outcome is UNMET
    both = {"what": "bang_khen_tinh", "kinds": ["cong_trang", "chuyen_de"]}
    assert judged("holds", both, facts).outcome is MET


def test_the_gap_in_a_run_is_named() -> None:
    facts = Facts(honours=tuple(Honour("danh_hieu", year) for year in (2016, 2018)))
    found = judged("consecutive", {"what": "danh_hieu", "years": 3}, facts)
    assert isinstance(found.observed, dict)
    assert (found.outcome, found.observed["missing_years"]) == (UNMET, [2017])


def test_years_since_by_either_clock() -> None:
    facts = Facts(honours=(Honour("bang_khen_thu_tuong", 2012, date(2014, 3, 1)),))
    settings = {"what": "bang_khen_thu_tuong", "at_least": 5}
    by_achievement = judged("years_since", settings, facts)
    by_decision = judged("years_since", {**settings, "clock": "decision"}, facts)
    assert (by_achievement.outcome, by_decision.outcome) == (MET, UNMET)
    assert judged("years_since", settings, facts, year=2017).outcome is MET
    assert judged("years_since", settings, facts, year=2016).outcome is UNMET
    undated = Facts(honours=(Honour("bang_khen_thu_tuong", 2012),))
    found = judged("years_since", {**settings, "clock": "decision"}, undated)
    assert (found.outcome, found.missing) == (UNKNOWN, ("honours[0].decided_on",))
    assert judged("years_since", settings, Facts(honours=())).outcome is UNMET


def test_constituted_is_not_covered_by_attested_all() -> None:
    assert judged("constituted", True, Facts(is_all_attested=True)).missing == ("constituted.c",)
    assert judged("constituted", True, Facts(constituted={"c": True})).outcome is MET
    assert judged("constituted", True, Facts(constituted={"c": False})).outcome is UNMET


def test_a_road_must_be_named_to_be_taken() -> None:
    assert judged("evidenced", True, Facts(is_all_attested=True)).outcome is UNMET
    assert judged("evidenced", True, Facts(attested={})).missing == ("attested.c",)
    assert judged("evidenced", True, Facts(attested={"c": True})).outcome is MET
    assert judged("evidenced", True, Facts(attested={"c": False})).outcome is UNMET


def test_a_delegated_criterion_without_local_rule_is_vouched_for() -> None:
    assert judged("delegated", True, Facts()).missing == ("attested.c",)
    assert judged("delegated", True, Facts(is_all_attested=True)).outcome is MET


def test_a_standard_without_law_is_no_law() -> None:
    assert judged("standard_of", {"what": "danh_hieu"}, Facts()).outcome is Outcome.NO_LAW


@pytest.mark.parametrize(
    ("start", "until", "months"),
    [
        (date(2018, 2, 1), date(2018, 7, 31), 6),
        (date(2018, 1, 15), date(2018, 2, 13), 0),
        (date(2018, 1, 15), date(2018, 2, 14), 1),
        (date(2018, 1, 1), date(2018, 12, 31), 12),
        (date(2018, 5, 5), date(2018, 5, 5), 0),
    ],
)
def test_whole_months(start: date, until: date, months: int) -> None:
    assert whole_months(start, until) == months


def test_records_that_prove_a_finding_are_kept() -> None:
    facts = Facts(
        completion={2018: "hoan_thanh_tot"},
        months_worked={2018: 6},
        leave=(Leave("thai_san", date(2018, 1, 1), date(2018, 6, 30), record="leave/1"),),
        honours=(Honour("danh_hieu", 2018, record="honour/1"),),
        initiatives=(Initiative(2018, "base", record="initiative/1"),),
        discipline=(Discipline("canh_cao", date(2018, 1, 1), record="discipline/1"),),
        pending=(Pending("complaint", "complaint/1"),),
        members=Members(
            2, 2, {"danh_hieu": 1}, (MemberDiscipline("canh_cao", 1, "m/1"),), "list/1"
        ),
        attested={"c": True},
        records={
            "completion.2018": "rating/1",
            "months_worked.2018": "staff/1",
            "attested.c": "min/1",
        },
    )
    asked: list[tuple[str, object, tuple[str, ...]]] = [
        ("completion", {"at_least": "hoan_thanh_tot"}, ("rating/1",)),
        ("months_worked", {"at_least": 10, "counting": ["thai_san"]}, ("staff/1", "leave/1")),
        ("holds", {"what": "danh_hieu"}, ("honour/1",)),
        ("initiatives", {"scope": "base"}, ("initiative/1",)),
        ("no_discipline", {"from": "khien_trach"}, ("discipline/1",)),
        ("nothing_pending", True, ("complaint/1",)),
        ("share_of_members", {"holding": "danh_hieu", "at_least": "50%"}, ("list/1",)),
        ("no_member_disciplined", {"from": "canh_cao"}, ("m/1",)),
        ("attested", True, ("min/1",)),
    ]
    for word, settings, records in asked:
        assert judged(word, settings, facts).records == records, word


def test_what_the_other_figures_settle_without_the_size() -> None:
    members = Members(None, 20, {"danh_hieu": 5, "khac": 25})
    facts = Facts(members=members)
    share = judged("share_of_members", {"holding": "danh_hieu", "at_least": "50%"}, facts)
    done = judged("all_members_completed", True, facts)
    assert (share.outcome, done.outcome) == (UNMET, UNMET)
    small = Facts(members=Members(1))
    settings = {"holding": "danh_hieu", "at_least": 2}
    assert judged("count_of_members", settings, small).outcome is UNMET


def test_a_title_taken_twice_running() -> None:
    settings = {"what": "chien_si_thi_dua_tinh", "times": 2, "apart": 3, "within": 2}

    def outcome(*years: int) -> Outcome:
        held = tuple(Honour("chien_si_thi_dua_tinh", year) for year in years)
        return judged("times_in_a_row", settings, Facts(honours=held), year=2018).outcome

    assert outcome(2015, 2018) is MET
    assert outcome(2014, 2017) is MET  # the year after the second one
    assert outcome(2013, 2016) is UNMET  # too long ago
    assert outcome(2014, 2018) is UNMET  # too far apart
    assert outcome(2010, 2015, 2018) is MET  # only the latest two count
    assert outcome(2018) is UNMET
    assert judged("times_in_a_row", settings, Facts()).missing == ("honours",)


def test_a_movement_long_enough_at_its_review() -> None:
    settings = {"at_least_years": 3, "stages": ["tong_ket"]}

    def found(years: int | None, stage: str | None) -> tuple[Outcome, tuple[str, ...]]:
        finding = judged("movement", settings, Facts(movement=Movement(years, stage)))
        return finding.outcome, finding.missing

    assert found(3, "tong_ket") == (MET, ())
    assert found(2, None) == (UNMET, ())
    assert found(3, "so_ket") == (UNMET, ())
    assert found(None, "tong_ket") == (UNKNOWN, ("movement.years",))
    assert judged("movement", settings, Facts()).missing == ("movement.years", "movement.stage")
