"""Documents that a plan rests on: what was no longer in force on the plan's day is flagged."""

from datetime import date

import pytest

from tests.cast import Cast
from tests.web.test_pages import signed_in, text_of
from thidua.organisations.models import Unit
from thidua.plans.actions import take_in_plan
from thidua.plans.models import CitedDocument, Plan
from thidua.plans.tests.test_plans import TEXT


def cited(number: str, issued_on: date | None) -> CitedDocument:
    plan = Plan(authority=Unit(), issued_on=issued_on)
    return CitedDocument(plan=plan, order=1, text=number, number_symbol=number)


@pytest.mark.parametrize(
    ("number", "day", "ended"),
    [
        ("91/2017/NĐ-CP", date(2023, 12, 31), False),
        ("91/2017/NĐ-CP", date(2024, 1, 1), True),
        ("91/2017/nđ-cp ", date(2024, 1, 1), True),
        ("34-CT/TW", date(2024, 1, 1), False),
        ("", date(2024, 1, 1), False),
        ("91/2017/NĐ-CP", None, False),
    ],
)
def test_a_basis_ends_on_the_day_its_instrument_does(
    number: str, day: date | None, ended: bool
) -> None:
    assert (cited(number, day).ended is not None) is ended


@pytest.mark.django_db
def test_the_plans_page_flags_a_repealed_basis_and_links_to_it(cast: Cast) -> None:
    plan = take_in_plan(by=cast.officer, authority=cast.town, text=TEXT)
    page = text_of(signed_in(cast.officer), f"/ke-hoach/{plan.pk}/")
    assert "no longer in force since" not in page
    later = TEXT.replace("34-CT/TW", "91/2017/NĐ-CP").replace("2018", "2025")
    plan = take_in_plan(by=cast.officer, authority=cast.town, text=later)
    page = text_of(signed_in(cast.officer), f"/ke-hoach/{plan.pk}/")
    assert "no longer in force since 01/01/2024" in page
    assert 'href="/phap-luat/van-ban/nd_91_2017/"' in page
