"""Acts: whole or not at all, with their entry; and nothing is written outside one."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import Cast, make_person
from thidua.audit import guards
from thidua.audit.models import Entry, Head
from thidua.audit.recording import OutsideAnAct
from thidua.audit.verify import verify
from thidua.common.errors import Refusal, refuse
from thidua.organisations.models import Employment, Period, Person, Unit
from thidua.workflow import act


def test_act_writes_its_rows_and_one_entry_after_them(cast: Cast) -> None:
    before = Entry.objects.count()
    with act("tests.rename", by=cast.officer, subject=cast.ward, why="slip") as current:
        cast.ward.name = "Phường Sao Đỏ (mới)"
        cast.ward.save()
        current.say(old="Phường Sao Đỏ")
    entry = Entry.objects.latest("sequence")
    assert Entry.objects.count() == before + 1
    assert (entry.action, entry.actor_name) == ("tests.rename", "Hoàng Thị Yến")
    assert entry.subject == f"organisations.unit:{cast.ward.pk}"
    assert entry.values.said == {"why": "slip", "old": "Phường Sao Đỏ"}
    assert list(entry.values.rows) == ["organisations.unit"]
    assert entry.office_day == date(2018, 1, 15)
    assert verify().faults == ()


def rename_and_refuse(cast: Cast) -> None:
    with act("tests.rename", by=cast.officer):
        cast.ward.name = "Khác"
        cast.ward.save()
        raise refuse("no", "no")


def test_refused_act_leaves_nothing(cast: Cast) -> None:
    head = Head.objects.get()
    with pytest.raises(Refusal, match="no"):
        rename_and_refuse(cast)
    cast.ward.refresh_from_db()
    assert cast.ward.name == "Phường Sao Đỏ"
    assert Head.objects.get().digest == head.digest


def test_writing_outside_an_act_is_refused(cast: Cast) -> None:
    with pytest.raises(OutsideAnAct):
        cast.ward.save()
    with pytest.raises(OutsideAnAct):
        Unit.objects.filter(pk=cast.ward.pk).update(name="x")
    with pytest.raises(OutsideAnAct):
        Unit.objects.bulk_create([Unit(code="x", name="x", kind="xa").prepare()])
    with pytest.raises(OutsideAnAct):
        Person.objects.filter(unit=cast.ward).delete()


def test_many_rows_are_updated_at_once_and_vouched_for(cast: Cast) -> None:
    posts = list(Employment.objects.filter(unit=cast.ward).order_by("pk"))
    assert len(posts) > 1
    with act("tests.move", by=cast.officer):
        for number, post in enumerate(posts):
            post.unit, post.ended_on, post.position = cast.school, None, f"Ghế {number}"
            post.managed_by = "not written"
        columns = ["unit", "ended_on", "position"]
        assert Employment.objects.bulk_update(posts, columns) == len(posts)
    moved = Employment.objects.filter(pk__in=[post.pk for post in posts]).order_by("pk")
    assert list(moved.values_list("unit", "ended_on", "position", "managed_by")) == [
        (cast.school.pk, None, f"Ghế {number}", "town") for number in range(len(posts))
    ]
    assert list(Entry.objects.latest("sequence").values.rows["organisations.employment"]) == [
        str(post.pk) for post in posts
    ]
    assert verify().faults == ()
    with pytest.raises(OutsideAnAct):
        Employment.objects.bulk_update(posts, columns)


def test_what_two_people_did_at_once_is_a_refusal(cast: Cast) -> None:
    with pytest.raises(Refusal) as told, act("tests.twice", by=cast.officer):
        Period(
            code="2018",
            calendar="calendar",
            starts_on=date(2018, 1, 1),
            ends_on=date(2018, 12, 31),
            year=2018,
        ).save()
    assert told.value.reasons[0].code == "conflict"


def test_acts_do_not_nest(cast: Cast) -> None:
    with (
        pytest.raises(RuntimeError, match="inside another act"),
        act("tests.outer", by=cast.officer),
        act("tests.inner", by=cast.officer),
    ):
        pass


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE organisations_unit SET name = 'x' WHERE id = {ward}", "organisations.Unit {ward}"),
        ("DELETE FROM organisations_roleassignment", "organisations.RoleAssignment"),
        (
            "INSERT INTO organisations_period (code, calendar, starts_on, ends_on, year) "
            "VALUES ('1999', 'calendar', '1999-01-01', '1999-12-31', 1999)",
            "organisations.Period",
        ),
        ("UPDATE audit_values SET salt = 'x'", "1"),
        ("UPDATE audit_head SET sequence = sequence - 1", ""),
    ],
)
def test_verify_finds_any_row_touched(cast: Cast, sql: str, told: str) -> None:
    assert verify().faults == ()
    with connection.cursor() as cursor:
        cursor.execute(sql.format(ward=cast.ward.pk))
    faults = verify().faults
    assert faults
    assert any(told.format(ward=cast.ward.pk) in fault.where for fault in faults)


def test_verify_against_an_earlier_digest(cast: Cast) -> None:
    printed = Head.objects.get().digest
    with act("tests.later", by=cast.officer):
        pass
    assert verify(printed).faults == ()
    assert len(verify("0" * 64).faults) == 1


def test_entries_are_append_only(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().update(action="x")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")
    assert guards.missing(connection) == []


def test_intervals_of_one_person_do_not_overlap(cast: Cast) -> None:
    with act("tests.employ", by=cast.system):
        person = make_person("p1", "Nguyễn Văn An", cast.ward, ended_on=date(2017, 12, 31))
    with act("tests.employ", by=cast.system):
        Employment(
            person=person, unit=cast.commune, kind="cong_chuc", started_on=date(2018, 1, 1)
        ).save()
    with pytest.raises(Refusal), act("tests.employ", by=cast.system):
        Employment(
            person=person, unit=cast.school, kind="cong_chuc", started_on=date(2018, 3, 1)
        ).save()
    assert Employment.objects.filter(person=person).count() == 2
