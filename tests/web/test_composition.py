"""Who sits on the council: seats, terms, decisions; what a member with a seat alone sees."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db.models import Q

from tests.cast import Cast
from tests.web.addresses import address
from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.councils.composition import quorum_of
from thidua.councils.models import Council, CouncilDecision, CouncilMember
from thidua.councils.policies import COUNCILS
from thidua.councils.states import Capacity
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.policies import DOSSIERS
from thidua.emulation.models import Registration, RegistrationLine
from thidua.emulation.policies import REGISTRATIONS
from thidua.emulation.states import RegistrationState
from thidua.honours.models import Honour
from thidua.honours.policies import HONOURS
from thidua.organisations.models import Person
from thidua.organisations.policies import PEOPLE, UNITS
from thidua.workflow import act


def test_a_council_is_founded_and_filled_by_clicking(cast: Cast) -> None:
    office = signed_in(cast.office_head)
    assert "No council is on record." in text_of(office, "/hoi-dong/")
    made = office.post(
        "/hoi-dong/lap/",
        {"authority": cast.town.pk, "name": "Hội đồng TĐKT", "level": "district"},
        follow=True,
    )
    council = Council.objects.get()
    assert "Seat the first member" in made.content.decode()
    found = text_of(office, f"/hoi-dong/{council.pk}/uy-vien/?q=ngo thi van")
    seat = f"/hoi-dong/{council.pk}/uy-vien/{cast.clerk.person.pk}/"
    assert f'href="{seat}"' in found
    typed = {"capacity": "chair", "started_on": "01/01/2018"}
    office.post(seat, typed)
    page = text_of(office, f"/hoi-dong/{council.pk}/")
    assert "The council has no secretary" in page
    assert "The council has no chair" not in page
    # The second of two who seat one person is told.
    assert office.post(seat, typed).status_code == 409
    paper = {"number": "12/QĐ-UBND", "issued_on": "02/01/2018", "issuer": "UBND"}
    decision = f"/hoi-dong/{council.pk}/quyet-dinh/"
    assert office.post(decision, paper).status_code == 302
    again = office.post(decision, paper)
    assert (again.status_code, "number" in again.context["form"].errors) == (409, True)
    late = office.post(decision, {**paper, "number": "13", "issued_on": "01/01/2030"})
    assert "issued_on" in late.context["form"].errors
    assert CouncilDecision.objects.get().number == "12/QĐ-UBND"
    held = CouncilMember.objects.get()
    office.post(f"/hoi-dong/ghe/{held.pk}/ket-thuc/", {"ended_on": "10/01/2018"})
    assert "1 earlier seat" in text_of(office, f"/hoi-dong/{council.pk}/")
    assert verify().faults == ()


def test_the_councils_page_opens_for_whom_the_policy_says(world: World) -> None:
    for part in ("officer", "ward_head", "commune_officer", "clerk", "administrator", "nobody"):
        user = getattr(world.cast, part)
        allowed = bool(COUNCILS.allows(user, "view", world.late.council))
        client = signed_in(user)
        path = address("councils:council", world)
        assert (client.get(path).status_code == 200) is allowed, part
        assert (f'href="{path}"' in text_of(client, "/hoi-dong/")) is allowed, part


def test_a_member_does_not_seat_others(world: World) -> None:
    member = signed_in(world.cast.ward_head)
    for name in ("seat", "end_seat", "choose_member", "council_decision"):
        assert member.get(address(f"councils:{name}", world)).status_code == 403


def test_a_member_reads_the_dossiers_of_the_agenda_and_no_others(world: World) -> None:
    chair = world.late.chair
    client = signed_in(chair)
    on_agenda = Dossier.objects.filter(nominees__agenda_items__meeting__council=world.late.council)
    assert on_agenda.exists()
    for dossier in Dossier.objects.all():
        allowed = bool(DOSSIERS.allows(chair, "view", dossier))
        assert (client.get(f"/ho-so/{dossier.pk}/").status_code == 200) is allowed
    assert {bool(DOSSIERS.allows(chair, "view", dossier)) for dossier in on_agenda.distinct()} == {
        True
    }
    assert not DOSSIERS.allows(chair, "view", world.dossiers.received)
    assert not DOSSIERS.visible_to(chair, "appraise").exists()


def test_who_has_a_seat_alone_is_told_of_it(world: World) -> None:
    seat = CouncilMember.objects.get(person__user=world.cast.ward_head)
    role = world.cast.ward_head.roles.get()
    admin = signed_in(world.cast.administrator)
    admin.post(f"/quan-tri/vai-tro/{role.pk}/ket-thuc/", {"ended_on": "14/01/2018"})
    home = text_of(signed_in(world.cast.ward_head), "/")
    assert "hold no role yet" not in home
    assert str(seat.council) in home


@pytest.mark.parametrize(
    ("share", "members", "is_strict", "least"),
    [
        ("2/3", 15, False, "10"),
        ("2/3", 5, False, "4"),
        ("1/2", 6, True, "4"),
        ("1/2", 5, True, "3"),
    ],
)
def test_the_quorum_in_words(share: str, members: int, is_strict: bool, least: str) -> None:

    assert least in quorum_of(Fraction(share), members, is_strict=is_strict)
    assert quorum_of(None, members, is_strict=is_strict) == ""


def test_the_page_of_a_council_asks_the_same_for_more_members(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(world.cast.officer)
    counts = []
    for part in ("clerk", "inspector"):
        person = getattr(world.cast, part).person
        path = f"/hoi-dong/{world.late.council.pk}/uy-vien/{person.pk}/"
        client.post(path, {"capacity": "member", "started_on": f"{date(2018, 1, 1):%d/%m/%Y}"})
        with django_assert_max_num_queries(40) as captured:
            client.get(address("councils:council", world))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def proposed_before(user: User) -> tuple[set[int], set[int]]:
    """People and units proposed in the dossiers that a member of the council reads."""
    found = Nominee.objects.filter(dossier__in=DOSSIERS.visible_to(user))
    return (
        set(found.filter(person__isnull=False).values_list("person", flat=True)),
        set(found.filter(unit__isnull=False).values_list("unit", flat=True)),
    )


def test_a_member_reads_on_those_proposed_to_her_council_and_on_nobody_else(world: World) -> None:
    """With a seat alone: people, units, past honours and lists sent agree with the dossiers."""
    member, cast = world.cast.nobody, world.cast
    with act("tests.seat", by=cast.system):
        CouncilMember(
            council=world.late.council,
            person=member.person,
            capacity=Capacity.MEMBER,
            started_on=date(2017, 1, 1),
        ).save()
    people, units = proposed_before(member)
    assert people
    assert units
    with act("tests.honour", by=cast.system):
        for pk in (min(people), cast.clerk.person.pk):
            honour = {"what": "lao_dong_tien_tien", "period": cast.past, "provenance": "attested"}
            Honour(person_id=pk, **honour).save()
    own = {member.person.pk}
    assert set(PEOPLE.visible_to(member).values_list("pk", flat=True)) == people | own
    assert set(UNITS.visible_to(member).values_list("pk", flat=True)) == units
    about = HONOURS.visible_to(member).values_list("person", "unit")
    assert {(person in people | own) or (unit in units) for person, unit in about} == {True}
    assert about.filter(person=min(people)).exists()
    client = signed_in(member)
    for person in (Person.objects.get(pk=min(people)), member.person, cast.clerk.person):
        allowed = bool(PEOPLE.allows(member, "view", person))
        assert allowed is (person.pk in people | own)
        assert (client.get(f"/nguoi/{person.pk}/").status_code == 200) is allowed
    for row in Registration.objects.all():
        is_proposed = row.lines.filter(Q(person__in=people | own) | Q(unit__in=units)).exists()
        allowed = is_proposed and row.state != RegistrationState.DRAFT
        assert bool(REGISTRATIONS.allows(member, "view", row)) is allowed
    with office_day_is(date(2030, 1, 1)), act("tests.end", by=cast.system):
        member.person.seats.update(ended_on=date(2029, 12, 31))
        assert set(PEOPLE.visible_to(member)) == {member.person}
        assert not UNITS.visible_to(member).exists()


def test_one_without_a_role_sees_her_own_page_and_the_list_sent_with_her(world: World) -> None:
    nobody, cast = world.cast.nobody, world.cast
    person, client = nobody.person, signed_in(world.cast.nobody)
    own = f"/nguoi/{person.pk}/"
    assert f'href="{own}"' in text_of(client, "/")
    with act("tests.lines", by=cast.system):
        for registration in (world.draft, world.sent):
            RegistrationLine(
                registration=registration,
                what="lao_dong_tien_tien",
                person=person,
            ).save()
    page = text_of(client, own)
    assert f'href="/dang-ky/{world.sent.pk}/"' in page
    # A draft is its unit's own affair still.
    assert f'href="/dang-ky/{world.draft.pk}/"' not in page
    assert client.get(f"/dang-ky/{world.sent.pk}/").status_code == 200
    assert client.get(f"/dang-ky/{world.draft.pk}/").status_code == 404
    assert set(PEOPLE.visible_to(nobody)) == {person}
    assert f'href="{own}"' in text_of(client, "/nguoi/")
    assert client.get(f"/nguoi/{cast.clerk.person.pk}/").status_code == 404
