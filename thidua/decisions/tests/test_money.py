"""Prize money: of titles of one time the highest only; titles and forms beside one another."""

import pytest

from tests.cast import Cast
from thidua.common import clock
from thidua.councils.tests.world import CSTDCS, GK, LDTT
from thidua.decisions.actions import leave_out
from thidua.decisions.models import Decision
from thidua.decisions.queries import lines_of
from thidua.decisions.tests.world import SIGNED_ON, compare_all, drafted, issued, voted_world


def money_of(decision: Decision, name: str) -> tuple[int | None, str]:
    [line] = [each for each in lines_of(decision) if name in each.printed_name]
    return line.money, line.money_note


@pytest.mark.parametrize("order", [(LDTT, CSTDCS), (CSTDCS, LDTT)])
def test_two_titles_of_one_time_pay_the_higher(cast: Cast, order: tuple[str, str]) -> None:
    world, meeting = voted_world(cast)
    compare_all(world)
    done = {what: issued(world, drafted(world, meeting, what)) for what in order}
    money, note = money_of(done[LDTT], "Lan")
    assert money is None
    assert "Chiến sĩ thi đua cơ sở" in note
    assert "Điều 68 Nghị định số 91/2017/NĐ-CP" in note
    assert money_of(done[CSTDCS], "Lan") == (1_390_000, "")
    # Who has one title only is paid for it.
    assert money_of(done[LDTT], "Nam") == (420_000, "")


def test_a_title_and_a_form_pay_both(cast: Cast) -> None:
    world, meeting = voted_world(cast)
    assert money_of(drafted(world, meeting, CSTDCS), "Lan") == (1_390_000, "")
    given = drafted(world, meeting, GK)
    assert money_of(given, "Lan") == (420_000, "")
    # The law speaks of a chair of a district; the decision names who gives it.
    assert given.subject == (
        "Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Chí Linh năm 2018"
    )


def test_a_higher_title_left_out_lets_the_lower_be_paid(cast: Cast) -> None:
    world, meeting = voted_world(cast)
    compare_all(world)
    lower, higher = drafted(world, meeting, LDTT), drafted(world, meeting, CSTDCS)
    assert money_of(lower, "Lan")[0] is None
    with clock.office_day_is(SIGNED_ON):
        leave_out(item=lines_of(higher)[0], by=world.chair, reason="Chưa đủ hồ sơ")
    issued(world, lower)
    assert money_of(lower, "Lan") == (420_000, "")
