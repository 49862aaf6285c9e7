"""Initiatives: registered, recognised, and who is still without."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.initiatives.actions import recognise_initiatives, register_initiative
from thidua.initiatives.models import Initiative, Scope
from thidua.initiatives.policies import AUTHORS, INITIATIVES
from thidua.initiatives.queries import initiatives_of, without_recognition
from thidua.initiatives.rows import InitiativeRow
from thidua.organisations.models import Person
from thidua.organisations.tests.refusing import refused

TITLE = "Rút ngắn quy trình luân chuyển văn bản"
ROW = InitiativeRow("p-lan", "2018", TITLE, "base", "29/10/2018", "12/QĐ-UBND", "UBND thị xã")


def person(code: str) -> Person:
    return Person.objects.get(code=code)


def register(cast: Cast, **changes: Any) -> partial[Initiative]:
    details: dict[str, Any] = {
        "by": cast.ward_officer,
        "person": person("p-lan"),
        "period": cast.year,
        "title": TITLE,
        **changes,
    }
    return partial(register_initiative, **details)


def recognise(cast: Cast, *rows: InitiativeRow) -> partial[list[Initiative]]:
    return partial(recognise_initiatives, by=cast.officer, rows=rows, source="initiatives.csv")


def test_a_registered_initiative_becomes_recognised(cast: Cast) -> None:
    registered = register(cast)()
    assert registered.recognised_on is None
    (recognised,) = recognise(cast, ROW)()
    assert recognised.pk == registered.pk
    registered.refresh_from_db()
    assert (registered.scope, registered.decision) == (Scope.BASE, "12/QĐ-UBND")
    assert registered.recognised_on == date(2018, 10, 29)
    assert verify().faults == ()


def test_others_are_added_to_the_holders_own_period(cast: Cast) -> None:
    rows = [
        InitiativeRow("p-hoa", "2018", "Giải pháp dạy học", "province", "2018-05-07"),
        InitiativeRow("p-hoa", "2016-2017", "Giải pháp khác", "base", "2017-05-07"),
        ROW,
    ]
    assert len(recognise(cast, *rows)()) == 3
    assert [each.period.code for each in initiatives_of(person("p-hoa"))] == [
        "2017-2018",
        "2016-2017",
    ]
    assert refused(recognise(cast, ROW)) == {"exists"}


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (InitiativeRow("p-ai", "2018", TITLE, "base", "2018-10-29"), "unknown_holder", "holder"),
        (
            InitiativeRow("xa-le-loi", "2018", TITLE, "base", "2018-10-29"),
            "unknown_holder",
            "holder",
        ),
        (InitiativeRow("p-mai", "năm nay", TITLE, "base", "2018-10-29"), "bad_period", "period"),
        (InitiativeRow("p-mai", "", TITLE, "base", "2018-10-29"), "missing", "period"),
        (InitiativeRow("p-mai", "2018", "", "base", "2018-10-29"), "missing", "title"),
        (InitiativeRow("p-mai", "2018", "x" * 401, "base", "2018-10-29"), "too_long", "title"),
        (InitiativeRow("p-mai", "2018", TITLE, "xã", "2018-10-29"), "unknown_value", "scope"),
        (InitiativeRow("p-mai", "2018", TITLE, "", "2018-10-29"), "missing", "scope"),
        (InitiativeRow("p-mai", "2018", TITLE, "base", "29/13/2018"), "bad_date", "recognised_on"),
        (InitiativeRow("p-lan", "2018", TITLE.upper(), "base", "2018-10-29"), "twice", "title"),
    ],
)
def test_a_wrong_row_leaves_all_unwritten(
    cast: Cast, row: InitiativeRow, code: str, column: str
) -> None:
    doing = recognise(cast, ROW, row)
    assert refused(doing) == {code}
    with pytest.raises(Refusal) as told:
        doing()
    assert [(each.field, "3" in each.where) for each in told.value.reasons] == [(column, True)]
    assert not Initiative.objects.exists()


def test_registering_what_cannot_be(cast: Cast) -> None:
    register(cast)()
    assert refused(register(cast, title=f" {TITLE.upper()} ")) == {"exists"}
    assert refused(register(cast, title=" ")) == {"bad_title"}
    assert refused(register(cast, title="a\0")) == {"bad_character"}
    assert refused(register(cast, title="x" * 401)) == {"bad_title"}
    register(cast, period=cast.past)()


def test_who_registers_and_recognises(cast: Cast) -> None:
    for user in (cast.commune_head, cast.inspector, cast.nobody):
        assert refused(register(cast, by=user)) == {"not_yours"}
    for user in (cast.ward_head, cast.inspector, cast.nobody):
        assert refused(partial(recognise(cast, ROW), by=user)) == {"not_yours"}
    register(cast, by=cast.officer)()
    register(cast, by=cast.nobody, person=person("p-khach"))()


def test_who_still_needs_an_initiative(cast: Cast, django_assert_num_queries: Any) -> None:
    lan, mai = person("p-lan"), person("p-mai")
    register(cast, by=cast.officer, person=mai)()
    recognise(cast, ROW)()
    wanted = [(mai, cast.year), (lan, cast.year), (lan, cast.past)]
    with django_assert_num_queries(1):
        assert without_recognition(wanted) == [(mai, cast.year), (lan, cast.past)]
    assert without_recognition([]) == []


def test_list_and_answer_agree_for_everyone(cast: Cast) -> None:
    register(cast)()
    register(cast, by=cast.officer, person=person("p-mai"))()
    users = [value for value in vars(cast).values() if isinstance(value, User)]
    for user in users:
        seen = set(INITIATIVES.visible_to(user))
        for row in Initiative.objects.all():
            assert bool(INITIATIVES.allows(user, "view", row)) == (row in seen)
        authors = set(AUTHORS.visible_to(user, "register"))
        for author in Person.objects.all():
            assert bool(AUTHORS.allows(user, "register", author)) == (author in authors)
    assert [row.person.code for row in INITIATIVES.visible_to(cast.ward_head)] == ["p-lan"]
    assert not INITIATIVES.visible_to(cast.nobody).exists()
