"""Passwords, closing and unlocking accounts, the last administrator, who lacks whom."""

from datetime import date, timedelta
from functools import partial

import pytest
from axes.models import AccessAttempt
from django.conf import settings

from tests.cast import Cast, make_person, make_user
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common import clock
from thidua.organisations import actions, administration
from thidua.organisations.models import RoleAssignment, Unit
from thidua.organisations.policies import PEOPLE, ROLES, UNITS, USERS
from thidua.organisations.states import Role, UnitKind
from thidua.organisations.tests.refusing import refused
from thidua.workflow import act

DAY = date(2018, 1, 15)


def wrong_passwords(username: str, count: int = settings.AXES_FAILURE_LIMIT) -> AccessAttempt:
    attempt: AccessAttempt = AccessAttempt.objects.create(
        username=username,
        ip_address="10.0.0.1",
        failures_since_start=count,
        attempt_time=clock.system_now(),
    )
    return attempt


def test_made_passwords_are_accepted_and_differ(cast: Cast) -> None:
    made = {actions.new_password() for _n in range(50)}
    assert len(made) == 50
    for password in made:
        actions.change_password(by=cast.administrator, user=cast.clerk, password=password)
    assert cast.clerk.check_password(password)


def test_who_was_given_a_password_changes_it(cast: Cast) -> None:
    actions.change_password(by=cast.administrator, user=cast.clerk, password=actions.new_password())
    assert User.objects.get(pk=cast.clerk.pk).must_change_password
    actions.change_password(by=cast.clerk, user=cast.clerk, password="mot cau dai")
    assert not User.objects.get(pk=cast.clerk.pk).must_change_password
    assert verify().faults == ()


def test_an_account_is_closed_and_opened_again(cast: Cast) -> None:
    close = partial(actions.close_account, by=cast.administrator, user=cast.clerk)
    close()
    assert not User.objects.get(pk=cast.clerk.pk).is_active
    assert refused(close) == {"done_already"}
    actions.reopen_account(by=cast.administrator, user=cast.clerk)
    assert User.objects.get(pk=cast.clerk.pk).is_active
    assert verify().faults == ()


def test_nobody_closes_the_own_account_or_the_programs(cast: Cast) -> None:
    admin = cast.administrator
    assert refused(partial(actions.close_account, by=admin, user=admin)) == {"not_yours"}
    assert refused(partial(actions.reopen_account, by=admin, user=cast.system)) == {"not_yours"}
    for by in (cast.officer, cast.inspector, cast.clerk):
        assert refused(partial(actions.close_account, by=by, user=cast.nobody)) == {"not_yours"}
    assert not USERS.visible_to(admin).filter(is_system=True).exists()


def test_an_account_rests_and_is_unlocked(cast: Cast) -> None:
    wrong_passwords("VAN")
    wrong_passwords("lan", count=settings.AXES_FAILURE_LIMIT - 1)
    assert administration.resting_names() == {"van"}
    assert administration.rests_until(cast.clerk) is not None
    assert administration.rests_until(cast.ward_officer) is None
    assert actions.unlock_account(by=cast.administrator, user=cast.clerk) == 8
    assert administration.resting_names() == set()
    again = partial(actions.unlock_account, by=cast.administrator, user=cast.clerk)
    assert refused(again) == {"not_locked"}


def test_a_rest_ends_by_itself(cast: Cast) -> None:
    attempt = wrong_passwords("van")
    AccessAttempt.objects.filter(pk=attempt.pk).update(
        attempt_time=clock.system_now() - timedelta(hours=settings.AXES_COOLOFF_TIME, minutes=1)
    )
    assert administration.resting_names() == set()


def test_one_administrator_is_always_left(cast: Cast) -> None:
    own = cast.administrator.roles.get()
    end = partial(actions.end_role, by=cast.administrator, assignment=own, ended_on=DAY)
    assert refused(end) == {"last_administrator"}
    with act("tests.admin", by=cast.system):
        second = make_user("thai", "Trần Thái", cast.town, Role.ADMINISTRATOR)
    actions.close_account(by=cast.administrator, user=second)
    assert refused(end) == {"last_administrator"}, "an account nobody may sign in to is no other"
    actions.reopen_account(by=cast.administrator, user=second)
    end()
    assert RoleAssignment.objects.get(pk=own.pk).ended_on == DAY


def lacking(cast: Cast, day: date = DAY) -> dict[str, bool]:
    """Units without a head, and whether each has an officer."""
    found = administration.units_lacking(UNITS.visible_to(cast.administrator), day)
    return {unit.code: unit.has_officer for unit in found}  # type: ignore[attr-defined]


def test_units_that_lack_a_head(cast: Cast) -> None:
    """A head who works alone does an officer's work as well: her unit lacks nobody."""
    before = dict.fromkeys(("ubnd-thi-xa", "phong-noi-vu", "phong-gddt"), False)
    assert lacking(cast) == before
    officer = cast.ward_officer.roles.get()
    actions.end_role(by=cast.administrator, assignment=officer, ended_on=DAY)
    assert lacking(cast, DAY + timedelta(days=1)) == before
    assert [each.pk for each in administration.roles_ending(RoleAssignment.objects.all(), DAY)] == [
        officer.pk
    ]
    actions.close_account(by=cast.administrator, user=cast.commune_head)
    assert lacking(cast) == {**before, cast.commune.code: True}
    closed = administration.roles_of_closed(ROLES.visible_to(cast.administrator), DAY)
    assert [each.user for each in closed] == [cast.commune_head]


def test_households_and_closed_units_lack_nobody(cast: Cast) -> None:
    before = set(lacking(cast))
    with act("tests.units", by=cast.system):
        for code, kind in (("ho-1", UnitKind.HOUSEHOLD), ("cong-an", UnitKind.VERTICAL)):
            Unit(code=code, name=code, kind=kind).save()
        Unit(code="cu", name="Cũ", kind=UnitKind.OFFICE, closed_on=DAY).save()
    assert set(lacking(cast)) == before


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Lê Thị Mới", "moilt"), ("Nguyễn Văn A", "anv"), ("123", "tai-khoan"), ("Đỗ Lan", "land")],
)
def test_suggested_sign_in_names(cast: Cast, name: str, expected: str) -> None:
    with act("tests.person", by=cast.system):
        person = make_person("p1", name, cast.ward)
    assert administration.suggested_username(person) == expected
    with act("tests.user", by=cast.system):
        make_user(expected.upper(), "Người khác", cast.ward, None)
    assert administration.suggested_username(person) == f"{expected}2"


def test_people_without_an_account_are_found(cast: Cast) -> None:
    with act("tests.person", by=cast.system):
        make_person("p1", "Lê Thị Mới", cast.ward)
    people = PEOPLE.visible_to(cast.administrator, "open_account")
    assert [str(p) for p in administration.people_without_account(people, "moi le")] == [
        "Lê Thị Mới"
    ]
    assert administration.people_without_account(people, "Ngô Thị Vân") == []
    assert not PEOPLE.visible_to(cast.clerk, "open_account").exists()


@pytest.mark.parametrize(
    ("text", "found", "others"),
    [
        ("Phường Sao Đỏ", "phuong-sao-do", 0),
        ("phuong sao do", "phuong-sao-do", 0),
        ("xa-le-loi", "xa-le-loi", 0),
        ("noi vu", "phong-noi-vu", 0),
        ("Sao Đỏ", None, 2),
        ("Không có", None, 0),
        ("a\0b", None, 0),
    ],
)
def test_a_unit_is_named(cast: Cast, text: str, found: str | None, others: int) -> None:
    unit, rest = administration.units_named(UNITS.visible_to(cast.administrator), text, DAY)
    assert (unit.code if unit else None, len(rest)) == (found, others)
