"""Policies: the answer about a row and the list of rows agree, and say what the field expects."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.emulation.actions import open_agreement, start_registration
from thidua.emulation.models import Bloc, EmulationYear
from thidua.emulation.policies import (
    AGREEMENTS,
    BLOC_POSTS,
    BLOCS,
    REGISTRATIONS,
    ROUNDS,
    YEARS,
)
from thidua.emulation.tests.opened import COMMUNES, OFFICES, SCHOOLS, round_of, sent
from thidua.workflow import Policy

POLICIES = [YEARS, BLOCS, BLOC_POSTS, ROUNDS, REGISTRATIONS, AGREEMENTS]


def users_of(cast: Cast) -> list[User]:
    return [each for each in vars(cast).values() if isinstance(each, User)]


@pytest.fixture
def full(cast: Cast, year: EmulationYear) -> EmulationYear:
    """A year with a sent list, drafts and agreements."""
    sent(cast, year)
    start_registration(in_round=round_of(year), unit=cast.commune, by=cast.commune_officer)
    start_registration(in_round=round_of(year, OFFICES), unit=cast.education, by=cast.officer)
    for name, period in ((COMMUNES, cast.year), (SCHOOLS, cast.school_year)):
        open_agreement(
            bloc=Bloc.objects.get(name=name), period=period, text="Cùng.", by=cast.officer
        )
    return year


@pytest.mark.parametrize("policy", POLICIES, ids=lambda each: each.model.__name__)
def test_answers_agree_with_lists(cast: Cast, full: EmulationYear, policy: Policy[Any]) -> None:
    rows = list(policy.model.objects.all())
    assert rows
    actions = {"view", *(action for each in policy.grants for action in each.actions)}
    for user in users_of(cast):
        for action in actions:
            listed = set(policy.visible_to(user, action).values_list("pk", flat=True))
            assert listed == {row.pk for row in rows if policy.allows(user, action, row)}
            viewed = set(policy.visible_to(user).values_list("pk", flat=True))
            assert listed <= viewed
    assert not policy.visible_to(cast.nobody).exists()
    assert not policy.visible_to(cast.clerk).exists()
    assert policy.visible_to(cast.inspector).count() == len(rows)
    assert policy.visible_to(cast.office_head).count() == len(rows)


def test_who_sees_which_registration(cast: Cast, full: EmulationYear) -> None:
    def seen(user: User) -> set[str]:
        return {each.unit.code for each in REGISTRATIONS.visible_to(user).select_related("unit")}

    everything = {cast.ward.code, cast.commune.code, cast.education.code}
    assert seen(cast.officer) == seen(cast.inspector) == everything
    assert seen(cast.ward_officer) == {cast.ward.code}
    # The deputy of the bloc sees its own draft and what others sent; the head no draft of others.
    assert seen(cast.commune_head) == {cast.commune.code, cast.ward.code}
    assert seen(cast.ward_head) == {cast.ward.code}
    assert seen(cast.commune_officer) == {cast.commune.code}
    assert seen(cast.school_head) == seen(cast.sector) == set()


@pytest.mark.parametrize(
    ("action", "may"),
    [
        ("send", ("ward_officer", "ward_head", "system")),
        ("send_on_paper", ("ward_officer", "ward_head", "officer", "office_head", "system")),
        ("return", ("officer", "office_head", "system")),
        ("accept", ("officer", "office_head", "system")),
    ],
)
def test_who_may_do_what_to_a_registration(
    cast: Cast, full: EmulationYear, action: str, may: tuple[str, ...]
) -> None:
    row = cast.ward.registrations.get()
    allowed: Callable[[User], bool] = lambda user: bool(REGISTRATIONS.allows(user, action, row))  # noqa: E731
    assert {user.username for user in users_of(cast) if allowed(user)} == {
        getattr(cast, name).username for name in may
    }
