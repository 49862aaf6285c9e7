"""The signed papers of a unit that works on paper, as their scans: PDFs, marked as invented.

Made by the program's own papers, so that the same year gives the same bytes.
"""

from datetime import date

from thidua.documents.paper import (
    DEMO_NOTICE,
    Column,
    Letterhead,
    Marks,
    Paper,
    Paragraph,
    Reference,
    Signer,
    Table,
)
from thidua.documents.pdf import render_pdf
from tools.chi_linh.events.paper_unit import (
    AGREED_ON,
    AGREEMENT,
    LETTER,
    LETTER_NUMBER,
    LETTER_ON,
    LIST,
    LIST_ON,
    MET_ON,
    MINUTES,
    PAPER_UNIT,
)
from tools.chi_linh.world import World

_FIGURES = (Column("TT", 1, "centre"), Column("Họ và tên", 5), Column("Chức vụ", 6))
_SIGNED = "(đã ký)"


def all_scans(world: World) -> dict[str, bytes]:
    """Each scan by its path in the folder."""
    unit = world.units[PAPER_UNIT]
    name = unit.name
    papers = {
        LIST: _paper(
            world, LIST_ON, "DANH SÁCH", "Đăng ký danh hiệu thi đua năm 2018",
            "Toàn thể cán bộ của Hội đăng ký danh hiệu “Lao động tiên tiến”; tập thể Hội đăng ký"
            " danh hiệu “Tập thể Lao động tiên tiến”.",
        ),
        AGREEMENT: _paper(
            world, AGREED_ON, "GIAO ƯỚC THI ĐUA", "Năm 2018",
            f"{name} ký giao ước thi đua của khối với các nội dung đã thống nhất.",
        ),
        MINUTES: _paper(
            world, MET_ON, "BIÊN BẢN", "Họp bình xét danh hiệu thi đua năm 2018",
            "Có mặt 4/4 cán bộ. Biểu quyết: mỗi cá nhân và tập thể đạt 4/4 phiếu đồng ý.",
        ),
        LETTER: _paper(
            world, LETTER_ON, "TỜ TRÌNH", "Về việc đề nghị xét tặng danh hiệu thi đua năm 2018",
            "Đề nghị Chủ tịch Ủy ban nhân dân thị xã xét tặng danh hiệu thi đua cho tập thể Hội và"
            " các cá nhân sau:",
            number=LETTER_NUMBER.partition("/")[0],
        ),
    }  # fmt: skip
    return {path: render_pdf(paper) for path, paper in papers.items()}


def _paper(
    world: World, day: date, kind: str, subject: str, text: str, *, number: str = ""
) -> Paper:
    """One paper of the unit, with its staff, signed by its head."""
    staff = world.staff[PAPER_UNIT]
    head = staff[0]
    rows = tuple((str(place), each.name, each.position) for place, each in enumerate(staff, 1))
    return Paper(
        head=Letterhead("", world.units[PAPER_UNIT].name, "Chí Linh"),
        reference=Reference("TTr" if number else "CTĐ", day, number or "01"),
        kind=kind,
        subject=subject,
        body=(Paragraph(text), Table(_FIGURES, rows)),
        signers=(Signer("CHỦ TỊCH", f"{_SIGNED} {head.name}"),),
        recipients=("Phòng Nội vụ thị xã", "Lưu: VP"),
        marks=Marks(DEMO_NOTICE),
    )
