"""The life of units: names and tree as of a day, and what moves with a merger."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from tests.cast import Cast, make_person, make_unit
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.organisations import queries
from thidua.organisations.actions import UnitChange, change_units
from thidua.organisations.actions.units import first_version
from thidua.organisations.models import Employment, Person, Succession, Unit, UnitVersion
from thidua.organisations.states import UnitKind
from thidua.organisations.tests.refusing import refused
from thidua.workflow import act

DAY = date(2019, 3, 1)
EVE = date(2019, 2, 28)
LATER = date(2019, 6, 1)
RENAMING = UnitChange(
    DAY, "rename", ("xa-le-loi",), ("xa-le-loi",), "623/NQ-UBTVQH14", "Phường Lê Lợi", "P. Lê Lợi",
    "phuong",
)  # fmt: skip
MERGER = UnitChange(
    DAY, "merge", ("xa-le-loi", "phuong-sao-do"), ("phuong-sao-do",), "623/NQ-UBTVQH14"
)
SPLIT = UnitChange(
    DAY, "split", ("xa-le-loi",), ("phuong-sao-do", "phuong-moi"), "623/NQ", note="Một phần"
)


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast with versions of its units, a team in the commune, and a ward founded later."""
    with act("tests.versions", by=cast.system):
        make_unit("to-le-loi", "Tổ Lê Lợi", UnitKind.SMALL_COLLECTIVE, cast.commune)
        moi = make_unit("phuong-moi", "Phường Mới", UnitKind.WARD, cast.town)
        moi.founded_on = DAY
        moi.save()
        for unit in Unit.objects.all():
            first_version(unit).save()
    return cast


def change(cast: Cast, *changes: UnitChange) -> list[Succession]:
    with office_day_is(LATER):
        return change_units(by=cast.officer, changes=changes)


def names_on(day: date) -> dict[str, str]:
    return {version.unit.code: version.name for version in queries.units_as_of(day)}


def test_renaming_keeps_the_old_name_for_the_old_days(town: Cast) -> None:
    assert change(town, RENAMING) == []
    town.commune.refresh_from_db()
    assert (town.commune.name, town.commune.kind) == ("Phường Lê Lợi", UnitKind.WARD)
    assert town.commune.folded == "phuong le loi"
    assert queries.unit_name_on(town.commune, EVE) == "Xã Lê Lợi"
    assert queries.unit_name_on(town.commune, DAY) == "Phường Lê Lợi"
    assert names_on(EVE)["xa-le-loi"] == "Xã Lê Lợi"
    assert names_on(DAY)["xa-le-loi"] == "Phường Lê Lợi"
    assert verify().faults == ()


def test_merger_closes_a_unit_and_moves_its_people_and_units(town: Cast) -> None:
    (succession,) = change(town, MERGER)
    assert (succession.predecessor, succession.successor) == (town.commune, town.ward)
    town.commune.refresh_from_db()
    assert town.commune.closed_on == DAY
    assert "xa-le-loi" in names_on(EVE)
    assert "xa-le-loi" not in names_on(DAY)
    mai = Person.objects.get(code="p-mai")
    assert mai.unit == town.ward
    posts = Employment.objects.filter(person=mai).order_by("started_on")
    assert [(post.unit, post.ended_on) for post in posts] == [
        (town.commune, EVE),
        (town.ward, None),
    ]
    team = Unit.objects.get(code="to-le-loi")
    assert team.parent == town.ward
    tree = queries.tree_as_of(EVE)
    assert [version.unit for version in tree[town.commune.pk]] == [team]
    assert town.commune.pk not in queries.tree_as_of(DAY)
    assert [unit for unit, _how in queries.predecessors_of(town.ward)] == [town.commune]
    assert verify().faults == ()


def test_merger_then_renaming_on_one_day_gives_one_version(town: Cast) -> None:
    new_name = replace(RENAMING, sources=("phuong-sao-do",), targets=("phuong-sao-do",), name="Mới")
    other = replace(new_name, name="Mới hơn")
    change(town, MERGER, new_name, other)
    versions = UnitVersion.objects.filter(unit=town.ward).order_by("pk")
    assert [(each.name, each.valid_from) for each in versions] == [
        ("Phường Sao Đỏ", None),
        ("Mới hơn", DAY),
    ]


def test_split_assigns_nobody(town: Cast) -> None:
    made = change(town, SPLIT)
    assert {each.successor.code for each in made} == {"phuong-sao-do", "phuong-moi"}
    assert made[0].note == "Một phần"
    mai = Person.objects.get(code="p-mai")
    assert mai.unit == town.commune
    assert Employment.objects.get(person=mai).ended_on is None
    assert Unit.objects.get(code="to-le-loi").parent == town.commune
    town.commune.refresh_from_db()
    assert town.commune.closed_on == DAY


def test_predecessors_reach_through_generations(town: Cast) -> None:
    again = replace(MERGER, effective_on=LATER, sources=("phuong-sao-do",), targets=("phuong-moi",))
    change(town, MERGER, again)
    moi = Unit.objects.get(code="phuong-moi")
    assert {unit for unit, _how in queries.predecessors_of(moi)} == {town.ward, town.commune}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([], "no_changes"),
        ([replace(RENAMING, effective_on=date(2020, 1, 1))], "not_yet"),
        ([replace(RENAMING, kind="explode")], "unknown_change"),
        ([replace(RENAMING, name="", unit_kind="")], "bad_shape"),
        ([replace(RENAMING, sources=())], "bad_shape"),
        ([replace(RENAMING, sources=("xa-ai",), targets=("xa-ai",))], "unknown_unit"),
        ([replace(RENAMING, unit_kind="thanh_pho")], "unknown_kind"),
        ([replace(RENAMING, document=" ")], "no_document"),
        ([replace(RENAMING, name="a\0")], "bad_character"),
        ([replace(RENAMING, name="x" * 201)], "too_long"),
        ([replace(MERGER, document="a\0")], "bad_character"),
        ([replace(MERGER, sources=("phuong-sao-do",))], "bad_shape"),
        ([replace(MERGER, sources=("xa-le-loi", "xa-le-loi"))], "bad_shape"),
        ([replace(SPLIT, targets=("xa-le-loi",))], "bad_shape"),
        ([replace(SPLIT, sources=("phuong-moi",), targets=("xa-le-loi",))], "not_founded"),
        ([MERGER, replace(RENAMING, effective_on=LATER)], "unit_closed"),
        ([replace(RENAMING, effective_on=LATER), RENAMING], "later_change"),
    ],
)
def test_impossible_changes_are_refused_whole(
    town: Cast, changes: list[UnitChange], code: str
) -> None:
    before = list(UnitVersion.objects.order_by("pk").values_list())
    with office_day_is(LATER):
        assert refused(partial(change_units, by=town.officer, changes=changes)) == {code}
    assert list(UnitVersion.objects.order_by("pk").values_list()) == before
    assert not Succession.objects.exists()


def test_only_the_office_changes_units(town: Cast) -> None:
    with office_day_is(LATER):
        for user in (town.ward_head, town.clerk, town.nobody):
            assert refused(partial(change_units, by=user, changes=[RENAMING])) == {"not_yours"}


def test_people_and_heads_as_of_a_day(town: Cast) -> None:
    with act("tests.leave", by=town.system):
        gone = make_person("p-cu", "Lê Văn Cũ", town.ward, ended_on=date(2017, 12, 31))
        headship = town.ward_head.roles.get()
        headship.ended_on = date(2018, 6, 30)
        headship.save()
    before, after = date(2017, 12, 31), date(2018, 1, 1)
    assert gone in queries.people_of(town.ward, before)
    assert gone not in queries.people_of(town.ward, after)
    names = [post.person.name for post in queries.staff_on(town.ward, after)]
    assert names == ["Trần Văn Hùng", "Nguyễn Thị Lan"]
    assert queries.post_on(gone, after) is None
    head = queries.head_of(town.ward, date(2018, 6, 30))
    assert head is not None
    assert head.user == town.ward_head
    assert queries.head_of(town.ward, date(2018, 7, 1)) is None
