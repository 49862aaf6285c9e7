"""Registration pages: what they say, what they ask of the database, what they cost to send."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, make_person, make_unit
from tests.web.addresses import address
from tests.web.world import World
from thidua.accounts.models import User
from thidua.background.tests.working import work
from thidua.common.clock import office_day, office_day_is
from thidua.desk.queries import duties_shown
from thidua.documents.tests.scans import on_paper
from thidua.emulation.actions import (
    accept_registration,
    register_line,
    return_registration,
    send_registration,
    start_registration,
)
from thidua.emulation.models import BlocMember, Registration
from thidua.emulation.tests.opened import opened_year, person_of
from thidua.organisations.states import UnitKind
from thidua.oversight.actions import ask_for_check
from thidua.workflow import act

KB = 1024
COMPRESSED = {"accept-encoding": "br, gzip"}
FIRST_VISIT, REPEAT_VISIT = 300 * KB, 60 * KB


def signed_in(user: User) -> Client:
    """A client that reads English."""
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_from_draft_to_accepted(world: World) -> None:
    """Add, take off, send, return, correct, send again, accept: through the pages alone."""
    unit, office = signed_in(world.cast.ward_officer), signed_in(world.cast.officer)
    path = address("emulation:registration", world)
    head = person_of(world.cast.ward_head)
    answer = unit.post(path, {"what": "chien_si_thi_dua_co_so", "person": [head.pk]}, follow=True)
    assert "1 person was added." in answer.content.decode()
    line = world.draft.lines.get(person=head)
    unit.post(reverse("emulation:withdraw_line", args=[world.draft.pk, line.pk]))
    assert world.draft.lines.count() == 2
    unit.post(
        reverse("emulation:add_collective", args=[world.draft.pk]),
        {"collective-unit": world.cast.ward.pk, "collective-what": "tap_the_lao_dong_xuat_sac"},
    )
    assert world.draft.lines.count() == 3
    unit.post(address("emulation:send_registration", world))
    office.post(
        reverse("emulation:return_registration", args=[world.draft.pk]),
        {"reason": "Thiếu đồng chí A."},
    )
    assert "Thiếu đồng chí A." in text_of(unit, path)
    unit.post(address("emulation:send_registration", world))
    done = office.post(reverse("emulation:accept_registration", args=[world.draft.pk]))
    assert done["Location"] == address("emulation:round", world)
    world.draft.refresh_from_db()
    assert world.draft.state == "accepted"
    history = office.get(path).context["history"]
    assert [line.what for line in history][:3] == [
        "accepted the registration",
        "sent the registration",
        "returned the registration to be corrected",
    ]
    assert history[2].note == "Thiếu đồng chí A."


def test_an_empty_list_says_what_is_missing_and_is_refused(world: World) -> None:
    for line in list(world.draft.lines.all()):
        signed_in(world.cast.ward_officer).post(
            reverse("emulation:withdraw_line", args=[world.draft.pk, line.pk])
        )
    client = signed_in(world.cast.ward_officer)
    page = client.get(address("emulation:registration", world))
    assert [each.code for each in page.context["missing"]] == ["empty"]
    assert page.context["next"].url == ""
    refused = client.post(address("emulation:send_registration", world))
    assert refused.status_code == 409
    world.draft.refresh_from_db()
    assert world.draft.state == "draft"


def test_a_return_without_reason_is_told_beside_its_field(world: World) -> None:
    client = signed_in(world.cast.officer)
    path = address("emulation:return_registration", world)
    for reason in ("", "   "):
        answer = client.post(path, {"reason": reason})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["reason"]
    world.sent.refresh_from_db()
    assert world.sent.state == "sent"


def test_late_lists_are_marked(world: World) -> None:
    with office_day_is(date(2018, 2, 5)):
        client = signed_in(world.cast.ward_officer)
        assert "5 days late" in text_of(client, address("emulation:send_registration", world))
        client.post(address("emulation:send_registration", world))
        page = signed_in(world.cast.officer).get(address("emulation:round", world))
        late = [row for row in page.context["rows"] if row.days_late]
        assert [(row.unit, row.days_late) for row in late] == [(world.cast.ward, 5)]


def test_the_round_is_narrowed_by_state(world: World) -> None:
    client = signed_in(world.cast.officer)
    path = address("emulation:round", world)

    def units(state: str) -> list[str]:
        return [str(row.unit) for row in client.get(path, {"state": state}).context["rows"]]

    assert units("") == ["Phường Sao Đỏ", "Xã Lê Lợi"]
    assert units("sent") == ["Xã Lê Lợi"]
    assert units("missing") == ["Phường Sao Đỏ"]
    assert units("accepted") == []


def test_people_are_found_without_marks_and_ticks_stay(world: World) -> None:
    client = signed_in(world.cast.ward_officer)
    path = address("emulation:registration", world)
    head, officer = person_of(world.cast.ward_head), person_of(world.cast.ward_officer)
    asked: dict[str, str | list[int]] = {"q": "tran van hung", "person": [officer.pk]}
    part = client.get(path, asked, headers={"hx-request": "true"})
    html = part.content.decode()
    assert "<html" not in html
    assert f'value="{head.pk}"' in html
    assert re.search(rf'value="{officer.pk}"[^>]*checked', html)
    whole = client.get(path, {"q": "không ai"}).content.decode()
    assert f'value="{head.pk}"' not in whole


def test_duties_come_late_ones_first_and_lead_to_pages(world: World) -> None:
    with office_day_is(date(2018, 2, 5)):
        for user in (world.cast.ward_head, world.cast.officer, world.cast.school_head):
            due = duties_shown(user, date(2018, 2, 5))
            order = [(not each.duty.is_late, each.duty.due_on or date.max) for each in due]
            assert order == sorted(order)
            client = signed_in(user)
            for each in due:
                if each.duty.url_name.startswith("emulation:"):
                    assert client.get(each.url).status_code == 200, each.duty.title
    due = duties_shown(world.cast.ward_officer, date(2018, 2, 5))
    assert [each.days_late for each in due if each.duty.code == "register_titles"] == [5]


def check_now(by: User) -> None:
    """Have the journal checked: the inspector's duty then is done."""
    ask_for_check(by=by)
    work()


def test_without_duties_the_page_says_what_comes_next(world: World) -> None:
    check_now(world.cast.inspector)
    page = signed_in(world.cast.inspector).get("/")
    assert page.context["due"] == []
    assert page.context["milestone"].due_on >= date(2018, 1, 15)
    assert "đăng ký" in text_of(signed_in(world.cast.inspector), "/")


def test_without_a_role_the_page_says_whom_to_ask(world: World) -> None:
    assert "hold no role yet" in text_of(signed_in(world.cast.nobody), "/")


@pytest.mark.parametrize("part", ["officer", "ward_officer", "ward_head"])
def test_pages_ask_as_much_of_the_database_for_three_rows_as_for_one(
    world: World, part: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(getattr(world.cast, part))
    paths = ["/", "/dang-ky/", address("emulation:round", world)]
    paths.append(address("emulation:registration", world))
    counts = []
    for more in (1, 2):
        add_communes(world, more)
        counts.append([queries_of(client, path, django_assert_max_num_queries) for path in paths])
    assert counts[0] == counts[1], dict(zip(paths, zip(*counts, strict=True), strict=True))
    assert max(counts[0]) <= 45


def add_communes(world: World, more: int) -> None:
    """`more` communes whose codes are free still."""
    taken = Registration.objects.count()
    for number in range(more):
        add_one(world, taken + number)


def add_one(world: World, number: int) -> None:
    """A member of the bloc of communes with a list sent, and one line more in the draft."""
    cast = world.cast
    with act("tests.add", by=cast.system):
        unit = make_unit(f"xa-{number}", f"Xã {number}", UnitKind.COMMUNE, cast.town)
        BlocMember(bloc=world.round.bloc, unit=unit).save()
        worker = make_person(f"w-{number}", f"Lê Văn {number}", unit)
        there = make_person(f"x-{number}", f"Lê Thị {number}", cast.ward)
    sent = start_registration(in_round=world.round, unit=unit, by=cast.officer)
    for registration, person in ((sent, worker), (world.draft, there)):
        register_line(
            registration=registration, what="lao_dong_tien_tien", person=person, by=cast.officer
        )
    signed = on_paper(worker, office_day())
    send_registration(registration=sent, by=cast.officer, on_paper=signed)


def queries_of(client: Client, path: str, counter: Callable[..., Any]) -> int:
    with counter(200) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_pages_are_light(world: World) -> None:
    """A first visit with all that the page names, and a repeat with the page alone."""
    client = signed_in(world.cast.ward_officer)
    for path in ("/", "/dang-ky/", address("emulation:registration", world)):
        page = client.get(path, headers=COMPRESSED)
        html = text_of(client, path)
        named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
        assert named
        weight = len(page.content)
        assert weight <= REPEAT_VISIT
        for each in named:
            part = client.get(each, headers=COMPRESSED)
            body = b"".join(part) if part.streaming else part.content
            weight += len(body)
            assert f"max-age={settings.WHITENOISE_MAX_AGE}" in part["Cache-Control"], each
            fonts = re.findall(rb"url\((be-vietnam-pro-[\w-]+\.woff2)\)", body)
            for font in fonts:
                answer = client.get(f"/static/vendor/be-vietnam-pro/{font.decode()}")
                weight += len(b"".join(answer))
        assert weight <= FIRST_VISIT, path


def test_reading_pages_writes_nothing_and_needs_no_script(world: World) -> None:
    html = text_of(signed_in(world.cast.ward_officer), address("emulation:registration", world))
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)
    assert "<script>" not in html


def test_accepted_lists_cannot_be_changed(cast: Cast) -> None:
    year = opened_year(cast)
    registration = start_registration(
        in_round=year.blocs.get(code="xa-phuong").rounds.get(), unit=cast.ward, by=cast.ward_officer
    )
    person = person_of(cast.ward_officer)
    register_line(
        registration=registration, what="lao_dong_tien_tien", person=person, by=cast.ward_officer
    )
    for state in ("returned", "accepted"):
        send_registration(registration=registration, by=cast.ward_officer)
        if state == "returned":
            return_registration(registration=registration, reason="Sửa.", by=cast.officer)
    accept_registration(registration=registration, by=cast.officer)
    client = signed_in(cast.ward_officer)
    path = reverse("emulation:registration", args=[registration.pk])
    head = person_of(cast.ward_head)
    answer = client.post(path, {"what": "lao_dong_tien_tien", "person": [head.pk]})
    assert answer.status_code == 409
    assert "people" not in answer.context
    assert "can no longer be changed" in answer.content.decode()
    assert registration.lines.count() == 1
