"""The written plans as files: PDF with columns and pages, and Word."""

from pathlib import Path

import docx
import pytest
import typst

from thidua.plans.reading import read_file
from thidua.plans.reading.tests.plan_set import Case, cases, score

# Heads and feet in two columns, a table, pages with their numbers, several signatures.
AS_FILES = ("02", "03", "05", "07", "09", "12", "20")
CASES = [case for case in cases() if case.name[:2] in AS_FILES]
FONTS = Path(__file__).resolve().parents[3] / "documents" / "fonts"
PAGE = """#set page(paper: "a4", flipped: true, margin: 1.5cm)
#set text(font: "Tinos", size: 8pt)
#show raw: set text(font: "Tinos", size: 8pt)
"""
TABLES = """#set page(paper: "a4")
#set text(font: "Tinos", size: 13pt)
#grid(columns: (1fr, 1.5fr), align: center, row-gutter: 6pt,
[UBND TỈNH HẠ THANH \\ SỞ NỘI VỤ],
[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc],
[Số: 12/KH-SNV], [Hạ Thanh, ngày 02 tháng 3 năm 2024])
#align(center)[KẾ HOẠCH \\ Tổ chức phong trào thi đua trong ngành Nội vụ năm 2024]
I. TIẾN ĐỘ
#table(columns: 3, [TT], [Nội dung], [Thời gian],
[1], [Ký giao ước thi đua giữa các phòng, đơn vị trực thuộc Sở trong toàn ngành Nội vụ],
[Tháng 3/2024], [2], [Sơ kết phong trào], [Trước ngày 15/7/2024])
#grid(columns: (1fr, 1fr), [Nơi nhận: \\ - UBND tỉnh; \\ - Các phòng; \\ - Lưu: VT.],
align(center)[KT. GIÁM ĐỐC \\ PHÓ GIÁM ĐỐC \\ Trần Thị Mây])
"""


def _pdf(markup: str, path: Path) -> Path:
    path.with_suffix(".typ").write_text(markup, encoding="utf-8")
    typst.compile(str(path.with_suffix(".typ")), output=str(path), font_paths=[str(FONTS)])
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_pdf_gives_what_its_text_gives(case: Case, tmp_path: Path) -> None:
    text = case.text.expandtabs(60)
    path = _pdf(f"{PAGE}```\n{text}```\n", tmp_path / "plan.pdf")
    found = score(case, read_file(path))
    assert list(found.faults()) == []
    assert found.invented == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_word_file_gives_what_its_text_gives(case: Case, tmp_path: Path) -> None:
    document = docx.Document()
    for line in case.text.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "plan.docx"))
    found = score(case, read_file(tmp_path / "plan.docx"))
    assert list(found.faults()) == []
    assert found.invented == 0


def test_tables_of_a_pdf_are_read_by_row_and_column(tmp_path: Path) -> None:
    plan = read_file(_pdf(TABLES, tmp_path / "plan.pdf"))
    assert (plan.number, plan.symbol, plan.place) == ("12", "KH-SNV", "Hạ Thanh")
    assert plan.issuer is not None
    assert (plan.issuer.parent, plan.issuer.body) == ("UBND tỉnh Hạ Thanh", "Sở Nội vụ")
    signing, review = plan.milestones
    assert signing.text.endswith("trong toàn ngành Nội vụ")
    assert (str(signing.first), str(review.deadline)) == ("2024-03-01", "2024-07-15")
    assert [each.text for each in plan.recipients] == ["UBND tỉnh", "Các phòng", "Lưu: VT"]
    assert plan.signer is not None
    assert (plan.signer.title, plan.signer.name) == ("Phó Giám đốc", "Trần Thị Mây")
    assert plan.unread == ()
