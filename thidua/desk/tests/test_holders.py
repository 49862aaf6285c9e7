"""Pages of people and units, their lists, and the register."""

import csv
from dataclasses import fields
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from tests.cast import Cast, make_person
from tests.web.world import World
from thidua.accounts.models import User
from thidua.desk import register
from thidua.desk.register import BOM, Asked, as_csv, honours_listed
from thidua.documents.sheets import read_book
from thidua.honours.models import Honour
from thidua.honours.policies import HONOURS
from thidua.honours.states import HonourState, Provenance
from thidua.organisations.models import Discipline, PendingCase, Person, Succession, Unit
from thidua.organisations.policies import PEOPLE, UNITS
from thidua.organisations.states import Change, Pending, UnitKind
from thidua.workflow import act

LDTT, TTLDTT = "lao_dong_tien_tien", "tap_the_lao_dong_tien_tien"


def users_of(cast: Cast) -> list[User]:
    found = (getattr(cast, each.name) for each in fields(cast))
    return [each for each in found if isinstance(each, User) and not each.is_system]


def honour(**details: object) -> Honour:
    made = Honour(
        **{
            "provenance": Provenance.IMPORTED,
            "decision": "12/QĐ-UBND",
            "decided_on": date(2017, 12, 20),
            "issuer": "UBND thị xã",
            **details,
        }
    )
    made.save()
    return made


@pytest.fixture
def held(cast: Cast) -> Cast:
    """Honours of a person, of a unit and of the unit that it follows; one was revoked."""
    person = Person.objects.get(user=cast.ward_officer)
    with act("tests.honours", by=cast.system):
        honour(person=person, what=LDTT, period=cast.past)
        honour(
            person=person,
            what=LDTT,
            period=cast.year,
            state=HonourState.REVOKED,
            revoked_on=date(2018, 5, 1),
            revoked_because="Khai sai thành tích",
        )
        honour(unit=cast.ward, what=TTLDTT, period=cast.year)
        honour(unit=cast.commune, what=TTLDTT, period=cast.past)
        Succession(
            predecessor=cast.commune,
            successor=cast.ward,
            change=Change.MERGED,
            took_effect_on=date(2018, 1, 1),
            document="Nghị quyết 1",
        ).save()
        Discipline(person=person, form="khien_trach", decided_on=date(2016, 3, 1)).save()
        PendingCase(person=person, kind=Pending.COMPLAINT, opened_on=date(2018, 1, 5)).save()
    return cast


def get(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_page_opens_for_whom_the_policy_shows_it(held: Cast) -> None:
    for user in users_of(held):
        client = Client()
        client.force_login(user)
        seen = set(PEOPLE.visible_to(user).values_list("pk", flat=True))
        for pk in Person.objects.values_list("pk", flat=True):
            assert (client.get(f"/nguoi/{pk}/").status_code == 200) == (pk in seen)
        units = set(UNITS.visible_to(user).values_list("pk", flat=True))
        for unit in (held.ward, held.commune, held.school, held.town):
            assert (client.get(f"/don-vi/{unit.pk}/").status_code == 200) == (unit.pk in units)
        listed = client.get("/nguoi/").context["page"].rows
        assert {person.pk for person in listed} == seen


def test_the_timeline_marks_what_was_revoked_and_what_is_a_predecessors(held: Cast) -> None:
    person = Person.objects.get(user=held.ward_officer)
    page = get(held.officer, f"/nguoi/{person.pk}/")
    assert "hủy bỏ ngày 01/05/2018" in page
    assert "Khai sai thành tích" in page
    assert "12/QĐ-UBND" in page
    unit = get(held.officer, f"/don-vi/{held.ward.pk}/")
    assert "của đơn vị tiền thân Xã Lê Lợi (đến 01/01/2018)" in unit
    # The ward's own people see it as well; the commune's see their own honours alone.
    assert "tiền thân Xã Lê Lợi" in get(held.ward_officer, f"/don-vi/{held.ward.pk}/")
    assert "tiền thân" not in get(held.commune_officer, f"/don-vi/{held.commune.pk}/")


def test_a_pending_case_is_not_told_to_the_unit(held: Cast) -> None:
    path = f"/nguoi/{Person.objects.get(user=held.ward_officer).pk}/"
    assert "khiển trách" in get(held.ward_head, path)
    assert "chưa kết luận" not in get(held.ward_head, path)
    assert "chưa kết luận" in get(held.inspector, path)


def test_people_of_a_unit(held: Cast) -> None:
    client = Client()
    client.force_login(held.officer)
    page = client.get(f"/nguoi/?don-vi={held.ward.pk}").context["page"]
    assert {person.unit for person in page.rows} == {held.ward}
    for odd in ("x", "9" * 40, "-1", str(held.town.pk + 9999)):
        get(held.officer, f"/nguoi/?don-vi={odd}")


def test_names_on_other_pages_lead_to_what_may_be_seen(world: World) -> None:
    person = Person.objects.get(user=world.cast.ward_officer)
    link = f'href="/nguoi/{person.pk}/"'
    path = f"/dang-ky/{world.draft.pk}/"
    assert link in get(world.cast.officer, path)
    assert link in get(world.cast.ward_officer, path)
    decision = f"/quyet-dinh/{world.late.issued.pk}/"
    assert "/nguoi/" in get(world.cast.officer, decision)
    # The accountant sees the decision, and nobody's page.
    assert 'href="/nguoi/' not in get(world.cast.accountant, decision)


def test_the_register_narrows(held: Cast) -> None:
    def found(user: User, **asked: object) -> set[tuple[str, str]]:
        rows = honours_listed(user, Asked(**asked))  # type: ignore[arg-type]
        return {(row.holder.name, row.period.code) for row in rows}

    officer, name = held.officer, held.ward_officer.person.name
    assert found(officer, year=2018) == {(name, "2018"), (held.ward.name, "2018")}
    assert found(officer, what=TTLDTT) == {(held.ward.name, "2018"), (held.commune.name, "2017")}
    assert found(officer, unit=held.ward, year=2017) == {(name, "2017")}
    assert found(officer, text="nguyen lan") == {(name, "2018"), (name, "2017")}
    assert found(held.nobody) == set()
    for user in users_of(held):
        assert found(user) == {
            (row.holder.name, row.period.code) for row in HONOURS.visible_to(user)
        }


def test_the_register_as_a_table(held: Cast) -> None:
    with act("tests.formula", by=held.system):
        odd = make_person("p-odd", '=HYPERLINK("x")', held.ward)
        honour(person=odd, what=LDTT, period=held.past)
    text = "".join(as_csv(honours_listed(held.officer, Asked())))
    assert text.startswith(BOM)
    rows = list(csv.reader(StringIO(text.removeprefix(BOM))))
    assert len(rows) == 1 + HONOURS.visible_to(held.officer).count()
    names = {row[1] for row in rows[1:]}
    assert "Nguyễn Thị Lan" in names
    assert '\'=HYPERLINK("x")' in names
    assert {row[6] for row in rows[1:]} == {"20/12/2017"}
    client = Client()
    client.force_login(held.ward_officer)
    answer = client.get("/so-khen/tep.csv?nam=2017")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    sent = answer.getvalue().decode()
    assert "Nguyễn Thị Lan" in sent
    assert sent.count("\r\n") < text.count("\r\n")


def test_the_register_as_an_excel_file(
    held: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(held.officer)
    answer = client.get("/so-khen/tep.xlsx?nam=2018")
    (sheet,) = read_book(answer.content).sheets.values()
    names = {row[1] for row in sheet.rows[1:]}
    assert names == {"Nguyễn Thị Lan", "Phường Sao Đỏ"}
    monkeypatch.setattr(register, "MOST_IN_BOOK", 1)
    refused = client.get("/so-khen/tep.xlsx?nam=2018")
    assert refused.status_code == 409
    assert "CSV" in refused.content.decode()


@pytest.mark.parametrize(
    "query",
    ["nam=x", "nam=99999999999999999999", "gi=khac", "khoi=x", "sau=x", "q=%00", "don-vi=x"],
)
def test_odd_questions_to_the_register(held: Cast, client: Client, query: str) -> None:
    client.force_login(held.officer)
    assert client.get(f"/so-khen/?{query}").status_code in {200, 409}
    assert client.get(f"/so-khen/tep.csv?{query}").status_code == 200


def test_keys_and_years_stand_in_addresses_as_they_are(held: Cast, client: Client) -> None:
    """Numbers in text are written 2.018; in addresses and forms they are not."""
    with act("tests.far", by=held.system):
        far = Unit(
            pk=12345, code="far", name="Xã Xa", kind=UnitKind.COMMUNE, parent=held.town, level="xa"
        )
        far.save()
        for number in range(14):
            make_person(f"far-{number}", f"Nguyễn Văn Xa {number}", far)
        honour(unit=far, what=TTLDTT, period=held.year)
    client.force_login(held.officer)
    assert 'href="/nguoi/?don-vi=12345"' in client.get("/don-vi/12345/").content.decode()
    assert 'value="12345"' in client.get("/nguoi/?don-vi=12345").content.decode()
    page = client.get("/so-khen/?don-vi=12345").content.decode()
    assert '<option value="2018" selected>2018</option>' in page
    assert 'value="12345"' in page
    assert "Xã Xa" in page
