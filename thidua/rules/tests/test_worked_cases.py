"""The worked cases of `law/cases`: what a lawyer reads is what the engine gives."""

from pathlib import Path

import pytest

from thidua.rules import default_law
from thidua.rules.cases import Answer, assess_file
from thidua.rules.loading import CASES_FOLDER, default_folder
from thidua.rules.outcomes import Outcome

FILES = sorted((default_folder() / CASES_FOLDER).glob("*.yaml"))
ANSWERS = [
    pytest.param(answer, id=f"{path.stem}: {answer.name}")
    for path in FILES
    for answer in assess_file(default_law(), path, path.name)
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_worked_case_comes_out_as_expected(answer: Answer) -> None:
    assert answer.error == ()
    assert answer.expected is not None
    assert answer.verdict is not None
    found = [leaf.to_json() for leaf in answer.verdict.finding.why()]
    assert answer.has_passed, (answer.verdict.outcome, found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_shows_every_outcome(path: Path) -> None:
    seen = {
        answer.verdict.outcome
        for answer in assess_file(default_law(), path, "cases")
        if answer.verdict
    }
    # What is paid is known wherever the law is: it hangs on no fact.
    never = {Outcome.UNKNOWN} if path.stem == "tien_thuong" else set()
    assert seen == set(Outcome) - never


def test_every_criterion_is_worked_both_ways() -> None:
    """Each leaf of each title is met in one case and unmet in another."""
    seen: dict[str, set[Outcome]] = {}
    for path in FILES:
        for answer in assess_file(default_law(), path, path.name):
            if answer.verdict:
                for leaf in answer.verdict.finding.leaves():
                    if leaf.ground.word == "money":
                        continue
                    seen.setdefault(leaf.criterion, set()).add(leaf.outcome)
    both = {Outcome.MET, Outcome.UNMET}
    one_sided = {id_ for id_, outcomes in seen.items() if not both <= outcomes}
    titles = {title.id for title in default_law().titles()}  # leaves only where no law stands
    assert one_sided == titles
