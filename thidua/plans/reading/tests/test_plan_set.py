"""Plans written for these tests, of every kind of authority: each gives what it says, no more."""

import pytest

from thidua.plans.reading.tests.plan_set import Case, cases, read_and_score

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_plan_gives_what_it_says_and_no_more(case: Case) -> None:
    score = read_and_score(case)
    assert list(score.faults()) == []
    assert score.invented == 0
    assert score.placed > 0.98


def test_there_are_at_least_thirty() -> None:
    assert len(CASES) >= 30
    assert all(case.expected["fictional"] for case in CASES)
