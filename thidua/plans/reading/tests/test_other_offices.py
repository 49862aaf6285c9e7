"""Plans of other offices, invented for these tests: other headers, numbering and wordings."""

from datetime import date
from pathlib import Path

import pytest

from thidua.plans.reading import ReadPlan, read_file, read_text
from thidua.plans.reading.model import Milestone

PAPERS = Path(__file__).resolve().parent / "papers"


def _read(name: str) -> ReadPlan:
    return read_file(PAPERS / f"{name}.txt")


def _of(plan: ReadPlan, words: str) -> Milestone:
    return next(each for each in plan.milestones if words in each.act)


@pytest.mark.parametrize(
    ("name", "number", "symbol", "parent", "body", "place", "issued_on"),
    [
        (
            "province", "27", "KH-UBND", None, "Ủy ban nhân dân tỉnh Lam Sơn", "Lam Sơn",
            date(2024, 1, 15),
        ),
        (
            "commune_draft", None, "KH-UBND", "UBND huyện Đông Hà", "UBND xã Tân Lập", "Tân Lập",
            None,
        ),
        (
            "school", "45", "KH-THHS", "Phòng GD&ĐT thành phố Nam Hải", "Trường Tiểu học Hoa Sen",
            "Nam Hải", date(2023, 9, 20),
        ),
        (
            "enterprise", "112", "KH-ĐTL", "Tổng công ty Cơ khí phương Bắc",
            "Công ty Cổ phần Đúc Thành Long", "Hải Ninh", date(2022, 2, 8),
        ),
        (
            "web_page", "09", "KH-NV", "UBND quận Tây Lâm", "Phòng Nội vụ", "Tây Lâm",
            date(2019, 3, 4),
        ),
        (
            "no_marks", "33", "KH-UBND", None, "Uy ban nhan dan huyen Phu Xuan", "Phu Xuan",
            date(2020, 2, 12),
        ),
        (
            "party", "15", "KH/HU", "Đảng bộ tỉnh Hòa Giang", "Huyện ủy Mỹ Thạnh", "Mỹ Thạnh",
            date(2021, 2, 25),
        ),
        (
            "clusters", "06", "HD-BTĐKT", "UBND tỉnh An Phú", "Ban Thi đua - Khen thưởng",
            "An Phú", date(2019, 3, 5),
        ),
        (
            "wrapped", "18", "KH-CĐYT", "Liên đoàn Lao động tỉnh Quảng Sơn",
            "Công đoàn ngành Y tế", "Quảng Sơn", date(2018, 4, 2),
        ),
        (
            "youth", "301", "KH/TĐTN-VP", "Tỉnh đoàn Hải Lâm", "Ban Chấp hành", "Hải Lâm",
            date(2022, 3, 9),
        ),
    ],
)  # fmt: skip
def test_head(
    name: str,
    number: str | None,
    symbol: str,
    parent: str | None,
    body: str,
    place: str,
    issued_on: date | None,
) -> None:
    plan = _read(name)
    assert (plan.number, plan.symbol) == (number, symbol)
    assert plan.issuer is not None
    assert (plan.issuer.parent, plan.issuer.body) == (parent, body)
    assert (plan.place, plan.issued_on) == (place, issued_on)


@pytest.mark.parametrize(
    ("name", "capacity", "title", "signer"),
    [
        ("province", "TM.", "Phó Chủ tịch", "Hoàng Mạnh Tưởng"),
        ("commune_draft", "TM.", "Chủ tịch", None),
        ("school", None, "Hiệu trưởng", "ThS. Lương Thị Bích Đào"),
        ("enterprise", None, "Giám đốc", "Trịnh Văn Quyền"),
        ("web_page", None, "Trưởng phòng", "Đặng Quốc Việt"),
        ("no_marks", "TM.", "Chu tich", "Le Van Binh"),
        ("party", "TM.", "Phó Bí thư", "Võ Thành Nhân"),
        ("clusters", None, "Trưởng ban", "Mai Xuân Trường"),
        ("wrapped", "TM.", "Chủ tịch", "Nguyễn Thu Hà"),
    ],
)
def test_signer(name: str, capacity: str | None, title: str, signer: str | None) -> None:
    found = _read(name).signer
    assert found is not None
    assert (found.capacity, found.title, found.name) == (capacity, title, signer)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAPERS.glob("*.txt")))
def test_only_words_outside_the_paper_are_not_placed(name: str) -> None:
    unread = [each.text for each in _read(name).unread]
    outside = {
        "web_page": [
            "Trang chủ > Tin tức > Văn bản",
            "Thứ tư, ngày 06 tháng 3 năm 2019 | 09:12",
            "Lượt xem: 1204",
            "Chia sẻ bài viết",
        ],
        "youth": ["PHỤ LỤC", "Biểu tổng hợp kết quả"],
    }
    assert unread == outside.get(name, [])


def test_duties_named_under_who_has_them() -> None:
    plan = _read("youth")
    report = _of(plan, "chậm nhất ngày 10/4/2022")
    assert report.audience == ("Văn phòng Tỉnh đoàn",)
    assert _of(plan, "Cao điểm").first == date(2022, 3, 15)
    assert [each.number_symbol for each in plan.bases] == ["05-CTr/TĐTN", "77/HĐTĐKT-NV"]


def test_deputy_for_the_chair() -> None:
    signer = _read("province").signer
    assert signer is not None
    assert (signer.on_behalf_of, signer.also) == ("Ủy ban nhân dân", "KT. Chủ tịch")


def test_laws_without_number_and_nested_citations() -> None:
    bases = [(each.number_symbol, each.issued_on) for each in _read("province").bases]
    assert bases == [
        (None, date(2022, 6, 15)),
        ("98/2023/NĐ-CP", date(2023, 12, 31)),
        ("12/TTr-SNV", date(2024, 1, 9)),
    ]


def test_quarters_hours_and_days_without_year() -> None:
    plan = _read("province")
    assert _of(plan, "báo cáo sơ kết").deadline == date(2024, 6, 15)
    assert _of(plan, "báo cáo tổng kết").deadline == date(2024, 11, 30)
    head = _of(plan, "hội nghị tổng kết")
    assert (head.first, head.last, head.about) == (date(2024, 1, 1), date(2024, 3, 31), "2023")
    assert _of(plan, "ký giao ước").about == "2024"
    check = _of(plan, "Kiểm tra công tác")
    assert (check.first, check.last) == (date(2024, 5, 5), date(2024, 5, 25))
    last = _of(plan, "Trình khen thưởng")
    assert (last.first, last.last) == (date(2024, 10, 1), date(2024, 12, 31))


def test_movements_of_a_province() -> None:
    movements = {each.name: each for each in _read("province").movements}
    poor = movements["Lam Sơn chung sức giảm nghèo bền vững"]
    assert (poor.first, poor.last) == (date(2021, 1, 1), date(2025, 12, 31))
    [peak] = [each for each in movements.values() if each.occasion]
    assert peak.occasion == "70 năm ngày thành lập tỉnh (19/8/1954 - 19/8/2024)"
    assert peak.first is None


def test_a_draft_keeps_its_blanks() -> None:
    plan = _read("commune_draft")
    assert plan.year == 2023
    assert {each.text for each in plan.doubts} >= {"KH-UBND", "ngày tháng năm 2023"}


def test_a_form_with_dots_gives_nothing_it_does_not_say() -> None:
    plan = _read("form")
    assert (plan.number, plan.symbol, plan.place, plan.issued_on) == (None, None, None, None)
    assert plan.year == 2021
    directive = plan.bases[0]
    assert directive.number_symbol == "07/CT-TTG"
    assert (directive.issued_on, directive.issuer) == (date(2020, 6, 2), "Thủ tướng Chính phủ")
    assert plan.bases[1].issued_on == date(2020, 12, 10)
    assert [each.name for each in plan.movements] == ["Kỷ cương, trách nhiệm, hiệu quả"]
    assert _of(plan, "quý III").last == date(2021, 9, 30)


def test_a_skipped_number_is_doubted() -> None:
    assert [each.text for each in _read("commune_draft").doubts][-1].startswith("4")


def test_clauses_with_times_of_their_own_are_milestones_of_their_own() -> None:
    plan = _read("commune_draft")
    assert _of(plan, "Sơ kết").last == date(2023, 6, 30)
    assert _of(plan, "tổng kết").first == date(2023, 12, 1)


def test_a_school_runs_by_its_school_year() -> None:
    plan = _read("school")
    assert plan.year == 2023
    assert {each.about for each in plan.milestones} == {"2023-2024"}
    assert _of(plan, "sơ kết học kỳ").audience == ("Nhà trường",)
    assert _of(plan, "Đợt 2").last == date(2024, 3, 31)


def test_purposes_under_plain_numbers() -> None:
    plan = _read("enterprise")
    assert len(plan.purposes) == 2
    assert [each.number for each in plan.contents] == ["2.1", "2.2", "4"]
    assert _of(plan, "Giai đoạn 2").first == date(2022, 7, 1)
    assert _of(plan, "gửi báo cáo").deadline == date(2022, 12, 20)


def test_a_day_that_does_not_exist_is_doubted_and_not_invented() -> None:
    plan = _read("web_page")
    assert _of(plan, "tự kiểm tra").deadline is None
    assert [each.text for each in plan.doubts] == ["ngày 31/4/2019"]


def test_clusters_with_heads_of_every_kind() -> None:
    plan = _read("clusters")
    cluster, firms, schools = plan.blocs
    assert cluster.name == "Cụm thi đua số 1"
    assert cluster.note == "gồm các huyện: Tân Châu, Tân An, Phú Lộc"
    assert cluster.head is not None
    assert cluster.head.position == "UBND huyện Tân Châu"
    assert firms.head is not None
    assert (firms.head.name, firms.head.position) == ("Hồ Sĩ Nam", "Giám đốc Công ty Điện lực")
    for post in (schools.head, schools.deputy):
        assert post is not None
        assert (post.chosen_by, post.report_by) == ("các thành viên", date(2019, 3, 20))
    sign = _of(plan, "ký kết giao ước")
    assert sign.blocs == tuple(bloc.name for bloc in plan.blocs)
    assert _of(plan, "sơ kết").last == date(2019, 7, 15)


def test_roles_behind_their_holders() -> None:
    plan = read_text(
        "KẾ HOẠCH\nThi đua năm 2018\nI. Phân chia khối thi đua\n"
        "a) Khối 1: Công an huyện - Trưởng khối; Viện Kiểm sát - Phó khối.\n"
        "b) Khối 2: Nguyễn Văn An - Trưởng phòng Tài chính, Trưởng khối; bà Lê Thị Bé, Phó khối.\n"
    )
    said = [
        [(post.name, post.position) for post in (bloc.head, bloc.deputy) if post]
        for bloc in plan.blocs
    ]
    assert said == [
        [(None, "Công an huyện"), (None, "Viện Kiểm sát")],
        [("Nguyễn Văn An", "Trưởng phòng Tài chính"), ("Lê Thị Bé", None)],
    ]


def test_lines_broken_by_width_are_one_sentence() -> None:
    plan = _read("wrapped")
    assert plan.bases[0].issuer == "Ban Thường vụ Liên đoàn Lao động tỉnh"
    assert _of(plan, "trước ngày 25/4/2018").deadline == date(2018, 4, 25)
    assert _of(plan, "Bằng khen").last == date(2018, 10, 31)
    assert [each.text for each in plan.recipients] == ["LĐLĐ tỉnh", "Các CĐCS", "Lưu VT"]


def test_a_plan_without_any_diacritics() -> None:
    plan = _read("no_marks")
    assert plan.bases[0].number_symbol == "15/KH-UBND"
    assert _of(plan, "dang ky").deadline == date(2020, 2, 28)
