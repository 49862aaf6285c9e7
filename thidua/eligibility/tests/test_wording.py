"""What criteria saw and what they miss, as people read it."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from thidua.eligibility.wording import missing_words, observed_words
from thidua.rules import default_law

SEEN = [
    ({"months": 9.5}, "9,5 months in the period"),
    ({"months": 12, "leave": 4}, "12 months in the period, of them 4 of leave that counts"),
    ({"2018": "hoan_thanh_tot"}, "2018: completed well"),
    (
        {
            "held": [{"what": "x", "year": 2016, "decided_on": "2016-07-13"}],
            "missing_years": [2017, 2018],
        },
        "held for 2016 (decision of 13/07/2016); missing: 2017, 2018",
    ),
    ({"held": [], "missing_years": [2018]}, "held for no year; missing: 2018"),
    (
        [{"what": "x", "year": 2018, "decided_on": None, "proposed": True}],
        "2018 (proposed together with this)",
    ),
    ({"since": None}, "never given"),
    (
        {"since": {"what": "x", "year": 2013, "decided_on": None}, "years": 5},
        "5 full years since 2013",
    ),
    (
        [{"year": 2018, "scope": "base", "kind": "sang_kien"}],
        "initiative 2018, recognised by the unit",
    ),
    ({"holding": 15, "count": 21, "share": "71.42%"}, "15 of 21 members (71,42 %)"),
    ({"holding": 1}, "1 member"),
    ({"count": 0}, "0 members"),
    ({"completed": 29, "count": 30}, "29 of 30 members completed their tasks"),
    ({"completed": None, "count": 30}, "30 members"),
    ([{"form": "canh_cao", "count": 1}], "cảnh cáo: 1 person"),
    ([{"form": "khien_trach", "decided_on": "2018-03-12"}], "khiển trách, 12/03/2018"),
    ([], "nothing on record"),
    (["complaint"], "complaint"),
    (True, "vouched for"),
    (False, "not vouched for"),
    ("all", "vouched for, with all else that a body vouches for"),
    (None, ""),
    ({"previous": None}, "never given"),
    (
        {
            "previous": {"what": "x", "year": 2018, "decided_on": "2019-05-01"},
            "from": 2019,
            "until": 2023,
            "after_discipline": "2020-03-01",
        },
        "2018 (decision of 01/05/2019); the years 2019 to 2023 are judged; those after 01/03/2020,"
        " when a discipline ended, are counted",
    ),
    (
        {
            "by_year": {"2022": "hoan_thanh_xuat_sac", "2023": "tap_the_lao_dong_xuat_sac"},
            "longest": 2,
            "needed_years": 5,
            "initiatives": 1,
            "needed_initiatives": 2,
        },
        "2 of 5 years asked for; initiatives: 1 of 2; 2022: completed outstandingly;"
        " 2023: Tập thể lao động xuất sắc",
    ),
    ({"founded": "2001-03-05", "age": 23}, "founded 05/03/2001: 23 years"),
]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("seen", "words"), SEEN)
def test_what_was_seen_is_a_sentence(seen: object, words: str) -> None:
    assert observed_words(seen) == words


def test_the_kind_of_a_case_is_kept_from_the_unit() -> None:
    assert observed_words(["complaint"], shows_cases=False) == "a case is not concluded"


def test_missing_facts_have_a_name_and_a_cure() -> None:
    title = default_law().title("lao_dong_tien_tien").name
    assert missing_words("completion.2018").what == "the performance rating of 2018"
    assert (
        missing_words("members.holding.lao_dong_tien_tien").what == f"how many members hold {title}"
    )
    paths = [
        "completion.2018", "months_worked.2018", "honours", "honours[3].decided_on",
        "initiatives", "members.count", "members.completed", "members.disciplined",
        "discipline", "discipline[0].ends_on", "pending", "leave[1].result", "attested.doan_ket",
        "constituted.hoi_dong", "something.new",
    ]  # fmt: skip
    for path in paths:
        found = missing_words(path)
        assert found.cure
        assert found.what
        assert not set("._[") & set(found.what)
