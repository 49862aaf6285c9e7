"""Conditions that policies are built from: what holds for every row stays so beside others."""

from tests.cast import Cast
from thidua.common.clock import office_day
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, UNIT, anywhere, at_unit, either, the_program
from thidua.workflow.policies import EVERY_ROW, NOBODY


def test_either_of_every_row_and_some_is_every_row(cast: Cast) -> None:
    day = office_day()
    for wheres in (
        (anywhere(*OFFICE), at_unit("pk", *UNIT)),
        (at_unit("pk", *UNIT), anywhere(*OFFICE)),
        (either(at_unit("pk", *UNIT), anywhere(*OFFICE)), at_unit("pk", *UNIT)),
    ):
        condition = either(*wheres)(cast.officer, day)
        assert condition == EVERY_ROW
        assert Unit.objects.filter(condition).count() == Unit.objects.count() > 1
    own = either(anywhere(*OFFICE), at_unit("pk", *UNIT))(cast.school_officer, day)
    assert list(Unit.objects.filter(own)) == [cast.school]
    nothing = either(anywhere(*OFFICE), the_program)(cast.school_officer, day)
    assert not Unit.objects.filter(nothing).exists()


def test_every_row_is_never_an_empty_condition(cast: Cast) -> None:
    day = office_day()
    assert anywhere(*OFFICE)(cast.officer, day) == EVERY_ROW
    assert anywhere(*OFFICE)(cast.school_officer, day) == NOBODY
    assert the_program(cast.officer, day) == NOBODY
