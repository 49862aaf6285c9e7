"""The smallest province: counts, states, the journal, and the names."""

from collections import Counter

import pytest

from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.decisions.models import Decision, DecisionItem
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.states import Appraisal, DossierState
from thidua.eligibility.models import Verdict
from thidua.honours.models import Honour
from thidua.organisations.actions import load_people, system_user
from thidua.organisations.models import Person, Rating, Unit
from thidua.organisations.rows import PersonRow
from thidua.year.province.making import TODAY, make
from thidua.year.province.names import FAMILIES, Names
from thidua.year.province.sizes import Size
from thidua.year.province.writing import Writer

SIZE = Size(1)
pytestmark = pytest.mark.django_db


def silent(label: str, count: int) -> None:
    """Tell nobody."""


def test_a_province_is_whole_and_vouched_for() -> None:
    counts = make(SIZE, 7, silent)
    assert Person.objects.count() == SIZE.people
    assert Unit.objects.count() == SIZE.units
    assert Dossier.objects.count() == SIZE.dossiers
    assert Honour.objects.count() == SIZE.honours
    assert Nominee.objects.count() >= SIZE.dossiers * SIZE.nominees * 0.98
    assert counts["honours.honour"] == SIZE.honours
    report = verify()
    assert report.faults == ()
    states = Counter(Dossier.objects.values_list("state", flat=True))
    assert states[DossierState.CONCLUDED] > SIZE.dossiers * 0.9
    assert len(states) > 2
    # What was decided rests on a verdict that met the standard, or on a reason.
    for line in DecisionItem.objects.select_related("nominee__verdict")[:200]:
        nominee = line.nominee
        assert nominee.verdict is not None
        assert nominee.verdict.outcome == "met" or nominee.appraisal == Appraisal.OVERRULED
    assert set(Verdict.objects.values_list("outcome", flat=True)) >= {"met", "unmet"}
    numbers = Decision.objects.filter(year=2020).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    rated = Rating.objects.filter(person__isnull=False, period__code="2025").count()
    assert 0 < rated < Person.objects.filter(unit__calendar="calendar").count()
    # Keys of what is written afterwards follow on, on both databases.
    with office_day_is(TODAY):
        row = PersonRow(id="moi", name="Trần Thị Mới", unit="dv-00000", kind="cong_chuc")
        added = load_people(by=system_user(), rows=[row])
    assert added[0].pk == SIZE.people + 1


def test_family_names_occur_as_often_as_in_life() -> None:
    writer = Writer(system_user(), 1, silent)
    names = Names(writer.chance("names"))
    families = Counter(names.person(is_female=bool(n % 2)).split()[0] for n in range(5000))
    assert 0.36 < families["Nguyễn"] / 5000 < 0.41
    assert set(families) <= set(FAMILIES)
    places = [names.place() for _number in range(1500)]
    assert len(set(places)) == len(places)
