"""The demo's people and its day; 404 outside the demo."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.cast import Cast, make_user
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.organisations.states import Role
from thidua.workflow import act
from thidua.year.actions import move_demo_day
from thidua.year.models import DemoDay
from thidua.year.queries import demo_cast


@pytest.fixture
def clerk(cast: Cast) -> User:
    """One of the demo's own people (examples/chi-linh-2018/cast.yaml)."""
    with act("tests.make_user", by=cast.system):
        return make_user("van-thu", "Nguyễn Văn Luân", cast.town, Role.CLERK)


def test_one_press_signs_in_as_one_of_the_cast(clerk: User, settings: LazySettings) -> None:
    settings.DEMO = True
    assert [each.username for each in demo_cast()] == ["van-thu"]
    client = Client()
    page = client.get("/dang-nhap/").content.decode()
    assert 'value="van-thu"' in page
    assert "Văn thư: vào số, đóng dấu, phát hành" in page
    answer = client.post("/demo/vai/", {"username": "van-thu"})
    assert answer.status_code == 302
    assert client.get("/").context["user"] == clerk


def test_nobody_but_the_cast_enters_so(cast: Cast, settings: LazySettings) -> None:
    settings.DEMO = True
    client = Client()
    for username in ("yen", "", "a\0", "x" * 200, cast.system.username):
        assert client.post("/demo/vai/", {"username": username}).status_code == 404
    assert client.get("/demo/vai/").status_code == 405


def test_outside_the_demo_there_is_no_such_page(clerk: User) -> None:
    client = Client()
    assert client.post("/demo/vai/", {"username": "van-thu"}).status_code == 404
    client.force_login(clerk)
    for method in ("GET", "POST"):
        assert client.generic(method, "/demo/ngay/").status_code == 404
    with pytest.raises(Refusal) as told:
        move_demo_day(by=clerk, day=date(2018, 3, 1))
    assert told.value.reasons[0].code == "not_the_demo"
    assert not DemoDay.objects.exists()


def test_whoever_is_signed_in_moves_the_day(cast: Cast, settings: LazySettings) -> None:
    settings.DEMO = True
    client = Client()
    stranger = client.post("/demo/ngay/", {"day": "15/11/2018"})
    assert (stranger.status_code, stranger.templates[0].name) == (403, "accounts/sign_in.html")
    assert not DemoDay.objects.exists()
    client.force_login(cast.nobody)
    for typed, day in (("15/11/2018", date(2018, 11, 15)), ("2018-03-02", date(2018, 3, 2))):
        answer = client.post("/demo/ngay/", {"day": typed, "next": "/dang-ky/"})
        assert answer["Location"] == "/dang-ky/"
        assert DemoDay.objects.get().day == day
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.actor_name) == ("year.move_demo_day", cast.nobody.name)
    assert entry.values.said == {"before": "2018-11-15", "day": "2018-03-02"}
    assert verify().faults == ()


@pytest.mark.parametrize("typed", ["", "abc", "31/02/2018", "01/01/1200", "01/01/2999", "a\0"])
def test_a_day_that_is_none_is_told(cast: Cast, settings: LazySettings, typed: str) -> None:
    settings.DEMO = True
    client = Client()
    client.force_login(cast.officer)
    answer = client.post("/demo/ngay/", {"day": typed, "next": "//elsewhere.example"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not DemoDay.objects.exists()
