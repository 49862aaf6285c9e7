"""The text with its marks: nothing lost, elements nest, every item has its place."""

import random
from itertools import pairwise

import pytest

from thidua.plans.marking import Token, Words, doubted_words, tokens_of, words_of
from thidua.plans.models import Plan
from thidua.plans.queries import plan_with_parts


def printed(tokens: list[Token]) -> str:
    return "".join(each.text for each in tokens)


def test_the_real_plan_is_printed_whole(plan: Plan) -> None:
    whole = plan_with_parts(Plan.objects.all(), plan.pk)
    assert whole is not None
    words = [*words_of(whole), *doubted_words(whole)]
    tokens = tokens_of(whole.text, words)
    assert printed(tokens) == whole.text
    begun = [each.key for each in tokens if each.key]
    assert len(begun) == len(set(begun)) == len(words)
    # Words stand where they begin, and the doubt about the year is told apart.
    at = next(index for index, each in enumerate(tokens) if each.tone == "doubt")
    assert tokens[at + 1].text == "tập thẻ"
    assert {each.key.split("-")[0] for each in tokens if each.key} >= {
        "number", "issuer", "subject", "year", "signer", "cited", "purpose", "content",
        "movement", "recipient", "bloc", "post", "milestone", "doubt",
    }  # fmt: skip


def test_words_nest_and_are_cut_where_they_would_cross() -> None:
    tokens = tokens_of("abcdefgh", [Words("a", 0, 6), Words("b", 4, 8), Words("c", 1, 2)])
    assert [each.key or each.text or "/" for each in tokens] == [
        "a", "a", "c", "b", "/", "cd", "b", "ef", "/", "/", "gh",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_any_spans_give_balanced_marks(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test
    text = "x" * 40
    words = [
        Words(f"k{number}", start, start + dice.randint(-2, 15))
        for number, start in enumerate(dice.randint(0, 45) for _ in range(12))
    ]
    tokens = tokens_of(text, words)
    assert printed(tokens) == text
    depth = 0
    for each in tokens:
        depth += bool(each.key) - each.is_end
        assert depth >= 0
    assert depth == 0
    assert not any(one.text and two.text for one, two in pairwise(tokens))
