"""What criteria saw and what they miss, as people read it."""

import pytest

from thidua.rules import default_law
from thidua.rules.telling import Telling

TELLING = Telling(default_law())

SEEN = [
    ({"months": 9.5}, "9,5 months in the period"),
    ({"months": 12, "leave": 4}, "12 months in the period, of them 4 of leave that counts"),
    ({"2018": "hoan_thanh_tot"}, "2018: Hoàn thành tốt nhiệm vụ"),
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
        "2 of 5 years asked for; initiatives: 1 of 2; 2022: Hoàn thành xuất sắc nhiệm vụ;"
        " 2023: Tập thể lao động xuất sắc",
    ),
    ({"founded": "2001-03-05", "age": 23}, "founded 05/03/2001: 23 years"),
    (
        [
            {"what": "x", "year": 2018, "decided_on": None, "school_year": "2017-2018"},
            {"what": "x", "year": 2018, "decided_on": "2018-12-20", "counted": False},
        ],
        "2017-2018; 2018 (decision of 20/12/2018), of the same year as another, not counted again",
    ),
    ({"years": 5, "stage": "tong_ket"}, "a movement of 5 years, tổng kết"),
    ({"years": None, "stage": "so_ket"}, "sơ kết"),
    ({"years": 3, "stage": None}, "a movement of 3 years"),
    ({"yes": 13}, "13 in favour"),
    (
        {
            "yes": 13,
            "base": 15,
            "of": "all_members",
            "share": "86.66%",
            "threshold": "90%",
            "needed": 14,
            "secret": False,
        },
        "13 of 15 in favour (86,66 %); 14 needed (90 %)",
    ),
    ({"proposed": 2}, "2 proposed"),
    (
        {"proposed": 7, "share": "15%", "base": 40, "limit": 6, "to_choose": ["A", "B"]},
        "7 proposed; at most 6, which is 15 % of 40; people choose among: A, B",
    ),
    ({"names": ["A", "B"]}, "A, B"),
    ({"amount": 2340000}, "2.340.000 đồng"),
    (
        {"amount": 710000, "higher": "chien_si_thi_dua_co_so"},
        "710.000 đồng; not paid, as the higher amount of Chiến sĩ thi đua cơ sở is",
    ),
    ({"holding": 1, "count": None}, "1 member"),
]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.common.phrases.active_language", lambda: "en")


@pytest.mark.parametrize(("seen", "words"), SEEN)
def test_what_was_seen_is_a_sentence(seen: object, words: str) -> None:
    assert TELLING.observed(seen) == words


def test_the_kind_of_a_case_is_kept_from_the_unit() -> None:
    assert (
        Telling(default_law(), shows_cases=False).observed(["complaint"])
        == "a case is not concluded"
    )


def test_missing_facts_have_a_name_and_a_cure() -> None:
    title = default_law().title("lao_dong_tien_tien").name
    assert TELLING.missing("completion.2018").what == "the performance rating of 2018"
    assert (
        TELLING.missing("members.holding.lao_dong_tien_tien").what
        == f"how many members hold {title}"
    )
    paths = [
        "completion.2018", "months_worked.2018", "honours", "honours[3].decided_on",
        "initiatives", "members.count", "members.completed", "members.disciplined",
        "discipline", "discipline[0].ends_on", "pending", "leave[1].result", "attested.doan_ket",
        "constituted.hoi_dong", "something.new",
    ]  # fmt: skip
    for path in paths:
        found = TELLING.missing(path)
        assert found.cure
        assert found.what
        assert not set("._[") & set(found.what)


@pytest.mark.parametrize(
    ("group", "year", "name"),
    [
        ("cong_chuc", 2018, "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"),
        ("cong_chuc", 2021, "Hoàn thành nhiệm vụ"),
        ("giao_vien", 2018, "Hoàn thành nhiệm vụ"),
        ("dang_vien", 2018, "Đảng viên hoàn thành nhiệm vụ"),
        (None, 2012, "Hoàn thành nhiệm vụ"),
        # Before any law that is loaded names it: by the first that does.
        ("cong_chuc", 1999, "Hoàn thành nhiệm vụ"),
    ],
)
def test_a_rating_has_the_name_of_its_group_and_year(
    group: str | None, year: int, name: str
) -> None:
    telling = Telling(default_law(), group)
    assert telling.observed({str(year): "hoan_thanh"}) == f"{year}: {name}"


def test_what_a_list_keeps_beside_a_rating_is_not_told() -> None:
    assert TELLING.observed({"2018": "hoan_thanh", "group": "cong_chuc"}).count(":") == 1
