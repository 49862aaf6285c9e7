"""Facts read strictly from the shape of design 4.2."""

from datetime import date
from fractions import Fraction

import pytest

from thidua.common.errors import Refusal
from thidua.rules import Facts, Honour, Leave, Members, Pending
from thidua.rules.periods import read_period, read_year
from thidua.rules.strict import Entry, Place, Problems


def test_left_out_is_unknown_and_empty_is_none() -> None:
    assert Facts.from_mapping({}) == Facts()
    empty = Facts.from_mapping({"honours": [], "discipline": [], "pending": [], "initiatives": []})
    assert (empty.honours, empty.discipline, empty.pending, empty.initiatives) == ((), (), (), ())


def test_the_whole_shape() -> None:
    facts = Facts.from_mapping(
        {
            "completion": {
                2017: "hoan_thanh",
                "2017-2018": {"level": "hoan_thanh_tot", "record": "r/1"},
            },
            "months_worked": {2018: "10.5"},
            "leave": [{"kind": "thai_san", "from": "2018-02-01", "until": date(2018, 7, 31)}],
            "honours": [{"what": "x", "period": {"from": "2016-09-01", "until": "2017-05-31"}}],
            "pending": ["complaint", {"kind": "inspection", "record": "i/1"}],
            "members": {"count": 20, "holding": {"x": 3}},
            "attested": {"doan_ket": True},
        }
    )
    assert facts.completion == {2017: "hoan_thanh", 2018: "hoan_thanh_tot"}
    assert facts.months_worked == {2018: Fraction(21, 2)}
    assert facts.leave == (Leave("thai_san", date(2018, 2, 1), date(2018, 7, 31)),)
    assert facts.honours == (Honour("x", 2017, first_year=2016),)
    assert facts.pending == (Pending("complaint"), Pending("inspection", "i/1"))
    assert facts.members == Members(20, None, {"x": 3}, None)
    assert facts.attested == {"doan_ket": True}
    assert facts.records == {"completion.2018": "r/1"}


def test_attested_all() -> None:
    facts = Facts.from_mapping({"attested": "all"})
    assert (facts.is_all_attested, facts.attested) == (True, None)


@pytest.mark.parametrize(
    ("mapping", "path"),
    [
        ({"compleion": {}}, "compleion"),
        ({"completion": {"năm nay": "hoan_thanh"}}, "completion.năm nay"),
        ({"completion": {"2016-2018": "hoan_thanh"}}, "completion.2016-2018"),
        ({"completion": {2018: "tot"}}, "completion.2018"),
        (
            {"completion": {"2017-2018": "hoan_thanh", "2017 - 2018": "hoan_thanh"}},
            "completion.2017 - 2018",
        ),
        ({"completion": []}, "completion"),
        ({"months_worked": {2018: "mười"}}, "months_worked.2018"),
        ({"months_worked": {2018: 13}}, "months_worked.2018"),
        ({"months_worked": {2018: True}}, "months_worked.2018"),
        (
            {"leave": [{"kind": "thai_san", "from": "2018-02-01", "until": "2018-01-01"}]},
            "leave[0].until",
        ),
        ({"honours": {}}, "honours"),
        ({"honours": ["x"]}, "honours[0]"),
        ({"honours": [{"what": "x", "year": "2O18"}]}, "honours[0].year"),
        (
            {"honours": [{"what": "x", "year": 2018, "decided_on": "25/12/2018"}]},
            "honours[0].decided_on",
        ),
        ({"honours": [{"what": "x", "year": 2018, "kind": "khac"}]}, "honours[0].kind"),
        ({"initiatives": [{"year": 2018, "scope": "town"}]}, "initiatives[0].scope"),
        (
            {
                "discipline": [
                    {"form": "canh_cao", "decided_on": "2018-05-05", "ends_on": "2018-01-01"}
                ]
            },
            "discipline[0].ends_on",
        ),
        ({"pending": ["rumour"]}, "pending[0].kind"),
        ({"pending": "discipline"}, "pending"),
        ({"members": {"count": 0}}, "members.count"),
        ({"members": {"count": -3}}, "members.count"),
        ({"members": {"count": 20, "completed": 21}}, "members.completed"),
        ({"members": {"count": 20, "holding": {"x": 21}}}, "members.holding.x"),
        ({"members": {"holding": {"x": "nhiều"}}}, "members.holding.x"),
        ({"attested": "everything"}, "attested"),
        ({"attested": {"doan_ket": "có"}}, "attested.doan_ket"),
    ],
)
def test_a_wrong_fact_is_told_by_its_path(mapping: object, path: str) -> None:
    with pytest.raises(Refusal) as caught:
        Facts.from_mapping(mapping, where="hồ sơ 7")
    assert path in [reason.field for reason in caught.value.reasons]
    assert {reason.where for reason in caught.value.reasons} == {"hồ sơ 7"}


def test_facts_that_are_no_mapping_are_refused() -> None:
    values: tuple[object, ...] = (None, [], "all", 7)
    for value in values:
        with pytest.raises(Refusal):
            Facts.from_mapping(value)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2018", 2018),
        ("2017-2018", 2018),
        ("2017 - 2018", 2018),
        ("2016-2018", None),
        ("18", None),
        ("", None),
    ],
)
def test_years_and_school_years(text: str, year: int | None) -> None:
    assert read_year(text) == year


def test_of_a_school_year_and_the_calendar_year_it_ends_in_the_one_of_the_case_counts() -> None:
    written = {
        "completion": {
            2018: "hoan_thanh",
            "2017-2018": {"level": "hoan_thanh_tot", "record": "r/1"},
        },
        "months_worked": {"2017-2018": 12, 2018: 4},
    }
    office, school = Facts.from_mapping(written), Facts.from_mapping(written, school=True)
    assert (office.completion, office.months_worked) == ({2018: "hoan_thanh"}, {2018: 4})
    assert (school.completion, school.months_worked) == ({2018: "hoan_thanh_tot"}, {2018: 12})
    assert (office.records, school.records) == ({}, {"completion.2018": "r/1"})


def test_a_school_year_as_the_year_of_a_case() -> None:
    problems = Problems()
    entries = [Entry({"year": year}, "", Place("case"), problems) for year in ("2017-2018", 2018)]
    school, calendar = [read_period(entry) for entry in entries]
    assert (school.start, school.until, school.year) == (date(2017, 9, 1), date(2018, 8, 31), 2018)
    assert (calendar.start, calendar.until, calendar.year) == (
        date(2018, 1, 1),
        date(2018, 12, 31),
        2018,
    )
    assert problems.reasons == []
