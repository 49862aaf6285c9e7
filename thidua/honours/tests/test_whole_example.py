"""The whole example loads through the actions, in seconds."""

import time
from datetime import date
from pathlib import Path

import pytest

from thidua.audit.verify import verify
from thidua.common import clock
from thidua.common.rows import read_csv, rows_from
from thidua.common.strict_yaml import read_file
from thidua.honours.actions import load_honours
from thidua.honours.models import Honour
from thidua.honours.rows import HonourRow, read_schemes
from thidua.initiatives.actions import recognise_initiatives
from thidua.initiatives.models import Initiative
from thidua.initiatives.rows import InitiativeRow
from thidua.organisations import actions
from thidua.organisations.actions import UnitChange
from thidua.organisations.models import Employment, Person, Rating, Unit
from thidua.organisations.queries import people_of, predecessors_of, unit_name_on, units_as_of
from thidua.organisations.rows import (
    DisciplineRow,
    LeaveRow,
    PendingRow,
    PersonRow,
    RatingRow,
    UnitRow,
)

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "chi-linh-2018"
SECONDS = 60


def load_units() -> None:
    listed = read_file(EXAMPLE / "units.yaml").fields(["units"], ["blocs", "clusters", "changes"])
    mappings = [
        {key.text(): value.scalar for key, value in one.entries()}
        for one in listed["units"].elements()
    ]
    rows = rows_from(UnitRow, mappings, "units.yaml", skip=("bloc", "cluster"))
    actions.load_units(by=actions.system_user(), rows=rows, source="units.yaml")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_example_loads_and_the_journal_holds() -> None:
    began = time.monotonic()
    by = actions.system_user()
    load_units()
    people = read_csv(EXAMPLE / "people.csv", PersonRow, skip=("party",))
    actions.load_people(by=by, rows=people, source="people.csv")
    ratings = actions.load_ratings(by=by, rows=read_csv(EXAMPLE / "ratings.csv", RatingRow))
    actions.load_leave(by=by, rows=read_csv(EXAMPLE / "leave.csv", LeaveRow))
    actions.load_discipline(by=by, rows=read_csv(EXAMPLE / "discipline.csv", DisciplineRow))
    actions.load_pending(by=by, rows=read_csv(EXAMPLE / "pending.csv", PendingRow))
    schemes = read_schemes(EXAMPLE / "honours_decisions.yaml")
    rows = read_csv(EXAMPLE / "honours.csv", HonourRow)
    honours = load_honours(by=by, rows=rows, schemes=schemes, source="honours.csv")
    recognise_initiatives(by=by, rows=read_csv(EXAMPLE / "initiatives.csv", InitiativeRow))
    assert time.monotonic() - began < SECONDS
    assert Person.objects.count() == Employment.objects.count() == len(people) == 3000
    assert Rating.objects.count() == ratings
    assert Honour.objects.count() == honours > 10_000
    assert Initiative.objects.filter(recognised_on__isnull=False).count() > 1000
    assert not Honour.objects.filter(decided_on__isnull=True).exists()
    apply_changes()
    assert verify().faults == ()


def apply_changes() -> None:
    """The mergers of 2019 and 2025, and what they leave behind."""
    parts = ("units", "blocs", "clusters")
    changes = []
    for node in read_file(EXAMPLE / "units.yaml").fields(["changes"], parts)["changes"].elements():
        fields = node.fields(
            ["effective_on", "document", "kind", "from", "to"],
            ["name", "short", "unit_kind", "note"],
        )
        words = {
            key: fields[key].text()
            for key in ("name", "short", "unit_kind", "note")
            if key in fields
        }
        document = fields["document"].fields(["number", "issued_on", "source"])
        changes.append(
            UnitChange(
                fields["effective_on"].day(),
                fields["kind"].text(),
                tuple(each.text() for each in fields["from"].elements()),
                tuple(each.text() for each in fields["to"].elements()),
                document["number"].text(),
                **words,
            )
        )
    day = date(2025, 7, 1)
    with clock.office_day_is(day):
        actions.change_units(by=actions.system_user(), changes=changes)
    standing = {version.unit.code: version for version in units_as_of(date(2019, 3, 1))}
    assert standing["xa-van-duc"].name == "Phường Văn Đức"
    assert "xa-kenh-giang" not in standing
    van_duc = Unit.objects.get(code="xa-van-duc")
    assert unit_name_on(van_duc, date(2019, 2, 28)) == "Xã Văn Đức"
    new = Unit.objects.get(code="phuong-nguyen-trai")
    assert {unit.code for unit, _how in predecessors_of(new)} == {
        "phuong-ben-tam",
        "xa-bac-an",
        "xa-hoang-hoa-tham",
    }
    assert people_of(new, day).exists()
    # People of a unit that was split wait to be assigned by hand.
    assert Person.objects.filter(unit=van_duc).exists()
