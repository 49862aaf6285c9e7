"""The law's pages: a title on a day, through time, side by side; instruments and their rules."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.test_pages import signed_in, text_of
from tests.web.world import World

TITLES, INSTRUMENTS = "/phap-luat/", "/phap-luat/van-ban/"
FIGHTER = "/phap-luat/danh-hieu/chien_si_thi_dua_co_so/"


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def test_titles_are_found_without_diacritics_by_holder_and_by_family(world: World) -> None:
    client = signed_in(world.cast.ward_officer)
    page = text_of(client, TITLES + "?q=chien+si")
    assert "Chiến sĩ thi đua cơ sở" in page
    assert "Lao động tiên tiến" not in page
    units = text_of(client, TITLES + "?ai=collective&loai=title")
    assert "Tập thể lao động xuất sắc" in units
    assert "Chiến sĩ thi đua cơ sở" not in units
    assert "Giấy khen" in text_of(client, TITLES + "?loai=form")
    assert "Try fewer words" in text_of(client, TITLES + "?q=khong-co-dau")


def test_a_title_on_a_day_says_whose_rule_each_line_is_and_how_it_is_known(world: World) -> None:
    client = signed_in(world.cast.nobody)
    page = plain(text_of(client, FIGHTER + "?ngay=2018-12-01&noi=chi_linh"))
    assert "As in force on 01/12/2018." in page
    for said in (
        "Criteria for individuals",
        "from 01/10/2017, until before 01/01/2024",
        "Đạt tiêu chuẩn “Lao động tiên tiến” Điều 23 Luật số 15/2003/QH11 · quoted",
        "Chủ tịch UBND cấp huyện, for holders of this level: district",
        "At most 15 % of those with Lao động tiên tiến",
        "the council: more than 50 % of the votes, of those present",
        "own rule of Thị xã Chí Linh",
        "Báo cáo thành tích",
        "individuals: 1.390.000 đồng (1 times the base salary)",
        "the nation's law",
        "Verdicts are provisional",
    ):
        assert said in page, said
    nation = plain(text_of(client, FIGHTER + "?ngay=2018-12-01&noi="))
    assert "own rule of" not in nation
    later = plain(text_of(client, FIGHTER + "?ngay=2025-12-01&noi="))
    assert "Hoàn thành xuất sắc nhiệm vụ hoặc có sáng kiến, đề tài" in later
    assert "· read" in later


def test_the_day_of_the_office_and_its_own_rules_are_the_first_shown(world: World) -> None:
    page = text_of(signed_in(world.cast.officer), FIGHTER)
    assert 'value="15/01/2018"' in page


@pytest.mark.parametrize(
    ("asked", "field"),
    [("ngay=x", "ngay"), ("ngay=1500-01-01", "ngay"), ("noi=khong_co", "noi"),
     ("ngay=31/02/2018", "ngay")],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_beside_its_field(
    world: World, asked: str, field: str
) -> None:
    for path in (FIGHTER, FIGHTER + "so-sanh/"):
        answer = signed_in(world.cast.officer).get(f"{path}?{asked}&so_voi=2018-01-01")
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_versions_stand_in_order_and_drafts_never_decide(world: World) -> None:
    page = plain(text_of(signed_in(world.cast.officer), FIGHTER + "qua-cac-thoi-ky/"))
    first, second = page.index("From 01/10/2017"), page.index("From 01/01/2024")
    assert first < second < page.index("From 01/10/2026 on")
    assert "draft: never decides" in page
    assert "Có sáng kiến được cơ sở công nhận" in page


def test_two_days_side_by_side_mark_differences_in_words(world: World) -> None:
    client = signed_in(world.cast.officer)
    page = plain(text_of(client, FIGHTER + "so-sanh/?ngay=2018-12-01&so_voi=2025-12-01&noi="))
    assert "no longer there" in page
    assert "new" in page
    assert "changed" in page
    assert "lines are the same on both days" in page
    same = plain(text_of(client, FIGHTER + "so-sanh/?ngay=2018-12-01&so_voi=2018-12-02&noi="))
    assert "Nothing about this title differs between the two days." in same
    # Nothing asked: the next day on which something changes is proposed.
    assert client.get(FIGHTER + "so-sanh/").status_code == 200


def test_an_instrument_says_what_replaced_it_and_what_rests_on_it(world: World) -> None:
    client = signed_in(world.cast.officer)
    page = text_of(client, INSTRUMENTS + "luat_15_2003/?ngay=2018-01-01")
    assert 'href="/phap-luat/van-ban/luat_06_2022/"' in page
    said = plain(page)
    assert "Luật Thi đua, khen thưởng" in said
    assert "Replaced by Luật số 06/2022/QH15" in said
    assert f'href="{FIGHTER}"' in page
    listed = plain(text_of(client, INSTRUMENTS))
    assert "no longer in force since 01/10/2017" in listed
    assert "not in force yet" in listed
    assert client.get(INSTRUMENTS + "khong_co/").status_code == 404
    assert client.get("/phap-luat/danh-hieu/khong_co/").status_code == 404


def test_quoted_law_leads_to_its_comparison_for_the_roles_that_may(world: World) -> None:
    path = INSTRUMENTS + "nd_91_2017/"
    main = text_of(signed_in(world.cast.officer), path).partition("<main")[2]
    assert 'href="/doi-chieu/"' in main
    other = text_of(signed_in(world.cast.ward_officer), path).partition("<main")[2]
    assert 'href="/doi-chieu/"' not in other


def test_pages_of_the_law_ask_the_database_little_and_speak_vietnamese(world: World) -> None:
    client = signed_in(world.cast.officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    for path, most in ((TITLES, 6), (FIGHTER, 11), (FIGHTER + "so-sanh/", 10), (INSTRUMENTS, 6)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = text_of(client, path)
        assert len(asked) <= most, path
        assert "in force" not in plain(page)
