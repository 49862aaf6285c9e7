"""Users, passwords, roles and cases; who may see what; searching and paging."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from tests.cast import Cast, make_person, make_user
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common.pages import page_of
from thidua.organisations import actions, policies, queries
from thidua.organisations.models import (
    PendingCase,
    Person,
    RoleAssignment,
    Unit,
)
from thidua.organisations.policies import holds
from thidua.organisations.rows import DisciplineRow, LeaveRow, RatingRow
from thidua.organisations.states import Role
from thidua.organisations.tests.refusing import refused
from thidua.workflow import Policy, act

PASSWORD = "mot mat khau dai"
FROM = date(2018, 1, 1)


@pytest.fixture
def admin(cast: Cast) -> User:
    with act("tests.admin", by=cast.system):
        return make_user("quan-tri", "Phan Văn Trị", cast.home_office, Role.ADMINISTRATOR)


def grant(by: User, user: User, unit: Unit, **more: Any) -> partial[RoleAssignment]:
    details = {"role": Role.UNIT_OFFICER, "started_on": FROM, **more}
    return partial(actions.grant_role, by=by, user=user, unit=unit, **details)


def test_account_is_opened_for_a_person(cast: Cast, admin: User) -> None:
    with act("tests.person", by=cast.system):
        person = make_person("p1", "Lê Mới", cast.ward)
    user = actions.create_user(
        by=admin, username="Moi.Vao", name=" Lê  Mới ", password=PASSWORD, person=person
    )
    assert (user.name, user.check_password(PASSWORD)) == ("Lê Mới", True)
    assert Person.objects.get(code="p1").user == user
    assert not actions.create_user(by=admin, username="chua", name="Chưa").has_usable_password()
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"username": "LAN"}, "exists"),
        ({"username": "có dấu"}, "bad_username"),
        ({"username": ""}, "bad_username"),
        ({"username": "x" * 81}, "bad_username"),
        ({"name": " "}, "bad_name"),
        ({"name": "x" * 201}, "bad_name"),
        ({"name": "a\0b"}, "bad_character"),
        ({"password": "123456"}, "weak_password"),
    ],
)
def test_accounts_that_cannot_be(
    cast: Cast, admin: User, changes: dict[str, str], code: str
) -> None:
    details: dict[str, Any] = {"username": "moi", "name": "Lê Mới", "password": PASSWORD, **changes}
    assert refused(partial(actions.create_user, by=admin, **details)) == {code}


def test_a_person_has_one_account(cast: Cast, admin: User) -> None:
    lan = Person.objects.get(code="p-lan")
    create = partial(actions.create_user, by=admin, username="lan2", name="Lan", person=lan)
    assert refused(create) == {"has_account"}
    assert not User.objects.filter(username="lan2").exists()


def test_only_administrators_open_accounts_and_grant_roles(cast: Cast, admin: User) -> None:
    role = cast.ward_officer.roles.get()
    for user in (cast.office_head, cast.ward_head, cast.inspector, cast.nobody):
        create = partial(actions.create_user, by=user, username="moi", name="Lê Mới")
        assert refused(create) == {"not_yours"}
        assert refused(grant(user, cast.nobody, cast.ward)) == {"not_yours"}
        end = partial(actions.end_role, by=user, assignment=role, ended_on=FROM)
        assert refused(end) == {"not_yours"}
        change = partial(
            actions.change_password, by=user, user=cast.ward_officer, password=PASSWORD
        )
        assert refused(change) == {"not_yours"}


def test_passwords_are_changed_by_oneself_or_an_administrator(cast: Cast, admin: User) -> None:
    actions.change_password(by=cast.ward_officer, user=cast.ward_officer, password=PASSWORD)
    assert User.objects.get(pk=cast.ward_officer.pk).check_password(PASSWORD)
    actions.change_password(by=admin, user=cast.ward_officer, password=PASSWORD + "!")
    assert User.objects.get(pk=cast.ward_officer.pk).check_password(PASSWORD + "!")
    weak = partial(actions.change_password, by=cast.clerk, user=cast.clerk, password="12345678")
    assert refused(weak) == {"weak_password"}
    assert verify().faults == ()


def test_a_role_holds_for_its_term(cast: Cast, admin: User) -> None:
    role = grant(admin, cast.nobody, cast.ward, ended_on=date(2018, 3, 31))()
    assert holds(cast.nobody, Role.UNIT_OFFICER, unit=cast.ward)
    actions.end_role(by=admin, assignment=role, ended_on=date(2018, 1, 10))
    assert not holds(cast.nobody, Role.UNIT_OFFICER, unit=cast.ward)
    grant(admin, cast.nobody, cast.ward, started_on=date(2018, 1, 11))()
    assert holds(cast.nobody, Role.UNIT_OFFICER, unit=cast.ward)
    assert verify().faults == ()


def test_roles_that_cannot_be(cast: Cast, admin: User) -> None:
    role = grant(admin, cast.nobody, cast.ward)()
    assert refused(grant(admin, cast.nobody, cast.ward)) == {"held_already"}
    earlier = grant(
        admin, cast.nobody, cast.ward, started_on=date(2017, 1, 1), ended_on=date(2018, 1, 1)
    )
    assert refused(earlier) == {"held_already"}
    assert refused(grant(admin, cast.nobody, cast.ward, role="king")) == {"unknown_role"}
    assert refused(grant(admin, cast.system, cast.ward)) == {"system_user"}
    backwards = grant(admin, cast.nobody, cast.commune, ended_on=date(2017, 1, 1))
    assert refused(backwards) == {"ends_before_start"}
    early = partial(actions.end_role, by=admin, assignment=role, ended_on=date(2017, 1, 1))
    assert refused(early) == {"ends_before_start"}
    actions.end_role(by=admin, assignment=role, ended_on=FROM)
    again = partial(actions.end_role, by=admin, assignment=role, ended_on=date(2018, 5, 5))
    assert refused(again) == {"ended_already"}
    with act("tests.close", by=cast.system):
        cast.commune.closed_on = date(2017, 1, 1)
        cast.commune.save()
    assert refused(grant(admin, cast.nobody, cast.commune)) == {"unit_closed"}


def test_a_case_stands_until_it_is_closed(cast: Cast) -> None:
    lan = Person.objects.get(code="p-lan")
    today = date(2018, 1, 15)
    opening = partial(
        actions.open_case, by=cast.officer, holder=lan, kind="complaint", opened_on=today
    )
    case = opening(note="Đơn")
    assert refused(opening) == {"open_already"}
    assert refused(partial(opening, kind="rumour")) == {"unknown_kind"}
    assert refused(partial(opening, opened_on=date(2018, 1, 16))) == {"not_yet"}
    assert refused(partial(opening, by=cast.ward_head)) == {"not_yours"}
    opening(holder=cast.ward)
    closing = partial(
        actions.close_case, by=cast.officer, case=case, closed_on=today, conclusion="Không đúng"
    )
    assert refused(partial(closing, conclusion=" ")) == {"no_conclusion"}
    assert refused(partial(closing, conclusion="a\0")) == {"bad_character"}
    assert refused(partial(opening, kind="inspection", note="\0")) == {"bad_character"}
    assert refused(partial(closing, closed_on=date(2018, 1, 16))) == {"not_yet"}
    assert refused(partial(closing, closed_on=date(2018, 1, 14))) == {"ends_before_start"}
    assert refused(partial(closing, by=cast.inspector)) == {"not_yours"}
    closing()
    assert refused(closing) == {"closed_already"}
    assert PendingCase.objects.filter(closed_on=None).count() == 1
    assert verify().faults == ()


def users(cast: Cast) -> list[User]:
    return [value for value in vars(cast).values() if isinstance(value, User)]


def test_list_and_answer_agree_for_everyone(cast: Cast, admin: User) -> None:
    officer = cast.officer
    actions.load_ratings(
        by=officer,
        rows=[
            RatingRow("p-lan", "hoan_thanh", "2018"),
            RatingRow("xa-le-loi", "hoan_thanh", "2018"),
        ],
    )
    actions.load_leave(by=officer, rows=[LeaveRow("p-mai", "x", "2018-01-01", "2018-01-02")])
    actions.load_discipline(by=officer, rows=[DisciplineRow("p-lan", "canh_cao", "2018-01-01")])
    actions.open_case(by=officer, holder=cast.ward, kind="inspection", opened_on=FROM)
    every: list[Policy[Any]] = [
        policies.UNITS,
        policies.PEOPLE,
        policies.RATINGS,
        policies.LEAVES,
        policies.DISCIPLINE,
        policies.CASES,
        policies.USERS,
        policies.ROLES,
    ]
    for policy in every:
        for user in [*users(cast), admin]:
            for action in ("view", "change", "close", "end", "change_password"):
                visible = set(policy.visible_to(user, action))
                for row in policy.model._default_manager.all():
                    assert bool(policy.allows(user, action, row)) == (row in visible)


def test_units_see_their_own_records_only(cast: Cast, admin: User) -> None:
    rows = [RatingRow("p-lan", "hoan_thanh", "2018"), RatingRow("xa-le-loi", "hoan_thanh", "2018")]
    actions.load_ratings(by=cast.officer, rows=rows)
    actions.load_discipline(by=cast.officer, rows=[DisciplineRow("p-lan", "x", "2018-01-01")])
    actions.open_case(by=cast.officer, holder=cast.ward, kind="inspection", opened_on=FROM)
    ward, commune = cast.ward_head, cast.commune_head
    assert [str(row.holder) for row in policies.RATINGS.visible_to(ward)] == ["Nguyễn Thị Lan"]
    assert [row.holder for row in policies.RATINGS.visible_to(commune)] == [cast.commune]
    assert policies.DISCIPLINE.visible_to(ward).count() == 1
    assert policies.DISCIPLINE.visible_to(commune).count() == 0
    assert not policies.CASES.visible_to(ward).exists()
    for user in (cast.nobody, admin):
        for policy in (policies.RATINGS, policies.LEAVES, policies.DISCIPLINE, policies.CASES):
            assert not policy.visible_to(user).exists()
    assert list(policies.USERS.visible_to(cast.nobody)) == [cast.nobody]


def test_search_is_without_diacritics_and_by_words(cast: Cast) -> None:
    def found(text: str) -> list[str]:
        return [person.name for person in queries.search_people(Person.objects.all(), text)]

    assert found("nguyen thi LAN") == found("lan nguyễn") == ["Nguyễn Thị Lan"]
    assert found("p-lan") == ["Nguyễn Thị Lan"]
    assert found("%") == found("_") == found("nguyễn hùng") == []
    assert found("\0lan\ud800") == ["Nguyễn Thị Lan"]
    units = queries.search_units(Unit.objects.all(), "sao do")
    assert {unit.name for unit in units} == {"Phường Sao Đỏ", "Trường THCS Sao Đỏ"}


def test_people_are_paged_as_vietnamese_lists_sort(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    everyone = list(Person.objects.order_by("sort_key", "pk"))
    rows: list[Person] = []
    after = ""
    while True:
        with django_assert_num_queries(1):
            page = page_of(queries.search_people(Person.objects.all(), ""), after=after, size=5)
            names = [person.unit.name for person in page.rows if person.unit]
        assert len(names) == len(page.rows)
        assert len(names) <= 5
        rows += page.rows
        if not page.after:
            break
        after = page.after
    assert rows == everyone
    back = page_of(Person.objects.all(), before=after, size=5)
    assert len(back.rows) == 5
