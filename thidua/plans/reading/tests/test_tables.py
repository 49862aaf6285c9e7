"""A plan whose head, calendar and foot are tables, as Word files of schools have them."""

from datetime import date
from pathlib import Path

import docx
import pytest

from thidua.plans.reading import ReadPlan, read_file

HEAD = [
    ["UBND HUYỆN BÌNH MINH\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 88/KH-PGDĐT", "Bình Minh, ngày 3 tháng 9 năm 2024"],
]
BODY = [
    "KẾ HOẠCH",
    "Công tác thi đua, khen thưởng năm học 2024 - 2025",
    "1. Mục đích, yêu cầu",
    "1.1. Đẩy mạnh thi đua dạy tốt, học tốt.",
    "2. Cụm thi đua",
    "2.1. Cụm 1: Trưởng cụm là Trường Tiểu học An Bình; Phó trưởng cụm là bà Lê Thị Mơ, "
    "Hiệu trưởng Trường Tiểu học Hòa Bình.",
    "2.2. Cụm 2 (các trường THCS): Cụm trưởng: ông Vũ Văn Sáng - Hiệu trưởng Trường THCS Nguyễn "
    "Du; Cụm phó: Trường THCS Lê Lai.",
    "3. Lịch công tác",
]
CALENDAR = [
    ["TT", "Nội dung", "Thời gian", "Đơn vị thực hiện"],
    ["1", "Ký giao ước thi đua", "Tháng 9", "Các cụm thi đua"],
    ["2", "Sơ kết học kỳ I", "Trước ngày 20/01", "Các trường"],
    ["3", "Tổng kết và nộp hồ sơ", "Từ 20/5 đến 05/6/2025", "Phòng GD&ĐT"],
]
FOOT = [["Nơi nhận:\n- Các trường;\n- Lưu: VT.", "TRƯỞNG PHÒNG\n\n\nNgô Thị Sen"]]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> ReadPlan:
    document = docx.Document()

    def table(rows: list[list[str]]) -> None:
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words

    table(HEAD)
    for line in BODY:
        document.add_paragraph(line)
    table(CALENDAR)
    document.add_paragraph("Yêu cầu các trường thực hiện nghiêm túc./.")
    table(FOOT)
    path: Path = tmp_path_factory.mktemp("plan") / "plan.docx"
    document.save(str(path))
    return read_file(path)


def test_head_and_foot(plan: ReadPlan) -> None:
    assert (plan.number, plan.symbol, plan.place) == ("88", "KH-PGDĐT", "Bình Minh")
    assert plan.issued_on == date(2024, 9, 3)
    assert plan.issuer is not None
    assert plan.issuer.body == "Phòng Giáo dục và Đào tạo"
    assert [each.text for each in plan.recipients] == ["Các trường", "Lưu: VT"]
    assert plan.signer is not None
    assert (plan.signer.title, plan.signer.name) == ("Trưởng phòng", "Ngô Thị Sen")
    assert plan.unread == ()


def test_each_row_is_a_milestone_of_those_it_names(plan: ReadPlan) -> None:
    assert [each.audience for each in plan.milestones] == [
        ("Các cụm thi đua",),
        ("Các trường",),
        ("Phòng GD&ĐT",),
    ]
    assert plan.milestones[0].blocs == ("Cụm 1", "Cụm 2")
    assert {each.about for each in plan.milestones} == {"2024-2025"}


def test_a_schools_january_is_of_the_later_year(plan: ReadPlan) -> None:
    signing, review, _ = plan.milestones
    assert (signing.first, signing.last) == (date(2024, 9, 1), date(2024, 9, 30))
    assert (review.first, review.deadline) == (None, date(2025, 1, 20))


def test_clusters_under_a_heading_of_their_own(plan: ReadPlan) -> None:
    first, second = plan.blocs
    assert first.head is not None
    assert first.head.position == "Trường Tiểu học An Bình"
    assert first.deputy is not None
    assert first.deputy.name == "Lê Thị Mơ"
    assert second.note == "(các trường THCS)"
