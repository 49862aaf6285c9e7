"""Pages of own rules: proposed from a form or as text, shown as what they change, decided on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.test_lawbook import FIGHTER, plain
from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.background.tests.working import work
from thidua.desk.queries import duties_shown
from thidua.lawbook.actions import approve_own_rules
from thidua.lawbook.models import OwnRules
from thidua.lawbook.states import OwnRulesState
from thidua.lawbook.tests.own_samples import QUOTA, STRICTER
from thidua.rules import Jurisdiction, default_law, quota_of

LIST, PROPOSE = "/phap-luat/quy-dinh-rieng/", "/phap-luat/quy-dinh-rieng/de-xuat/"
OTHER = QUOTA.replace("qd_ty_le", "qd_khac").replace("1/2018", "9/2018").replace(
    "chien_si_thi_dua_co_so", "chien_si_thi_dua_tinh"
)  # fmt: skip
SHARE = {
    "name": "Tỷ lệ CSTĐ tỉnh", "what": "chien_si_thi_dua_tinh", "base": "chien_si_thi_dua_co_so",
    "share": "12,5", "rounding": "floor", "starts_on": "01/02/2018", "ends_on": "",
    "paper": "new_paper", "number": "12/2018/QĐ-UBND", "title": "Quy định thi đua",
    "in_force_from": "", "article": "7", "clause": "1", "point": "a",
}  # fmt: skip


def said(answer: Any) -> str:
    return plain(answer.content.decode())


def page_of(rules: OwnRules) -> str:
    return f"{LIST}{rules.pk}/"


def test_the_list_tells_what_is_proposed_and_what_counts(world: World) -> None:
    page = text_of(signed_in(world.cast.officer), LIST)
    assert "Tỷ lệ CSTĐ cơ sở" in page
    assert "waits for approval" in page
    assert "How many at most: a share" in page
    head = text_of(signed_in(world.cast.office_head), LIST)
    assert "How many at most: a share" not in head, "the head approves, and does not propose"
    reader = text_of(signed_in(world.cast.ward_officer), LIST)
    assert "Tỷ lệ CSTĐ cơ sở" not in reader
    approve_own_rules(rules=world.own_rules, by=world.cast.office_head)
    assert "Tỷ lệ CSTĐ cơ sở" in text_of(signed_in(world.cast.nobody), LIST)


def test_a_proposal_says_what_it_would_change_side_by_side(world: World) -> None:
    page = plain(text_of(signed_in(world.cast.office_head), page_of(world.own_rules)))
    for told in (
        "What would change From 01/01/2018 on",
        "At most 15 %", "At most 10 %", "quoted", "own rule of Thị xã Chí Linh",
        "the nation's law", "Approve Refuse", "Theo quy chế mới", "1  authority: chi_linh",
    ):  # fmt: skip
        assert " ".join(told.split()) in page, told


def test_the_head_finds_it_among_her_duties_and_approves_it(world: World) -> None:
    head, day = world.cast.office_head, date(2018, 1, 15)
    duty = next(each.duty for each in duties_shown(head, day) if each.duty.code == "lawbook.decide")
    assert duty.url_args == (world.own_rules.pk,)
    client, path = signed_in(head), page_of(world.own_rules)
    asked = text_of(client, f"{path}duyet/")
    assert "They can no longer be changed" in asked
    done = client.post(f"{path}duyet/", follow=True)
    assert "The rules are approved and count now." in done.content.decode()
    assert "lawbook.decide" not in {each.duty.code for each in duties_shown(head, day)}
    # The law book says whose rule it is and who answers for it.
    title = plain(text_of(client, f"{FIGHTER}?ngay=2018-12-01&noi=chi_linh"))
    assert "own rule of Thị xã Chí Linh, proposed by" in title
    assert str(world.own_rules.proposed_by) in title
    for path in (f"{FIGHTER}qua-cac-thoi-ky/", "/phap-luat/van-ban/qd_ty_le/"):
        assert "proposed by" in plain(text_of(client, path)), path
    assert client.get(f"{page_of(world.own_rules)}duyet/").status_code == 200
    assert client.post(f"{page_of(world.own_rules)}duyet/").status_code == 409


def test_it_is_refused_with_a_reason_or_withdrawn_by_who_proposed_it(world: World) -> None:
    client, path = signed_in(world.cast.office_head), page_of(world.own_rules)
    empty = client.post(f"{path}tu-choi/", {"reason": " "})
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["reason"])
    client.post(f"{path}tu-choi/", {"reason": "Thiếu căn cứ."})
    assert "Thiếu căn cứ." in text_of(signed_in(world.cast.officer), path)
    world.own_rules.refresh_from_db()
    assert world.own_rules.state == OwnRulesState.REFUSED
    officer = signed_in(world.cast.officer)
    officer.post(PROPOSE, {"name": "Lần hai", "text": OTHER, "de-xuat": "1"})
    second = OwnRules.objects.get(name="Lần hai")
    assert signed_in(world.cast.office_head).get(f"{page_of(second)}rut/").status_code == 403
    officer.post(f"{page_of(second)}rut/", {"reason": ""})
    second.refresh_from_db()
    assert second.state == OwnRulesState.WITHDRAWN


def test_a_form_writes_the_text_which_is_shown_and_then_proposed(world: World) -> None:
    client = signed_in(world.cast.officer)
    answer = client.post(f"{PROPOSE}ty-le/", SHARE)
    assert answer.status_code == 200
    assert OwnRules.objects.count() == 1, "showing stores nothing"
    page = said(answer)
    assert "The text can be read." in page
    assert "At most 12,5 %" in page
    written = answer.context["form"]["text"].value()
    assert "at_most: 12.5%" in written
    assert "'7':" in written
    client.post(PROPOSE, {"name": SHARE["name"], "text": written, "de-xuat": "1"})
    rules = OwnRules.objects.get(name=SHARE["name"])
    approve_own_rules(rules=rules, by=world.cast.office_head)
    found = quota_of(
        default_law(), SHARE["what"], date(2018, 6, 1), Jurisdiction("district", "chi_linh")
    )
    assert found is not None
    assert (
        found.citation.text.startswith("Điểm a khoản 1 Điều 7") or "Điều 7" in found.citation.text
    )


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [
        ("tien-thuong", {"what": "giay_khen_huyen", "holder": "individual", "coefficient": "0,5"},
         "0,5 times the base salary"),
        ("thoi-han", {"step": "tham_dinh_cap_nha_nuoc", "days": "10", "working": "ngay-lam-viec"},
         "10 working days"),
    ],
)  # fmt: skip
def test_money_and_limits_have_forms_too(
    world: World, kind: str, sent: dict[str, str], told: str
) -> None:
    answer = signed_in(world.cast.officer).post(f"{PROPOSE}{kind}/", {**SHARE, **sent})
    assert answer.status_code == 200, answer.context["form"].errors
    assert told in said(answer)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"share": "nhiều"}, ["share"]),
        ({"share": "101"}, ["share"]),
        ({"starts_on": "31/02/2018"}, ["starts_on"]),
        ({"ends_on": "01/01/2018"}, ["ends_on"]),
        ({"number": ""}, ["number"]),
        ({"in_force_from": "01/03/2018"}, ["in_force_from"]),
        ({"paper": "tt_03_2018_bng", "article": "999"}, ["article"]),
        ({"paper": "khong_co"}, ["paper"]),
        ({"what": "khong_co"}, ["what"]),
        ({"name": ""}, ["name"]),
    ],
)
def test_what_is_wrong_in_the_form_is_told_beside_its_field(
    world: World, wrong: dict[str, str], fields: list[str]
) -> None:
    answer = signed_in(world.cast.officer).post(f"{PROPOSE}ty-le/", {**SHARE, **wrong})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, fields)
    assert 'value="12/2018/QĐ-UBND"' in answer.content.decode() or "number" in wrong


def test_mistakes_in_the_text_are_told_by_line_and_nothing_typed_is_lost(world: World) -> None:
    client = signed_in(world.cast.officer)
    wrong = OTHER.replace("at_most: 10%", "at_most: nhiều")
    for button in ("xem", "de-xuat"):
        answer = client.post(PROPOSE, {"name": "Sai", "text": wrong, "why": "Vì thế", button: "1"})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Line 17:" in page
        assert "Write it as 70% or 2/3." in page
        assert "at_most: nhiều" in page
        assert "Vì thế" in page
    assert not OwnRules.objects.filter(name="Sai").exists()


@pytest.mark.parametrize(
    ("content", "status", "field"),
    [
        (OTHER.encode(), 200, ""),
        (b"\xef\xbb\xbf" + OTHER.encode(), 200, ""),
        (OTHER.encode("utf-16"), 422, "file"),
        (b"\xff\xfe\x00", 422, "file"),
        (b"x" * 500_000, 422, "file"),
        (b"", 422, "text"),
        (b"a: &a [x]\nb: *a\n", 409, "text"),
        (OTHER.replace("chi_linh", "lao_cai").encode(), 409, "text"),
    ],
)
def test_a_file_is_read_as_strictly(world: World, content: bytes, status: int, field: str) -> None:
    client = signed_in(world.cast.officer)
    upload = SimpleUploadedFile("rieng.yaml", content)
    answer = client.post(PROPOSE, {"name": "Tệp", "file": upload, "text": "", "xem": "1"})
    assert answer.status_code == status
    form = answer.context["form"]
    assert list(form.errors) == ([field] if field else [])
    if status != 422:
        assert form["text"].value().startswith(content.decode("utf-8-sig")[:8])


def test_what_is_in_force_is_replaced_from_its_page(world: World) -> None:
    approve_own_rules(rules=world.own_rules, by=world.cast.office_head)
    client = signed_in(world.cast.officer)
    page = text_of(client, page_of(world.own_rules))
    assert f"{PROPOSE}?thay={world.own_rules.pk}" in page
    form = client.get(f"{PROPOSE}?thay={world.own_rules.pk}").context["form"]
    sent = {"name": "Tỷ lệ mới", "supersedes": form["supersedes"].value(),
            "text": form["text"].value().replace("10%", "12%")}  # fmt: skip
    shown = said(client.post(PROPOSE, {**sent, "xem": "1"}))
    assert "At most 12 %" in shown
    assert "What no longer stands in it" in shown
    client.post(PROPOSE, {**sent, "de-xuat": "1"})
    second = OwnRules.objects.get(name="Tỷ lệ mới")
    approve_own_rules(rules=second, by=world.cast.office_head)
    assert "replaced by other rules" in text_of(client, page_of(world.own_rules))


def test_the_approver_tries_who_would_gain_and_lose(world: World) -> None:
    officer = signed_in(world.cast.officer)
    officer.post(PROPOSE, {"name": "Tiêu chuẩn", "text": STRICTER, "de-xuat": "1"})
    rules = OwnRules.objects.get(name="Tiêu chuẩn")
    head = signed_in(world.cast.office_head)
    answer = head.post(f"{page_of(rules)}xet-thu/", {"year": "2018"}, follow=True)
    assert "Trial: 2018 by the rules “Tiêu chuẩn”" in said(answer)
    assert "every 2s" in text_of(head, page_of(rules))
    work()
    assert "Tried for 2018" in text_of(head, page_of(rules))
    assert "by proposed rules:" in text_of(head, "/xet-thu/")


def test_queries_do_not_grow_with_rules(
    world: World, django_assert_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(world.cast.officer)
    counts = []
    for number in range(2):
        with django_assert_num_queries(5) as asked:
            text_of(client, LIST)
        counts.append(len(asked))
        text = OTHER.replace("qd_khac", f"qd_{number}")
        client.post(PROPOSE, {"name": f"Số {number}", "text": text, "de-xuat": "1"})
    assert counts[0] == counts[1]
    assert OwnRules.objects.count() == 3


def test_who_may_not_propose_is_told(world: World) -> None:
    for user, status in (
        (world.cast.office_head, 403), (world.cast.inspector, 403), (world.cast.ward_head, 404),
    ):  # fmt: skip
        client = Client()
        client.force_login(user)
        for path in (PROPOSE, f"{PROPOSE}ty-le/"):
            assert client.get(path).status_code == status
            assert client.post(path, {"name": "x", "text": OTHER}).status_code == status
    assert signed_in(world.cast.officer).get(f"{PROPOSE}khong-co/").status_code == 404
