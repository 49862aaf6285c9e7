"""The measure of the reader of plans is the one printed in the reference."""

from thidua.plans.reading.tests.plan_set import cases, read_and_score
from tools.plan_reading import PAGE, table_of, written_into


def test_the_page_has_the_measure_of_today() -> None:
    table = table_of([read_and_score(case) for case in cases()])
    page = PAGE.read_text(encoding="utf-8")
    assert written_into(page, table) == page
