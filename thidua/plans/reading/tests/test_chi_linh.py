"""The real plan of Chí Linh for 2018, item by item."""

from datetime import date
from pathlib import Path

import pytest

from thidua.plans.reading import ReadPlan, read_file
from thidua.plans.reading.model import Milestone, Post

PLAN = Path(__file__).resolve().parents[4] / "examples" / "chi-linh-2018" / "plan.txt"
OFFICES = "Khối thi đua các cơ quan, ban ngành, đoàn thể, Ủy ban nhân dân các xã"


@pytest.fixture(scope="module")
def plan() -> ReadPlan:
    return read_file(PLAN)


def test_head(plan: ReadPlan) -> None:
    assert (plan.kind, plan.number, plan.symbol) == ("ke_hoach", "01", "KH-TĐKT")
    assert plan.issuer is not None
    assert plan.issuer.parent == "UBND thị xã Chí Linh"
    assert plan.issuer.body == "Hội đồng Thi đua khen thưởng"
    assert (plan.place, plan.issued_on, plan.year) == ("Chí Linh", date(2018, 1, 10), 2018)
    assert plan.subject == "Triển khai thực hiện công tác thi đua, khen thưởng năm 2018"


def test_every_document_cited(plan: ReadPlan) -> None:
    assert [(each.number_symbol, each.issued_on, each.issuer) for each in plan.bases] == [
        (
            "3790/KH-HĐTĐKT",
            date(2017, 12, 14),
            "Hội đồng thi đua khen thưởng tỉnh Hải Dương",
        ),
        ("34-CT/TW", date(2014, 4, 7), "Bộ Chính trị"),
        ("37-CT/TU", date(2014, 7, 10), "Ban Thường vụ Tỉnh ủy"),
        ("18/CT-TTg", date(2016, 5, 19), "Thủ tướng Chính phủ"),
    ]


def test_purposes_and_contents(plan: ReadPlan) -> None:
    assert [each.number for each in plan.purposes] == ["I.1", "I.2", "I.3"]
    assert [each.number for each in plan.contents] == [f"II.{item}" for item in range(1, 8)]
    assert plan.contents[2].text.startswith("Tiếp tục đẩy mạnh công tác tuyên truyền, phát hiện")
    assert "Học tập và làm theo tư tưởng" in plan.contents[1].text


def _said(post: Post | None) -> tuple[str | None, str | None] | None:
    return (post.name, post.position) if post else None


def test_blocs(plan: ReadPlan) -> None:
    assert [(each.name, _said(each.head), _said(each.deputy)) for each in plan.blocs] == [
        ("Khối thi đua Đảng, đoàn thể", (None, None), (None, None)),
        (
            "Khối thi đua các phòng chuyên môn",
            ("Cao Văn Hào", "Trưởng phòng Kinh tế thị xã"),
            ("Phạm Thị Ngân", "Trưởng phòng Lao động- Thương binh- Xã hội"),
        ),
        (
            "Khối thi đua đơn vị sự nghiệp",
            ("Nguyễn Đức Hài", "Giám đốc Nhà thiếu nhi thị xã"),
            ("Dương Thị Minh Hải", "Giám đốc Văn phòng đăng ký QSD đất"),
        ),
        (
            "Khối thi đua các xã, phường",
            (None, "Chủ tịch UBND phường Sao Đỏ"),
            (None, "Chủ tịch UBND xã Lê Lợi"),
        ),
        ("Khối trường học", None, None),
    ]


def test_the_party_bloc_chooses_both_and_reports_both(plan: ReadPlan) -> None:
    party = plan.blocs[0]
    for post in (party.head, party.deputy):
        assert post is not None
        assert post.chosen_by == "Thủ trưởng cơ quan"
        assert post.report_by == date(2018, 1, 31)


def _days(milestone: Milestone) -> tuple[date | None, date | None, date | None]:
    return milestone.first, milestone.last, milestone.deadline


FIRST_QUARTER = (date(2018, 1, 1), date(2018, 3, 31))
SECOND_QUARTER = (date(2018, 4, 1), date(2018, 6, 30))
THIRD_QUARTER = (date(2018, 7, 1), date(2018, 9, 30))


# What each milestone asks, where it stands, its window and deadline, and the period it is about.
MILESTONES = [
    (
        "Tiến hành đăng ký các danh hiệu",
        "III.2.1",
        (*FIRST_QUARTER, date(2018, 1, 31)),
        "2018",
    ),
    (
        "Tổ chức hội nghị tổng kết",
        "III.2.1",
        (date(2018, 3, 1), date(2018, 3, 31), None),
        "2017",
    ),
    (
        "ký giao ước thi đua của các khối",
        "III.2.1",
        (date(2018, 3, 1), date(2018, 3, 31), None),
        "2018",
    ),
    (
        "Đối với Khối trường học: Tổ chức hội nghị sơ kết",
        "III.2.1",
        (date(2018, 1, 1), date(2018, 1, 31), None),
        "2017-2018",
    ),
    (
        "Khối thi đua các Trường học tiến hành kiểm tra chéo",
        "III.2.2",
        (*SECOND_QUARTER, None),
        "2017-2018",
    ),
    ("ký giao ước thi đua năm học", "III.2.2", (*SECOND_QUARTER, None), "2018-2019"),
    ("Tiếp nhận và thẩm định hồ sơ", "III.2.2", (*SECOND_QUARTER, None), "2017-2018"),
    (
        f"{OFFICES} phường tiến hành sơ kết",
        "III.2.3",
        (date(2018, 7, 1), date(2018, 7, 31), None),
        "2018",
    ),
    ("Chuẩn bị hồ sơ khen cao", "III.2.3", (*THIRD_QUARTER, None), "2017-2018"),
    (
        "Tổng kết công tác thi đua của ngành giáo dục",
        "III.2.3",
        (*THIRD_QUARTER, None),
        "2017-2018",
    ),
    (
        f"{OFFICES} phường bình xét, chấm điểm",
        "III.2.4",
        (date(2018, 11, 1), date(2018, 11, 30), None),
        "2018",
    ),
    (
        "Tiếp nhận hồ sơ đề nghị khen thưởng cuối năm",
        "III.2.4",
        (date(2018, 12, 1), date(2018, 12, 31), None),
        "2018",
    ),
]


@pytest.mark.parametrize(("act", "section", "days", "about"), MILESTONES)
def test_milestone(
    plan: ReadPlan,
    act: str,
    section: str,
    days: tuple[date | None, date | None, date | None],
    about: str,
) -> None:
    [found] = [each for each in plan.milestones if each.act.startswith(act)]
    assert (found.section, _days(found), found.about) == (section, days, about)


def test_there_is_no_milestone_besides(plan: ReadPlan) -> None:
    assert len(plan.milestones) == 12
    assert len({each.source for each in plan.milestones}) == 10


def test_audiences_mean_blocs(plan: ReadPlan) -> None:
    offices = [bloc.name for bloc in plan.blocs[:4]]
    by_section = {each.act: each for each in plan.milestones}
    register = next(each for act, each in by_section.items() if "đăng ký các danh hiệu" in act)
    assert register.audience == (f"{OFFICES}, phường",)
    assert list(register.blocs) == offices
    check = next(each for act, each in by_section.items() if "kiểm tra chéo" in act)
    assert check.audience == ("Khối thi đua các Trường học",)
    assert check.blocs == ("Khối trường học",)
    last = plan.milestones[-1]
    assert (last.audience, last.blocs) == ((), ())


def test_movements(plan: ReadPlan) -> None:
    by_name = {each.name: each for each in plan.movements}
    assert len(by_name) == 6
    countryside = by_name["Cả nước chung sức xây dựng nông thôn mới"]
    assert (countryside.first, countryside.last) == (date(2016, 1, 1), date(2020, 12, 31))
    poor = by_name["Cả nước chung tay vì người nghèo- Không để ai bị bỏ lại phía sau"]
    assert poor.directive == "18/CT-TTg"
    assert "Đoàn kết, sáng tạo, thi đua xây dựng bảo vệ Tổ quốc" in by_name
    assert "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh" in by_name
    assert any(each.first == date(2018, 1, 1) for each in plan.movements)


def test_an_anniversary_is_an_occasion_and_no_period(plan: ReadPlan) -> None:
    [peak] = [each for each in plan.movements if each.occasion]
    assert peak.occasion is not None
    assert peak.occasion.startswith("70 năm ngày Chủ tịch Hồ Chí Minh")
    assert "11/6/1948-11/6/2018" in peak.occasion
    assert peak.to_json()["period"] is None


def test_recipients_and_signer(plan: ReadPlan) -> None:
    assert len(plan.recipients) == 7
    assert plan.recipients[0].text.startswith("Sở Nội vụ")
    assert plan.recipients[-1].text == "Lưu: VT, HĐTĐKT"
    assert plan.signer is not None
    assert (plan.signer.capacity, plan.signer.on_behalf_of) == ("TM.", "Hội đồng TĐKT")
    assert (plan.signer.title, plan.signer.also) == ("Chủ tịch", "Chủ tịch UBND thị xã")
    assert plan.signer.name == "Nguyễn Đức Hóa"


def test_slips_are_doubted_and_not_corrected(plan: ReadPlan) -> None:
    doubts = {(each.text, each.suggestion) for each in plan.doubts}
    assert doubts == {("năm 2017", "2018"), ("tập thẻ", "tập thể")}
    assert "tập thẻ" in plan.purposes[2].text
    [year] = [each for each in plan.doubts if each.text == "năm 2017"]
    before = plan.text[: year.source.start]
    assert before.endswith("Phó trưởng khối thi đua ")


def test_nothing_is_left_unread(plan: ReadPlan) -> None:
    assert plan.unread == ()
