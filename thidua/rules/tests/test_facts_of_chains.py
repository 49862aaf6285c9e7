"""Facts that chains need: the founding of a unit, decisions without a period, impossible ones."""

from datetime import date

import pytest

from thidua.rules import Facts, default_law
from thidua.rules.cases import assess_text

CASE = """
- name: thử
  what: huan_chuong_lao_dong_ba
  holder: {holder}
  year: 2023
  governing: {{decided_on: 2024-06-20}}
  facts: {facts}
"""


def errors(holder: str, facts: str) -> list[tuple[str, str]]:
    (answer,) = assess_text(default_law(), CASE.format(holder=holder, facts=facts), "thử.yaml")
    return [(reason.code, reason.field) for reason in answer.error]


def test_a_founding_is_a_year_or_a_day() -> None:
    assert Facts.from_mapping({"founded": 2001}).founded == date(2001, 1, 1)
    assert Facts.from_mapping({"founded": "2001-05-19"}).founded == date(2001, 5, 19)


def test_a_decision_that_names_no_period_stands_for_its_year() -> None:
    bare = {"what": "bang_khen_thu_tuong", "decided_on": "2019-05-19"}
    honours = Facts.from_mapping({"honours": [bare]}).honours or ()
    assert [(each.year, each.is_dated_by_decision) for each in honours] == [(2019, True)]


@pytest.mark.parametrize(
    ("holder", "facts", "code", "field"),
    [
        ("individual", "{founded: 2001}", "impossible", "[0].facts.founded"),
        ("collective", "{founded: 2025}", "impossible", "[0].facts.founded"),
        ("collective", "{founded: xưa}", "bad_value", "[0].facts.founded"),
        (
            "collective",
            "{honours: [{what: chien_si_thi_dua_co_so, year: 2020}]}",
            "impossible",
            "[0].facts.honours[0].what",
        ),
        (
            "collective",
            "{founded: 2010, honours: [{what: bang_khen_tinh, decided_on: 2009-01-15}]}",
            "impossible",
            "[0].facts.honours[0].decided_on",
        ),
        (
            "individual",
            "{honours: [{what: chien_si_thi_dua_co_so, decided_on: 2020-12-20}]}",
            "missing_key",
            "[0].facts.honours[0]",
        ),
        (
            "individual",
            "{honours: [{what: bang_khen_tinh, year: 2020, decided_on: 2019-01-15}]}",
            "impossible",
            "[0].facts.honours[0].decided_on",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(
    holder: str, facts: str, code: str, field: str
) -> None:
    assert errors(holder, facts) == [(code, field)]
