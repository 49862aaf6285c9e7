"""Initiatives on pages: entered, recognised, found without diacritics; who sees which."""

from dataclasses import fields

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, make_person
from tests.web.addresses import address
from tests.web.test_pages import signed_in, text_of
from tests.web.test_seen import token_of
from tests.web.world import World
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.emulation.tests.opened import person_of
from thidua.initiatives.actions import register_initiative
from thidua.initiatives.models import Initiative, Scope
from thidua.initiatives.policies import INITIATIVES
from thidua.organisations.models import Person
from thidua.workflow import act
from thidua.workflow.seen import FIELD

LIST = "/sang-kien/"
DECISION = {
    "scope": "base",
    "decision": "12/QĐ-UBND",
    "recognised_on": "10/01/2018",
    "issuer": "UBND thị xã",
}


def test_from_registering_to_another_author(world: World) -> None:
    """The unit registers, the office records the decision and enters a second author."""
    cast = world.cast
    unit, office = signed_in(cast.ward_officer), signed_in(cast.officer)
    lan = Person.objects.get(code="p-lan")
    found = text_of(unit, f"{LIST}moi/?q=lan")
    path = f"{LIST}moi/{lan.pk}/"
    assert f'href="{path}"' in found
    typed = {"title": "Số hóa  hồ sơ một cửa", "period": str(cast.year.pk)}
    # Only the office records decisions: for a unit the fields are not there and count for nothing.
    assert "decision" not in unit.get(path).context["form"].fields
    made = unit.post(path, {**typed, **DECISION})
    own = Initiative.objects.get(person=lan, title="Số hóa hồ sơ một cửa")
    assert (made["Location"], own.is_recognised) == (f"{LIST}{own.pk}/", False)
    assert "Record a recognition" not in text_of(unit, made["Location"])
    assert "Record a recognition" in text_of(office, made["Location"])
    recognise = f"{LIST}{own.pk}/cong-nhan/"
    assert unit.get(recognise).status_code == 403
    assert office.post(recognise, DECISION).status_code == 302
    own.refresh_from_db()
    assert (own.scope, own.decision) == (Scope.BASE, "12/QĐ-UBND")
    page = text_of(office, f"{LIST}{own.pk}/tac-gia/?q=hung")
    hung = Person.objects.get(code="p-hung")
    other = f"{LIST}moi/{hung.pk}/?nhu={own.pk}"
    assert f'href="{other}"' in page
    form = office.get(other).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    office.post(other, {**sent, "recognised_on": "10/01/2018"})
    assert Initiative.objects.get(person=hung).decision == own.decision
    assert "Trần Văn Hùng" in text_of(office, f"{LIST}{own.pk}/")
    assert f'href="{LIST}{own.pk}/"' in text_of(office, f"/nguoi/{lan.pk}/")
    assert verify().faults == ()


def test_a_recognition_is_whole_or_nothing_and_of_no_day_to_come(world: World) -> None:
    office = signed_in(world.cast.officer)
    path = address("initiatives:enter", world)
    typed = {"title": "Mới", "period": str(world.cast.year.pk)}
    answer = office.post(path, {**typed, "decision": "1"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"scope", "recognised_on", "issuer"}
    late = office.post(path, {**typed, **DECISION, "recognised_on": "01/02/2018"})
    assert (late.status_code, set(late.context["form"].errors)) == (409, {"recognised_on"})
    assert office.post(path, {**typed, "period": "9" * 30}).status_code == 422
    assert not Initiative.objects.filter(title="Mới").exists()


def test_a_title_registered_before_becomes_recognised_and_is_not_doubled(world: World) -> None:
    office, before = signed_in(world.cast.officer), world.initiative
    path = address("initiatives:enter", world)
    typed = {"title": before.title.upper(), "period": str(before.period_id), **DECISION}
    assert office.post(path, typed)["Location"] == f"{LIST}{before.pk}/"
    again = office.post(path, typed)
    assert again.status_code == 409
    assert "12/QĐ-UBND, 10/01/2018" in again.content.decode()
    assert Initiative.objects.filter(person=before.person).count() == 1


def test_two_who_record_one_recognition(world: World) -> None:
    path = address("initiatives:recognise", world)
    second = signed_in(world.cast.office_head)
    own = token_of(second.get(path))
    signed_in(world.cast.officer).post(path, DECISION)
    answer = second.post(path, {**DECISION, "decision": "13/QĐ-UBND", FIELD: own})
    assert answer.status_code == 409
    assert "recorded that an initiative was recognised, 15/01/2018" in answer.content.decode()
    assert 'value="13/QĐ-UBND"' in answer.content.decode()
    world.initiative.refresh_from_db()
    assert world.initiative.decision == "12/QĐ-UBND"


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("q=rut ngan", True),
        ("q=ket qua tra", True),
        ("q=khong", False),
        ("nam=2018", True),
        ("pham-vi=chua-cong-nhan", True),
        ("pham-vi=base", False),
        ("pham-vi=x&don-vi=x&nam=x", True),
        ("nam=tat-ca", True),
    ],
)
def test_the_list_is_narrowed(world: World, asked: str, is_found: bool) -> None:
    page = text_of(signed_in(world.cast.officer), f"{LIST}?{asked}")
    assert (world.initiative.title in page) is is_found


def test_the_list_and_the_pages_agree_with_the_policy(world: World) -> None:
    for each in fields(world.cast):
        user = getattr(world.cast, each.name)
        if not isinstance(user, User) or user.is_system:
            continue
        client = signed_in(user)
        for initiative in Initiative.objects.all():
            path = f"{LIST}{initiative.pk}/"
            allowed = bool(INITIATIVES.allows(user, "view", initiative))
            assert (client.get(path).status_code == 200) is allowed, each.name
            assert (f'href="{path}"' in text_of(client, LIST)) is allowed, each.name


def make_account_of_nobody(cast: Cast) -> Client:
    """An account that is of no person: there is nobody for whom it may enter anything."""
    user = User(username="khong-ai", name="Không ai")
    with act("tests.user", by=cast.system):
        user.save()
    return signed_in(user)


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    assert "Titles of emulation soldier ask for" in text_of(signed_in(cast.ward_officer), LIST)
    nobodys = make_account_of_nobody(cast)
    assert "No initiative is on record that you may see." in text_of(nobodys, LIST)
    assert nobodys.get(f"{LIST}moi/").status_code == 403


def test_the_list_costs_the_same_however_long(world: World) -> None:
    client, counts = signed_in(world.cast.officer), []
    for names in ((), ("Một", "Hai")):
        with act("tests.people", by=world.cast.system):
            people = [make_person(f"p-{name}", name, world.cast.commune) for name in names]
        for person in people:
            register_initiative(
                by=world.cast.officer, person=person, period=world.cast.year, title="Giải pháp"
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_sees_ones_own(world: World) -> None:
    """An author without a role sees her initiative, and may register another."""
    author = world.cast.nobody
    initiative = register_initiative(
        by=author, person=person_of(author), period=world.cast.year, title="Của mình"
    )
    client = signed_in(author)
    assert "Của mình" in text_of(client, LIST)
    assert text_of(client, f"{LIST}{initiative.pk}/")
