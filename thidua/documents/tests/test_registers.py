"""Numbers: from 1, none twice, none lost."""

import threading
from datetime import date

import pytest
from django.db import connection, connections

from tests.cast import Cast, make_cast
from thidua.audit.recording import OutsideAnAct
from thidua.audit.verify import verify
from thidua.common import clock
from thidua.common.errors import Refusal, refuse
from thidua.documents.models import NumberRegister
from thidua.documents.registers import take_number
from thidua.workflow import act


def take(cast: Cast, kind: str = "QĐ", year: int = 2018) -> int:
    with act("tests.number", by=cast.clerk):
        return take_number(cast.town, kind, year)


def test_numbers_run_from_one_by_issuer_kind_and_year(cast: Cast) -> None:
    assert [take(cast) for _ in range(3)] == [1, 2, 3]
    assert (take(cast, "TTr"), take(cast, "QĐ", 2019), take(cast)) == (1, 1, 4)
    with act("tests.number", by=cast.clerk):
        assert take_number(cast.ward, "QĐ", 2018) == 1
    assert verify().faults == ()


def test_two_numbers_in_one_act(cast: Cast) -> None:
    with act("tests.number", by=cast.clerk):
        assert [take_number(cast.town, "QĐ", 2018) for _ in range(2)] == [1, 2]


def take_and_fail(cast: Cast) -> None:
    with act("tests.number", by=cast.clerk):
        assert take_number(cast.town, "QĐ", 2018) == 2
        raise refuse("no", "no")


def test_failed_act_gives_its_number_back(cast: Cast) -> None:
    assert take(cast) == 1
    with pytest.raises(Refusal):
        take_and_fail(cast)
    assert take(cast) == 2


def test_a_number_outside_an_act_or_in_no_year_is_refused(cast: Cast) -> None:
    with pytest.raises(OutsideAnAct):
        take_number(cast.town, "QĐ", 2018)
    with pytest.raises(Refusal, match="18"):
        take(cast, year=18)
    assert not NumberRegister.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_acts_at_the_same_time_get_different_numbers_without_gap() -> None:
    cast = make_cast()
    taken: list[int] = []
    together = threading.Barrier(2)

    def race() -> None:
        try:
            with clock.office_day_is(date(2018, 1, 15)):
                together.wait(timeout=20)
                taken.extend(take(cast) for _ in range(10))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(taken) == list(range(1, 21))
    assert verify().faults == ()
