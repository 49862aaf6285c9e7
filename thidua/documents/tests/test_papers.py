"""What the papers say, whatever they look like."""

from dataclasses import replace
from datetime import date

import pytest

from thidua.documents.composed import Composed, PrintedParagraph, PrintedTable, composed
from thidua.documents.layout import layout_on
from thidua.documents.paper import Column, Paper, Reference, Table, day_in_full, printable
from thidua.documents.papers import Award, Awardee
from thidua.documents.tests.samples import (
    sample_achievements,
    sample_decision,
    sample_deliberation,
    sample_meeting,
    sample_report,
    sample_return,
    sample_submission,
)


def said(paper: Paper) -> Composed:
    return composed(paper, layout_on(paper.reference.issued_on))


def sentences(paper: Paper) -> list[str]:
    return [
        f"{block.lead} {block.text}".strip()
        for block in said(paper).body
        if isinstance(block, PrintedParagraph)
    ]


def rows(paper: Paper, at: int = 0) -> list[tuple[str, ...]]:
    blocks = [
        *said(paper).body,
        *(block for annex in said(paper).annexes for block in annex.blocks),
    ]
    tables = [block for block in blocks if isinstance(block, PrintedTable)]
    return [row.cells for row in tables[at].rows]


def test_a_decision_awards_pays_and_names_who_executes() -> None:
    paper = sample_decision(rows=3)
    first, one, two, money, last = sentences(paper)
    assert first == "Điều 1. Khen thưởng 02 tập thể và 03 cá nhân (có danh sách kèm theo), gồm:"
    assert one.startswith("1. Tặng danh hiệu “Lao động tiên tiến” cho 03 cá nhân đã hoàn thành")
    assert one.endswith(";")
    assert two.endswith(".")
    # 3 × 420.000 + 2 × 1.120.000
    assert "3.500.000 đồng (Bằng chữ: Ba triệu năm trăm nghìn đồng)" in money
    assert money.startswith("Điều 2.")
    assert last.startswith("Điều 3.")
    assert last.endswith("tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành"
                         " Quyết định này./.")  # fmt: skip


def test_the_list_of_a_decision_is_numbered_through_and_summed() -> None:
    listed = rows(sample_decision(rows=2))
    assert [row[0] for row in listed if len(row) > 1] == ["1", "2", "3", "4", ""]
    assert listed[0] == ("Cá nhân được tặng danh hiệu “Lao động tiên tiến”",)
    assert listed[1][1] == "Bà Nguyễn Thị Ngọc Ánh 1"
    assert listed[-1] == ("", "Tổng cộng", "", "", "", "3.080.000")


def test_the_bases_are_closed_as_the_layout_of_the_day_wants() -> None:
    before = said(sample_decision(rows=2)).bases
    after = said(sample_decision(rows=2, day=date(2021, 1, 5))).bases
    assert all(basis.endswith(";") and not basis.endswith(";;") for basis in before[:-1])
    assert before[-1].endswith("2018,")
    assert after[-1].endswith("2018.")
    assert "Theo đề nghị của Hội đồng Thi đua - Khen thưởng thị xã tại Tờ trình" in after[-1]


def test_one_awardee_needs_no_list_and_no_money_no_article() -> None:
    ong = Awardee("Vũ Văn Mẫu", "individual", "Ông", "nông dân", "thôn 3, xã Mẫu")
    award = Award("Giấy khen", False, "đã có hành động dũng cảm cứu người", (ong,))
    paper = sample_decision(awards=(award,), executors="Chánh Văn phòng")
    first, last = sentences(paper)
    assert first == (
        "Điều 1. Tặng Giấy khen cho ông Vũ Văn Mẫu, nông dân, thôn 3, xã Mẫu,"
        " đã có hành động dũng cảm cứu người."
    )
    assert last.startswith("Điều 2.")
    assert paper.annexes == ()


def test_an_empty_decision_is_a_slip_of_the_caller() -> None:
    with pytest.raises(ValueError, match="awards somebody"):
        sample_decision(awards=(Award("Giấy khen", False, "", ()),))


def test_a_list_without_money_has_no_column_for_it() -> None:
    people = tuple(Awardee(f"Người {n}", "individual", "Ông") for n in range(2))
    paper = sample_decision(awards=(Award("Giấy khen", False, "đã góp công", people),))
    assert all(len(row) == 5 for row in rows(paper))
    assert len(said(paper).annexes[0].blocks) == 1


def test_minutes_tell_roll_quorum_votes_and_recusals() -> None:
    paper = sample_meeting()
    text = "\n".join(sentences(paper))
    assert "Có mặt 04/05 thành viên, đạt 80%; yêu cầu ít nhất 2/3 tổng số thành viên" in text
    assert "(Điều 6 Quy chế): đủ điều kiện tiến hành họp." in text
    assert text.count("từ 90% trở lên") == 1  # told once for a kind of award
    assert "Không tham gia bỏ phiếu đối với Ông Đỗ Văn Mẫu vì có liên quan: Đỗ Văn Mẫu." in text
    assert "Đủ tỷ lệ để trình khen thưởng: 02 trường hợp; không đủ tỷ lệ: 01" in text
    results = rows(paper, at=1)
    assert ("2", "Ông Đỗ Văn Mẫu", "Phòng Nội vụ", "3/5", "1", "0", "60%", "Không đạt") in results
    assert rows(paper)[3][3] == "Vắng mặt; đi công tác"
    headings = [one for one in sentences(paper) if one[:2] in {"I.", "II", "IV"}]
    assert [one.split(".")[0] for one in headings] == ["I", "II", "III", "IV"]


def test_minutes_of_a_unit_show_ratings_and_votes() -> None:
    paper = sample_deliberation()
    staff, votes = rows(paper), rows(paper, at=1)
    assert staff[2] == ("3", "Bà Lý Thị Mẫu", "Giáo viên", "Chưa có", "Vắng mặt; nghỉ thai sản")
    assert votes[1][3:] == ("1/2", "50%", "Không đề nghị")
    text = "\n".join(sentences(paper))
    assert "3. Có mặt: 02/03 người." in text
    assert "đề nghị 01 trường hợp, trong tổng số 02" in text
    assert [one.lines[-1] for one in said(paper).signers] == ["THƯ KÝ", "CHỦ TRÌ"]


def test_a_submission_counts_what_it_asks() -> None:
    text = "\n".join(sentences(sample_submission()))
    assert "khen thưởng 01 tập thể và 01 cá nhân" in text
    assert "- Danh hiệu “Tập thể lao động tiên tiến”: 01 tập thể." in text
    assert "- Giấy khen: 01 cá nhân." in text
    reference = said(sample_submission()).annexes[0].reference
    assert reference == "(Kèm theo Tờ trình số 15/TTr-HĐTĐKT ngày 20 tháng 12 năm 2018)"


def test_a_return_is_a_letter_that_cites_the_article() -> None:
    paper = sample_return()
    printed = said(paper)
    assert printed.kind == printed.subject == ""
    assert printed.letter_subject.startswith("V/v hoàn thiện hồ sơ")
    assert printed.to == ("Trường Tiểu học Mẫu.",)
    assert rows(paper)[0][4] == "Điều 49 Nghị định số 91/2017/NĐ-CP"
    assert any("gửi lại hồ sơ trước ngày 12 tháng 12 năm 2018" in one for one in sentences(paper))


def test_a_report_numbers_its_parts() -> None:
    text = sentences(sample_report())
    assert "I. Kết quả thực hiện" in text
    assert "II. Phương hướng" in text
    assert said(sample_report()).to == ("Sở Nội vụ tỉnh Hải Dương;", "Thường trực Thị ủy.")
    assert rows(sample_report())[-1] == ("Cộng", "1.890", "1.857")


def test_the_sheet_of_a_council_stands_by_blocs() -> None:
    paper = sample_achievements()
    assert paper.landscape
    assert [row[0] for row in rows(paper)] == ["Khối phòng chuyên môn", "1", "Khối xã, phường", "2"]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2018, 2, 5), "ngày 05 tháng 02 năm 2018"),
        (date(2018, 1, 31), "ngày 31 tháng 01 năm 2018"),
        (date(2018, 3, 9), "ngày 09 tháng 3 năm 2018"),
        (date(2018, 12, 25), "ngày 25 tháng 12 năm 2018"),
    ],
)
def test_days_as_papers_print_them(day: date, shown: str) -> None:
    assert day_in_full(Reference("QĐ", day)) == shown


def test_the_committee_breaks_in_the_letterhead_only() -> None:
    paper = sample_decision(rows=1)
    assert said(paper).issuer == ("ỦY BAN NHÂN DÂN", "THỊ XÃ CHÍ LINH")
    assert said(sample_meeting()).issuer == ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG")
    assert said(sample_meeting()).issuer_plain == "Hội đồng Thi đua - Khen thưởng"


def test_a_row_of_the_wrong_width_is_a_slip_of_the_caller() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table((Column("a", 1), Column("b", 1)), (("1",),))


def test_printable_keeps_text_and_drops_controls() -> None:
    assert printable("Sao Đỏ") == "Sao Đỏ"
    assert printable("a\r\nb\tc\x00d\u00a0e") == "a b cd\u00a0e"


def test_a_paper_without_symbol_prints_no_number() -> None:
    paper = sample_decision(rows=1)
    assert said(replace(paper, reference=Reference("", date(2018, 1, 2)))).number == ""
