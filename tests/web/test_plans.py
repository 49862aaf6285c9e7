"""Pages of plans and of the year: what is taken in, told, refused, opened; two at one form."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.web.plans import second_text
from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.common.clock import office_day_is
from thidua.emulation.models import EmulationYear, Round
from thidua.emulation.tests.opened import COMMUNES, OFFICES, SCHOOLS, plan_text
from thidua.plans.models import Delivery, Plan
from thidua.plans.queries import bloc_names

TAKE_IN = "/ke-hoach/nhap/"


def upload(client: Client, content: bytes, name: str, town: Any, text: str = "") -> Any:
    """Send a file to be taken in."""
    file = SimpleUploadedFile(name, content)
    return client.post(TAKE_IN, {"authority": town.pk, "file": file, "text": text})


def test_a_file_is_read_kept_and_downloaded(cast: Cast) -> None:
    client = signed_in(cast.officer)
    assert "There is no plan yet." in text_of(client, "/ke-hoach/")
    content = plan_text().encode()
    answer = upload(client, content, "Kế hoạch 2018.txt", cast.town)
    plan = Plan.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/ke-hoach/{plan.pk}/")
    page = text_of(client, answer.url)
    for said in ("01/KH-TĐKT", "Cao Văn Hào", "the plan names nobody", "năm 2017", "doubtful"):
        assert said in page
    downloaded = client.get(f"/ke-hoach/{plan.pk}/tep/")
    assert downloaded.content == content
    assert "attachment" in downloaded["Content-Disposition"]
    assert "read, not confirmed" in text_of(client, "/ke-hoach/")


def test_every_item_leads_to_words_that_are_there(world: World) -> None:
    client = signed_in(world.cast.officer)
    page = text_of(client, f"/ke-hoach/{world.plans.read.pk}/")
    places = set(re.findall(r'id="(w-[^"]+)"', page))
    links = set(re.findall(r'href="#(w-[^"]+)"', page))
    assert len(links) > 50
    assert links <= places


def docx_of(text: str) -> bytes:
    """A Word file of which nothing but its text is sound."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "trong.txt", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "anh.png", "not text"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "cu.doc", "old Word file"),
        (b"%PDF-1.7 broken", "hong.pdf", "not a readable PDF"),
        (docx_of("<broken"), "hong.docx", "hong.docx"),
        ("Kính gửi: các đơn vị. Mời họp vào thứ hai.".encode(), "moi.txt", ""),
        ("KÕ ho¹ch thi ®ua khen th­ëng cña thÞ x·".encode("latin-1"), "tcvn3.txt", "encoding"),
        (plan_text().encode("utf-16"), "utf16.txt", None),
    ],
)
def test_what_is_no_plan_is_told_by_its_field(
    cast: Cast, content: bytes, name: str, said: str | None
) -> None:
    answer = upload(signed_in(cast.officer), content, name, cast.town)
    if said is None:
        assert answer.status_code == 302
        return
    page = answer.content.decode()
    assert answer.status_code in {409, 422}
    assert 'class="td-wrong"' in page or 'role="alert"' in page
    assert said in page
    assert Plan.objects.count() == 0


def test_too_large_too_much_and_nothing(cast: Cast, settings: Any) -> None:
    client = signed_in(cast.officer)
    settings.UPLOAD_LIMIT = 1024 * 1024
    large = upload(client, b"x" * (1024 * 1024 + 1), "lon.txt", cast.town)
    assert "is larger than 1 MB." in large.content.decode()
    both = upload(client, plan_text().encode(), "a.txt", cast.town, text="dán vào")
    assert "not both" in both.content.decode()
    nothing = client.post(TAKE_IN, {"authority": cast.town.pk})
    assert "Choose the plan&#x27;s file" in nothing.content.decode()
    nobody = client.post(TAKE_IN, {"authority": "999", "text": plan_text()})
    assert (nothing.status_code, nobody.status_code) == (422, 422)
    # What was pasted is still there.
    assert "KẾ HOẠCH" in nobody.content.decode()
    assert Plan.objects.count() == 0


def test_the_same_text_twice_is_told(world: World) -> None:
    client = signed_in(world.cast.officer)
    answer = client.post(TAKE_IN, {"authority": world.cast.town.pk, "text": plan_text()})
    assert answer.status_code == 409
    assert "already taken in" in answer.content.decode()


def test_a_second_plan_of_a_year_is_refused_clearly(world: World) -> None:
    client = signed_in(world.cast.office_head)
    path = reverse("plans:confirm", args=[world.plans.read.pk])
    assert "is already the confirmed plan of 2018" in text_of(client, path)
    assert client.post(path).status_code == 409
    opening = text_of(client, reverse("emulation:open_year", args=[world.plans.read.pk]))
    assert "The plan is not confirmed." in opening


def test_a_doubt_is_answered_on_the_page(world: World) -> None:
    client = signed_in(world.cast.officer)
    doubt = world.plans.read.doubts.get(order=3)
    path = reverse("plans:answer_doubt", args=[doubt.pk])
    wrong = client.post(path, {"answer": "meant", "meant": ""})
    assert "Write what was meant." in wrong.content.decode()
    client.post(path, {"answer": "meant", "meant": "2018"})
    page = text_of(client, f"/ke-hoach/{world.plans.read.pk}/")
    assert "should read “2018”" in page
    assert "answered a doubt about the plan&#x27;s words" in page
    assert "“năm 2017” → “2018”" in page


def seen_of(page: str) -> str:
    """The token that a page's form carries."""
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    return found.group(1)


def test_the_second_of_two_officers_is_told_and_loses_nothing(world: World) -> None:
    first, second = signed_in(world.cast.officer), signed_in(world.cast.office_head)
    plan = world.plans.read
    path = reverse("plans:correct_heading", args=[plan.pk])
    token = seen_of(text_of(second, path))
    typed = {"number": "02", "symbol": "KH-TĐKT", "year": "2018", "subject": "Của người thứ nhất"}
    assert first.post(path, {**typed, "seen": seen_of(text_of(first, path))}).status_code == 302
    answer = second.post(path, {**typed, "subject": "Của người thứ hai", "seen": token})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hoàng Thị Yến corrected the plan&#x27;s heading" in page
    assert "Của người thứ hai" in page
    assert "Của người thứ nhất" in page
    plan.refresh_from_db()
    assert plan.subject == "Của người thứ nhất"
    again = second.post(path, {**typed, "subject": "Của người thứ hai", "seen": seen_of(page)})
    assert again.status_code == 302


def test_units_read_and_the_office_sees_who_has(world: World) -> None:
    unit, office = signed_in(world.cast.ward_officer), signed_in(world.cast.officer)
    plan = world.year.plan
    page = text_of(unit, f"/ke-hoach/{plan.pk}/")
    assert "We have read it" in page
    for hidden in ("To look at", "/sua/", "History"):
        assert hidden not in page
    path = reverse("plans:read", args=[world.plans.delivery.pk])
    assert unit.post(path)["Location"] == f"/ke-hoach/{plan.pk}/"
    assert "We have read it" not in text_of(unit, f"/ke-hoach/{plan.pk}/")
    receipts = text_of(office, f"/ke-hoach/{plan.pk}/da-doc/")
    total = Delivery.objects.filter(plan=plan).count()
    assert f"1 of {total} units have read the plan." in receipts
    assert "Nguyễn Thị Lan" in receipts


def chosen(plan: Plan, cast: Cast, **more: str) -> dict[str, str]:
    """What the form of opening a year sends: each unit of the cast in its bloc."""
    keys = {each.name: str(each.pk) for each in plan.blocs.all()}
    placed = {
        cast.ward: COMMUNES, cast.commune: COMMUNES, cast.school: SCHOOLS,
        cast.home_office: OFFICES, cast.education: OFFICES,
    }  # fmt: skip
    data = {f"bloc_{unit.pk}": keys[name] for unit, name in placed.items()}
    cluster = {f"cluster_{cast.school.pk}": "Cụm THCS"}
    return {**data, **cluster, "day_counts": "no", "grace_days": "2", **more}


@pytest.fixture
def confirmed(cast: Cast) -> Plan:
    """The real plan, confirmed, its year not open."""
    officer, head = signed_in(cast.officer), signed_in(cast.office_head)
    officer.post(TAKE_IN, {"authority": cast.town.pk, "text": plan_text()})
    plan: Plan = Plan.objects.get()
    head.post(reverse("plans:confirm", args=[plan.pk]))
    plan.refresh_from_db()
    return plan


def test_the_year_is_suggested_previewed_and_opened(cast: Cast, confirmed: Plan) -> None:
    client = signed_in(cast.officer)
    path = reverse("emulation:open_year", args=[confirmed.pk])
    communes = confirmed.blocs.get(name=COMMUNES)
    page = text_of(client, path)
    assert page.count(f'<option value="{communes.pk}" selected>') == 2
    assert "0 of 5 units are in no bloc." in page
    # A search keeps what was chosen for the units that it does not show.
    data = chosen(confirmed, cast, step="find", q="sao do")
    data[f"bloc_{cast.commune.pk}"] = ""
    found = client.post(path, data).content.decode()
    assert f'<input type="hidden" name="bloc_{cast.commune.pk}"' in found
    assert "1 of 5 units is in no bloc." in found
    unplaced = client.post(path, {**data, "step": "unplaced", "q": ""}).content.decode()
    assert f'<select name="bloc_{cast.commune.pk}"' in unplaced
    assert f'<select name="bloc_{cast.ward.pk}"' not in unplaced
    preview = client.post(path, chosen(confirmed, cast, step="preview")).content.decode()
    assert "the day before D is the last" in preview
    assert "01/02/2018" in preview
    assert not EmulationYear.objects.exists()
    opened = client.post(path, chosen(confirmed, cast, step="open"))
    assert opened["Location"] == "/nam/2018/"
    year = EmulationYear.objects.get()
    assert (year.deadline_day_counts, year.grace_days) == (False, 2)
    assert Round.objects.get(bloc__name=COMMUNES).last_day == date(2018, 2, 1)
    assert "Cụm THCS" in [each.cluster for each in year.blocs.get(name=SCHOOLS).members.all()]
    twice = client.post(path, chosen(confirmed, cast, step="open"))
    assert twice.status_code == 409
    assert "The year 2018 is already open." in twice.content.decode()


def test_wrong_rules_stand_by_their_fields(cast: Cast, confirmed: Plan) -> None:
    client = signed_in(cast.officer)
    path = reverse("emulation:open_year", args=[confirmed.pk])
    for field, value in (("grace_days", "61"), ("day_counts", ""), (f"bloc_{cast.ward.pk}", "x")):
        answer = client.post(path, chosen(confirmed, cast, **{field: value, "step": "open"}))
        assert answer.status_code == 422
        assert 'class="td-wrong"' in answer.content.decode()
    assert not EmulationYear.objects.exists()


def test_the_years_page_tells_what_is_late_and_by_which_rule(world: World) -> None:
    client = signed_in(world.cast.ward_head)
    assert "Emulation year 2018" in text_of(client, "/nam/")
    with office_day_is(date(2018, 4, 3)):
        page = text_of(client, "/nam/2018/")
        assert "Month 03/2018" in page
        for period in ("2017", "2017-2018", "2018", "2018-2019"):
            assert f">{period}</span>" in page
        milestone = text_of(client, reverse("emulation:milestone", args=[world.plans.review.pk]))
        assert "3 days late (the day of the deadline counts, no days of grace)" in milestone
        path = reverse(
            "emulation:milestone_of_bloc", args=[world.plans.review.pk, world.plans.communes.pk]
        )
        assert path in milestone
        doing = text_of(client, path)
        meeting = reverse("emulation:hold_review", args=[world.plans.communes.pk])
        assert f"{meeting}?period=2017&amp;kind=tong_ket" in doing
        assert "selected" in text_of(client, f"{meeting}?period=2017&kind=tong_ket")
        marked = client.post(path, {"done_on": "15/03/2018", "note": "Đã họp."})
        assert marked.status_code == 302
        assert "15/03/2018" in text_of(client, marked["Location"])
    assert client.get("/nam/1999/").status_code == 404


def test_lists_have_a_fixed_count_of_queries(
    world: World, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(world.cast.officer)
    counts: dict[str, int] = {}
    for path in ("/ke-hoach/", f"/ke-hoach/{world.year.plan_id}/da-doc/", "/nam/2018/"):
        client.get(path)
        with django_assert_max_num_queries(45) as before:
            client.get(path)
        counts[path] = len(before)
    client.post(TAKE_IN, {"authority": world.cast.town.pk, "text": second_text("03")})
    client.post(TAKE_IN, {"authority": world.cast.town.pk, "text": second_text("04")})
    for path, count in counts.items():
        with django_assert_max_num_queries(count):
            client.get(path)
    assert len(bloc_names(world.plans.read)) == 5
