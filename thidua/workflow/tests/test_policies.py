"""What a policy tells without asking the database."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.common.remembered import page_remembered
from thidua.organisations.models import Person
from thidua.workflow import Policy
from thidua.workflow.policies import EVERY_ROW, NOBODY, by_row, grant


def policy(*conditions: Q) -> Policy[Person]:
    """Whose grants, each its own action, give these."""

    def where(condition: Q) -> object:
        return lambda _user, _day: condition

    grants = (grant("x", {"view"}, where(each)) for each in conditions)  # type: ignore[arg-type]
    return Policy(Person, tuple(grants))


@pytest.mark.parametrize(
    "condition",
    [
        NOBODY,
        NOBODY & Q(name="Lan"),
        NOBODY | NOBODY & Q(name="Lan"),
        Q(name="Lan") & (NOBODY | Q(unit__in=[])),
        Q(unit__in=Person.objects.none()),
    ],
)
def test_what_names_nobody_is_left_out(cast: Cast, condition: Q) -> None:
    assert not policy(condition).may_concern(cast.officer)
    mine = Q(unit__in=[cast.ward.pk])
    assert policy(condition, mine).condition(cast.officer, "view") == NOBODY | mine


@pytest.mark.parametrize(
    "condition",
    [EVERY_ROW, EVERY_ROW & Q(name="Lan"), ~NOBODY & Q(name="Lan"), Q(name="Lan") | NOBODY],
)
def test_what_may_name_somebody_stays(cast: Cast, condition: Q) -> None:
    assert policy(condition).may_concern(cast.officer)


def test_rows_of_ones_own_are_told_from_all_and_from_those_asked_one_by_one(cast: Cast) -> None:
    mine = Q(unit__in=[cast.ward.pk])
    asked = by_row(Person.objects.filter(name="Lan"))
    assert policy(mine, Q(user=cast.officer.pk)).is_of_own(cast.officer)
    assert not policy(mine, EVERY_ROW).is_of_own(cast.officer)
    assert not policy(mine, asked).is_of_own(cast.officer)


def test_a_page_asks_each_policy_once_and_each_user_apart(cast: Cast) -> None:
    asked: list[User] = []

    def where(user: User, _day: date) -> Q:
        asked.append(user)
        return Q(unit__in=[cast.ward.pk]) if user == cast.officer else NOBODY

    people = Policy(Person, (grant("x", {"view"}, where),))
    with page_remembered():
        first, second = people.visible_to(cast.officer), people.visible_to(cast.officer)
        assert set(first) == set(second) == set(Person.objects.filter(unit=cast.ward))
        assert not people.visible_to(cast.nobody).exists()
        assert asked == [cast.officer, cast.nobody]
        # Each asks the database anew: a row that came meanwhile is seen.
        with CaptureQueriesContext(connection) as captured:
            list(people.visible_to(cast.officer))
        assert len(captured) == 1
    people.visible_to(cast.officer)
    people.visible_to(cast.officer)
    assert asked[2:] == [cast.officer, cast.officer]
