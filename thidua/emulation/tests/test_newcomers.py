"""Who has no account: people and collectives of a unit's parts, and those in no register yet."""

import pytest
from django.test import Client

from tests.cast import Cast, make_person, make_unit
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.emulation.actions import register_line
from thidua.emulation.models import EmulationYear, Registration
from thidua.emulation.tests.opened import drafted
from thidua.organisations.actions import add_collective, add_person
from thidua.organisations.models import Employment, Person, Unit
from thidua.organisations.states import PersonKind, UnitKind
from thidua.workflow import act

LDTT = "lao_dong_tien_tien"


@pytest.fixture
def draft(cast: Cast, year: EmulationYear) -> Registration:
    return drafted(cast, year)


@pytest.fixture
def team(cast: Cast) -> Unit:
    """A team of farmers inside the ward, with one of them."""
    with act("tests.team", by=cast.system):
        team = make_unit("to-vai", "Tổ trồng vải số 1", UnitKind.SMALL_COLLECTIVE, cast.ward)
        make_person("p-nong-dan", "Mạc Văn Vải", team, kind=PersonKind.FARMER, position="Tổ viên")
    return team


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_a_ward_registers_the_farmers_and_teams_of_its_parts(
    cast: Cast, draft: Registration, team: Unit
) -> None:
    client = signed_in(cast.ward_officer)
    shown = client.get(f"/dang-ky/{draft.pk}/").content.decode()
    assert "Mạc Văn Vải, Tổ viên, nông dân, Tổ trồng vải số 1" in shown
    assert "Tổ trồng vải số 1 (tập thể nhỏ)" in shown
    farmer = Person.objects.get(code="p-nong-dan")
    answer = client.post(f"/dang-ky/{draft.pk}/", {"what": LDTT, "person": [farmer.pk]})
    assert answer.status_code == 302
    data = {"collective-unit": team.pk, "collective-what": "tap_the_lao_dong_tien_tien"}
    assert client.post(f"/dang-ky/{draft.pk}/tap-the/", data).status_code == 302
    assert draft.lines.filter(person=farmer).exists()
    assert draft.lines.filter(unit=team).exists()


def test_another_units_farmer_is_refused(cast: Cast, draft: Registration) -> None:
    with act("tests.team", by=cast.system):
        team = make_unit("to-khac", "Tổ khác", UnitKind.SMALL_COLLECTIVE, cast.commune)
        farmer = make_person("p-khac", "Mạc Thị Khác", team, kind=PersonKind.FARMER)
    with pytest.raises(Refusal) as refused:
        register_line(registration=draft, what=LDTT, person=farmer, by=cast.ward_officer)
    assert codes(refused) == ["other_unit"]


def test_an_officer_adds_a_farmer_and_registers_her(
    cast: Cast, draft: Registration, team: Unit
) -> None:
    client = signed_in(cast.ward_officer)
    path = f"/dang-ky/{draft.pk}/nguoi-moi/"
    data = {"name": "  Đồng Thị   Lúa ", "kind": "nong_dan", "honorific": "Bà", "unit": team.pk}
    answer = client.post(path, data)
    person = Person.objects.get(name="Đồng Thị Lúa")
    assert answer["Location"].startswith(f"/dang-ky/{draft.pk}/?q=")
    assert (person.code, person.unit, person.is_female) == ("dong-thi-lua", team, True)
    assert Employment.objects.get(person=person).kind == PersonKind.FARMER
    listed = client.get(answer["Location"]).content.decode()
    assert "Đồng Thị Lúa" in listed
    assert "Mạc Văn Vải" not in listed
    register_line(registration=draft, what=LDTT, person=person, by=cast.ward_officer)
    assert verify().faults == ()


def test_namesakes_are_shown_first_and_told_apart(
    cast: Cast, draft: Registration, team: Unit
) -> None:
    with act("tests.namesake", by=cast.system):
        make_person("p-xa", "Mạc Văn Vải", cast.commune, position="Trưởng thôn")
    client = signed_in(cast.ward_officer)
    path = f"/dang-ky/{draft.pk}/nguoi-moi/"
    data = {"name": "MAC VAN VAI", "kind": "nong_dan", "unit": cast.ward.pk}
    answer = client.post(path, data)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Tổ trồng vải số 1" in told
    assert "Trưởng thôn" not in told, "another unit's people are counted, not shown"
    assert "1 người nữa" in told
    assert 'value="MAC VAN VAI"' in told, "what was typed stays"
    assert Person.objects.filter(folded="mac van vai").count() == 2
    assert client.post(path, {**data, "is_another": "on"}).status_code == 302
    assert Person.objects.filter(folded="mac van vai").count() == 3


def test_a_household_is_added_and_a_second_of_its_name_asked_about(
    cast: Cast, draft: Registration
) -> None:
    client = signed_in(cast.ward_officer)
    path = f"/dang-ky/{draft.pk}/to-doi-moi/"
    data = {"name": "Hộ gia đình Vườn Na", "kind": "ho_gia_dinh"}
    assert client.post(path, data)["Location"] == f"/dang-ky/{draft.pk}/"
    unit = Unit.objects.get(code="ho-gia-dinh-vuon-na")
    assert (unit.parent, unit.calendar, unit.versions.count()) == (cast.ward, "calendar", 1)
    again = client.post(path, data)
    assert again.status_code == 409
    assert "Phường Sao Đỏ" in again.content.decode()
    assert client.post(path, {**data, "is_another": "on"}).status_code == 302
    assert Unit.objects.filter(code="ho-gia-dinh-vuon-na-2").exists()
    assert verify().faults == ()


def test_who_may_add(cast: Cast, team: Unit) -> None:
    add_person(by=cast.officer, unit=team, name="Lê Một", kind="nong_dan")
    add_person(by=cast.ward_head, unit=team, name="Lê Hai", kind="nong_dan")
    for part in ("commune_officer", "inspector", "nobody"):
        with pytest.raises(Refusal) as refused:
            add_person(by=getattr(cast, part), unit=team, name="Lê Ba", kind="nong_dan")
        assert codes(refused) == ["not_yours"]
        with pytest.raises(Refusal) as refused:
            add_collective(by=getattr(cast, part), parent=cast.ward, name="Tổ", kind="to_doi")
        assert codes(refused) == ["not_yours"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "no_name"),
        ({"kind": "x"}, "unknown_kind"),
        ({"honorific": "Mr"}, "unknown_honorific"),
        ({"name": "A" * 201}, "too_long"),
        ({"position": "a\0b"}, "bad_character"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, changed: dict[str, str], code: str) -> None:
    data = {"name": "Lê Một", "kind": "nong_dan", **changed}
    with pytest.raises(Refusal) as refused:
        add_person(by=cast.officer, unit=cast.ward, **data)  # type: ignore[arg-type]
    assert code in codes(refused)
    assert not Person.objects.filter(name="Lê Một").exists()


def test_an_enterprise_is_not_the_units_to_add(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        add_collective(by=cast.ward_officer, parent=cast.ward, name="Công ty", kind="doanh_nghiep")
    assert codes(refused) == ["unknown_kind"]


def test_wrong_input_is_told_beside_its_field(cast: Cast, draft: Registration) -> None:
    client = signed_in(cast.ward_officer)
    answer = client.post(f"/dang-ky/{draft.pk}/nguoi-moi/", {"kind": "x", "unit": "x"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "kind", "unit"}
