"""The list of dossiers: a year at a time, by keyset, as many queries for many as for few."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.cast import Cast, make_unit
from thidua.dossiers.models import Dossier, DossierReturn
from thidua.dossiers.states import DossierState
from thidua.organisations.actions import find_or_make_periods
from thidua.organisations.models import Period, Unit
from thidua.organisations.states import UnitKind
from thidua.workflow import act

DAY = date(2018, 1, 10)
UNITS = 60


def make_dossiers(cast: Cast, count: int) -> list[Dossier]:
    """Dossiers of as many units for 2017, one of 2016, one returned."""
    with act("tests.dossiers", by=cast.system):
        periods = find_or_make_periods(["2016", "2017"])
        units = [
            make_unit(f"u-{number:03}", f"Đơn vị {number:03}", UnitKind.OFFICE)
            for number in range(count)
        ]
        rows = [_dossier(cast, unit, periods["2017"], DossierState.SUBMITTED) for unit in units]
        rows.append(_dossier(cast, units[0], periods["2016"], DossierState.RETURNED))
        made: list[Dossier] = Dossier.objects.bulk_create(rows)
        DossierReturn(dossier=made[-1], returned_on=DAY, reason="Thiếu báo cáo").save()
    return made


def _dossier(cast: Cast, unit: Unit, period: Period, state: DossierState) -> Dossier:
    return Dossier(
        unit=unit, authority=cast.town, period=period, state=state, submitted_on=date(2018, 1, 5)
    )


def names(client: Client, address: str) -> list[str]:
    """The units on one page of the list, in its order."""
    return [row.dossier.unit.code for row in client.get(address).context["page"].rows]


def test_the_newest_year_is_listed_by_pages_and_none_is_lost(cast: Cast) -> None:
    make_dossiers(cast, UNITS)
    client = Client()
    client.force_login(cast.officer)
    seen: list[str] = []
    address = reverse("dossiers:dossiers")
    while True:
        page = client.get(address).context["page"]
        seen += [row.dossier.unit.code for row in page.rows]
        if not page.after:
            break
        address = f"{reverse('dossiers:dossiers')}?nam=2017&sau={page.after}"
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == UNITS
    first = client.get(f"{reverse('dossiers:dossiers')}?nam=2017&truoc={page.before}")
    assert len(first.context["page"].rows) == UNITS - len(page.rows)
    assert client.get(f"{reverse('dossiers:dossiers')}?sau=x").status_code == 409


def test_another_year_all_years_and_a_state_of_all_years(cast: Cast) -> None:
    make_dossiers(cast, 3)
    client = Client()
    client.force_login(cast.officer)
    address = reverse("dossiers:dossiers")
    assert names(client, address) == ["u-000", "u-001", "u-002"]
    assert names(client, f"{address}?nam=2016") == ["u-000"]
    assert names(client, f"{address}?nam=tat-ca") == ["u-000", "u-000", "u-001", "u-002"]
    # A duty leads to what waits in a state, of whatever year.
    waiting = client.get(f"{address}?state=returned").context["page"].rows
    assert [(row.dossier.period.code, row.days) for row in waiting] == [("2016", 5)]
    assert names(client, f"{address}?nam=1900&state=") == names(client, f"{address}?nam=tat-ca")


def test_many_dossiers_cost_as_many_queries_as_few(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = Client()
    client.force_login(cast.officer)
    make_dossiers(cast, 1)
    counts = []
    for more in (0, UNITS):
        if more:
            with act("tests.more", by=cast.system):
                period = Period.objects.get(code="2017")
                for number in range(more):
                    unit = make_unit(f"v-{number:03}", f"Đơn vị khác {number:03}", UnitKind.OFFICE)
                    _dossier(cast, unit, period, DossierState.SUBMITTED).save()
        with django_assert_max_num_queries(20) as captured:
            client.get(reverse("dossiers:dossiers"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
