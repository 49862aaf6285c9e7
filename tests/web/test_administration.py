"""Pages of accounts, roles, periods, the journal and its check, one's own account."""

from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, make_person, make_user
from tests.web.addresses import address, addresses
from tests.web.test_hostile import FIELDS, ODD
from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.background.tests.working import work
from thidua.common.clock import system_now
from thidua.dossiers.models import Dossier
from thidua.emulation.models import Registration
from thidua.organisations.models import Period, Person, RoleAssignment
from thidua.organisations.policies import ROLES, USERS
from thidua.organisations.states import Role
from thidua.oversight import journal
from thidua.oversight.actions import note_done
from thidua.oversight.states import Work
from thidua.workflow import act

SIGN_IN = "/dang-nhap/"


def test_an_account_from_opening_to_the_first_duty(world: World) -> None:
    """Find the person, open, hand over, sign in, choose a password, hold a role."""
    admin = signed_in(world.cast.administrator)
    assert "Lê Thị Mới" in text_of(admin, "/quan-tri/tai-khoan/mo/?q=moi")
    path = address("organisations:open_account", world)
    assert 'value="moilt"' in text_of(admin, path)
    shown = admin.post(path, {"username": "moilt"})
    password = shown.context["password"]
    assert password in shown.content.decode()
    assert shown.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    account = User.objects.get(username="moilt")
    given = admin.post(
        reverse("organisations:give_role", args=[account.pk]),
        {"role": "unit_officer", "unit": "phuong sao do", "started_on": "01/01/2018"},
    )
    assert given.status_code == 302
    person = Client()
    person.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = person.post(SIGN_IN, {"username": "MoiLT", "password": password}, follow=True)
    assert "made by the administrator" in answer.content.decode()
    assert person.get("/dang-ky/")["Location"] == "/tai-khoan/mat-khau/"
    changed = person.post(
        "/tai-khoan/mat-khau/",
        {
            "present_password": password,
            "password": "hoa phuong do",
            "password_again": "hoa phuong do",
        },
        follow=True,
    )
    assert "Your password was changed." in changed.content.decode()
    assert "the unit's officer, Phường Sao Đỏ" in text_of(person, "/tai-khoan/").replace(
        "&#x27;", "'"
    )
    assert person.get("/dang-ky/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (
            {
                "present_password": "sai",
                "password": "hoa phuong do",
                "password_again": "hoa phuong do",
            },
            "present_password",
        ),
        (
            {
                "present_password": "thidua",
                "password": "hoa phuong do",
                "password_again": "hoa phuong",
            },
            "password_again",
        ),
        (
            {"present_password": "thidua", "password": "12345678", "password_again": "12345678"},
            "password",
        ),
        (
            {"present_password": "thidua", "password": "thidua", "password_again": "thidua"},
            "password",
        ),
        ({}, "present_password"),
    ],
)
def test_a_wrong_new_password_is_told_beside_its_field(
    cast: Cast, typed: dict[str, str], field: str
) -> None:
    client = signed_in(cast.clerk)
    answer = client.post("/tai-khoan/mat-khau/", typed)
    assert answer.status_code in {409, 422}
    assert field in answer.context["form"].errors
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password("thidua")


def test_a_resting_account_is_unlocked_by_clicking(world: World) -> None:
    for _n in range(settings.AXES_FAILURE_LIMIT):
        Client().post(SIGN_IN, {"username": "van", "password": "sai"})
    right = {"username": "van", "password": "thidua"}
    assert Client().post(SIGN_IN, right).status_code == 429
    admin = signed_in(world.cast.administrator)
    assert "1 account rests" in text_of(admin, "/quan-tri/")
    assert "Ngô Thị Vân" in text_of(admin, "/quan-tri/tai-khoan/?only=resting")
    assert "rests after wrong passwords" in text_of(admin, address("organisations:account", world))
    admin.post(address("organisations:unlock_account", world))
    assert not AccessAttempt.objects.exists()
    assert Client().post(SIGN_IN, right).status_code == 302


def test_a_closed_account_is_signed_out_at_once(world: World) -> None:
    clerk, admin = signed_in(world.cast.clerk), signed_in(world.cast.administrator)
    assert clerk.get("/").status_code == 200
    admin.post(address("organisations:close_account", world))
    assert clerk.get("/")["Location"].startswith(SIGN_IN)
    # Someone else closed it meanwhile: told, and nothing lost.
    again = admin.post(address("organisations:close_account", world))
    assert (again.status_code, "closed already" in again.content.decode()) == (409, True)


def test_a_role_is_ended_with_its_last_day(world: World) -> None:
    admin = signed_in(world.cast.administrator)
    path = address("organisations:end_role", world)
    wrong = admin.post(path, {"ended_on": "31/02/2018"})
    assert (wrong.status_code, "ended_on" in wrong.context["form"].errors) == (422, True)
    admin.post(path, {"ended_on": "15/01/2018"})
    assert RoleAssignment.objects.get(user=world.cast.clerk).ended_on is not None
    assert "last day 15/01/2018" in text_of(admin, "/quan-tri/ban-giao/")


def test_lists_of_accounts_and_roles_agree_with_their_policies(world: World) -> None:
    for part in ("administrator", "clerk", "inspector", "office_head", "nobody"):
        user = getattr(world.cast, part)
        client = signed_in(user)
        may_list = part == "administrator"
        for account in User.objects.all():
            path = f"/quan-tri/tai-khoan/{account.pk}/"
            allowed = may_list and bool(USERS.allows(user, "view", account))
            assert (client.get(path).status_code == 200) is allowed, (part, account)
            listed = client.get("/quan-tri/tai-khoan/", {"q": account.username})
            assert (f'href="{path}"' in listed.content.decode()) is allowed, (part, account)
        listed = client.get("/quan-tri/vai-tro/")
        if may_list:
            held = set(ROLES.visible_to(user).values_list("pk", flat=True))
            assert {row.pk for row in listed.context["page"].rows} == held
        else:
            assert listed.status_code == 404


def test_an_administrator_sees_no_dossier_and_no_vote(world: World) -> None:
    client = signed_in(world.cast.administrator)
    paths = [f"/ho-so/{each.pk}/" for each in Dossier.objects.all()]
    paths += [
        address("councils:meeting", world),
        address("councils:item", world),
        address("decisions:decision", world),
    ]
    assert {client.get(path).status_code for path in paths} == {404}


def test_periods_are_added_once(world: World) -> None:
    client = signed_in(world.cast.administrator)
    assert client.post("/quan-tri/ky-thi-dua/", {"code": "2021-2022"}).status_code == 302
    assert Period.objects.get(code="2021-2022").ends_on.year == 2022
    again = client.post("/quan-tri/ky-thi-dua/", {"code": "2021-2022"}, follow=True)
    assert "was there already" in again.content.decode()
    assert client.post("/quan-tri/ky-thi-dua/", {"code": "2021-2023"}).status_code == 409


def test_the_journal_in_sentences_with_links(world: World) -> None:
    page = text_of(signed_in(world.cast.inspector), "/nhat-ky/")
    assert "called the meeting" in page
    head = signed_in(world.cast.office_head)
    sent = f"emulation.registration:{world.sent.pk}"
    about = text_of(head, f"/nhat-ky/?subject={sent}")
    assert "sent the registration" in about
    assert f'href="/dang-ky/{world.sent.pk}/"' in about
    assert "called the meeting" not in about.split("</form>")[-1]


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ({"who": "le thi mai"}, True),
        ({"who": "mai"}, True),
        ({"who": "không có ai"}, False),
        ({"act": "emulation.registration.send"}, True),
        ({"unit": "xa le loi"}, True),
        ({"unit": "phuong sao do"}, False),
        ({"day": "15/01/2018"}, True),
        ({"day": "15/01/2016"}, False),
    ],
)
def test_the_journal_is_narrowed(world: World, asked: dict[str, str], finds: bool) -> None:
    client = signed_in(world.cast.inspector)
    answer = client.get(
        "/nhat-ky/", {**asked, "subject": f"emulation.registration:{world.sent.pk}"}
    )
    assert answer.status_code == 200
    found = {line.what for line in answer.context["page"].lines}
    assert ("sent the registration" in found) is finds


def test_reasons_are_not_told_to_administrators(world: World) -> None:
    path = f"/dang-ky/{world.sent.pk}/tra-lai/"
    signed_in(world.cast.officer).post(path, {"reason": "Thiếu đồng chí A."})
    asked = "/nhat-ky/?act=emulation.registration.return"
    assert "Thiếu đồng chí A." in text_of(signed_in(world.cast.inspector), asked)
    told = text_of(signed_in(world.cast.administrator), asked)
    assert "returned the registration" in told
    assert "Thiếu đồng chí A." not in told


def test_links_of_the_journal_lead_only_where_one_may_look(world: World) -> None:
    subjects = {f"emulation.registration:{each.pk}" for each in Registration.objects.all()}
    subjects |= {f"accounts.user:{each.pk}" for each in User.objects.all()}
    subjects |= {"accounts.user:x", "no.model:1", "", "dossiers.dossier:999999"}
    for part in ("administrator", "inspector", "office_head"):
        user = getattr(world.cast, part)
        client = signed_in(user)
        links = journal.links_to(user, subjects)
        assert {client.get(path).status_code for path in links.values()} <= {200}
        has_accounts = any(subject.startswith("accounts.user") for subject in links)
        assert has_accounts is (part == "administrator")


def test_the_journal_turns_by_entries(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "ON_A_PAGE", 7)
    client = signed_in(world.cast.inspector)
    seen: list[int] = []
    answer = client.get("/nhat-ky/")
    while True:
        page = answer.context["page"]
        seen += [line.number for line in page.lines]
        if not page.older:
            break
        answer = client.get("/nhat-ky/", {"older": page.older})
    assert seen == list(Entry.objects.order_by("-sequence").values_list("pk", flat=True))
    back = client.get("/nhat-ky/", {"newer": seen[20]}).context["page"]
    assert [line.number for line in back.lines] == seen[13:20]


def test_the_check_of_the_journal_survives_a_reload(world: World) -> None:
    client = signed_in(world.cast.inspector)
    assert "never checked" in text_of(client, "/nhat-ky/kiem-tra/")
    client.post("/nhat-ky/kiem-tra/bat-dau/")
    waiting = text_of(client, "/nhat-ky/kiem-tra/")
    assert "It waits for the worker." in waiting
    assert "The worker does not run." in waiting
    assert 'hx-trigger="every 2s"' in waiting
    second = signed_in(world.cast.office_head)
    told = second.post("/nhat-ky/kiem-tra/bat-dau/", follow=True).content.decode()
    assert "A check is under way, asked for by Đinh Hồng Sơn." in told
    work()
    done = text_of(client, "/nhat-ky/kiem-tra/")
    assert "The journal holds." in done
    assert "every 2s" not in done


def test_readiness_tells_of_the_worker(cast: Cast) -> None:
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (200, False)
    note_done(Work.WORKER)
    assert Client().get("/readyz").json()["worker"] is True


LISTS = ("/quan-tri/tai-khoan/", "/quan-tri/vai-tro/", "/quan-tri/ban-giao/", "/nhat-ky/")


def test_lists_take_as_many_queries_for_many_rows(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(cast.administrator)
    counts = []
    for number in (1, 3):
        with act("tests.more", by=cast.system):
            for at in range(number):
                user = make_user(f"u{number}{at}", "Ngô An", cast.ward, Role.CLERK)
                RoleAssignment(
                    user=user, role=Role.INSPECTOR, unit=cast.ward, started_on=system_now().date()
                ).save()
                make_person(f"q{number}{at}", "Ngô Ba", cast.ward)
        taken = []
        for path in LISTS:
            with django_assert_max_num_queries(30) as captured:
                client.get(path)
            taken.append(len(captured))
        counts.append(taken)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("part", ["administrator", "inspector"])
def test_odd_values_never_fail_for_those_who_see_these_pages(world: World, part: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(getattr(world.cast, part))
    session = client.cookies.output(attrs=[], header="", sep=";")
    assert Person.objects.filter(pk=world.without_account.pk).exists()
    for name, path in addresses(world).items():
        if not name.startswith(("organisations:", "oversight:")):
            continue
        for kind, odd in ODD.items():
            # Closing one's sessions is an address too.
            client.cookies = SimpleCookie(session)
            with transaction.atomic():
                query = client.get(path, dict.fromkeys(FIELDS, odd))
                answer = client.post(path, dict.fromkeys(FIELDS, odd))
                transaction.set_rollback(True)
            assert query.status_code < 500, (name, "GET", kind)
            assert answer.status_code < 500, (name, "POST", kind)
