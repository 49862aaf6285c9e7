"""Who puts forward the people of enterprises and small collectives, from when to when."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, make_person, make_unit
from thidua.audit.verify import verify
from thidua.organisations.actions import end_putting_forward, let_put_forward
from thidua.organisations.models import PuttingForward, Unit
from thidua.organisations.queries import parts_of, put_forward_by
from thidua.organisations.states import UnitKind
from thidua.organisations.tests.refusing import refused
from thidua.workflow import act

FIRST, LAST = date(2018, 1, 1), date(2018, 6, 30)


@pytest.fixture
def factory(cast: Cast) -> Unit:
    with act("tests.factory", by=cast.system):
        return make_unit("cong-ty", "Công ty Gốm", UnitKind.ENTERPRISE, cast.ward)


def given(cast: Cast, factory: Unit, **changes: Any) -> dict[str, Any]:
    usual = {
        "part": factory,
        "proposer": cast.education,
        "started_on": FIRST,
        "basis": "Hướng dẫn",
        "by": cast.officer,
    }
    return {**usual, **changes}


def test_a_worker_is_put_forward_by_the_commune_and_by_whom_was_let(
    cast: Cast, factory: Unit
) -> None:
    with act("tests.worker", by=cast.system):
        worker = make_person("w", "Lê Văn Thợ", factory)
    assert worker not in put_forward_by(cast.education, FIRST)
    row = let_put_forward(**given(cast, factory))
    for unit in (cast.ward, cast.education):
        assert worker in put_forward_by(unit, FIRST)
        assert list(parts_of(unit, FIRST)) == [factory]
    assert worker not in put_forward_by(cast.education, date(2017, 12, 31))
    end_putting_forward(row=row, ended_on=LAST, by=cast.office_head)
    assert worker in put_forward_by(cast.education, LAST)
    assert worker not in put_forward_by(cast.education, date(2018, 7, 1))
    let_put_forward(**given(cast, factory, started_on=date(2018, 7, 1)))
    assert worker in put_forward_by(cast.education, date(2018, 7, 1))
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"basis": "  "}, "no_basis"),
        ({"ended_on": date(2017, 12, 31)}, "ends_before_start"),
        ({"part": "school"}, "not_a_part"),
        ({"proposer": "ward"}, "belongs"),
        ({"proposer": "factory"}, "no_account"),
        ({"by": "ward_head"}, "not_yours"),
    ],
)
def test_what_is_refused(cast: Cast, factory: Unit, changes: dict[str, Any], code: str) -> None:
    named = {
        key: getattr(cast, value, factory) if isinstance(value, str) and key != "basis" else value
        for key, value in changes.items()
    }
    told = refused(lambda: let_put_forward(**given(cast, factory, **named)))
    assert code in told
    assert not PuttingForward.objects.exists()


def test_the_same_pair_stands_once_on_any_day(cast: Cast, factory: Unit) -> None:
    row = let_put_forward(**given(cast, factory, ended_on=LAST))
    told = refused(lambda: let_put_forward(**given(cast, factory, started_on=LAST)))
    assert "overlaps" in told
    let_put_forward(**given(cast, factory, proposer=cast.home_office))

    def straight_in() -> None:
        with act("tests.twice", by=cast.system):
            PuttingForward(
                part=factory, proposer=cast.education, started_on=LAST, basis="Thẳng vào bảng"
            ).save()

    assert refused(straight_in) == {"conflict"}
    assert "ended_already" in refused(
        lambda: end_putting_forward(row=row, ended_on=LAST, by=cast.officer)
    )


def test_the_units_page_says_who_and_leads_to_the_forms(
    cast: Cast, factory: Unit, client: Client
) -> None:
    client.force_login(cast.officer)
    page = reverse("desk:unit", args=[factory.pk])
    path = reverse("organisations:let_put_forward", args=[factory.pk])
    assert path in client.get(page).content.decode()
    wrong = client.post(path, {"unit": "không có", "started_on": "01/01/2018", "basis": "x"})
    assert wrong.status_code == 422
    sent = {
        "unit": cast.education.name,
        "started_on": "01/01/2018",
        "basis": "Hướng dẫn số 05 (minh họa)",
    }
    assert client.post(path, sent)["Location"] == page
    html = client.get(page).content.decode()
    assert cast.education.name in html
    assert "Hướng dẫn số 05 (minh họa)" in html
    row = PuttingForward.objects.get()
    ending = reverse("organisations:end_putting_forward", args=[row.pk])
    assert ending in html
    assert client.post(ending, {"ended_on": "30/06/2018"})["Location"] == page
    client.force_login(cast.ward_head)
    assert client.get(path).status_code in {403, 404}
    assert (
        client.get(reverse("organisations:let_put_forward", args=[cast.ward.pk])).status_code == 404
    )
