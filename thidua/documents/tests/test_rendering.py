"""Word and PDF say the same, repeat byte for byte, and take text as text."""

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from thidua.common.errors import Refusal
from thidua.documents.paper import DEMO_NOTICE, Marks, Paper, Paragraph, Reference
from thidua.documents.pdf import render_pdf
from thidua.documents.tests.samples import MARKS, SAMPLES, sample_decision, sample_return
from thidua.documents.word import render_docx

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
REPEAT = """
import hashlib, sys
from thidua.documents.pdf import render_pdf
from thidua.documents.tests.samples import sample_decision
from thidua.documents.word import render_docx
paper = sample_decision(rows=20)
for render in (render_docx, render_pdf):
    print(hashlib.sha256(render(paper)).hexdigest())
"""


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            texts.append(" ".join(text.get_text_bounded().split()))
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def word_text(file: bytes) -> str:
    body = docx.Document(BytesIO(file)).element.body
    return " ".join(" ".join(t.text or "" for t in body.iter(qn("w:t"))).split())


def edges(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(file)) as package:
        return {
            name: package.read(name).decode()
            for name in package.namelist()
            if name.startswith(("word/header", "word/footer"))
        }


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_the_notice_and_the_journal_stand_on_every_page(sample: Callable[[], Paper]) -> None:
    paper = sample()
    for text in pages(render_pdf(paper)):
        assert text.count(DEMO_NOTICE) == 2
        assert MARKS.journal_head in text
    found = edges(render_docx(paper))
    assert len(found) == 4  # first and later pages, head and foot; annexes take the same
    assert all(DEMO_NOTICE in text for text in found.values())
    assert sum(MARKS.journal_head in text for text in found.values()) == 2


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_both_renderings_say_the_same(sample: Callable[[], Paper]) -> None:
    paper = sample()
    said = "".join("".join(pages(render_pdf(paper))).split())
    for text in word_text(render_docx(paper)).split():
        assert text in said


def test_without_marks_nothing_stands_at_the_edge() -> None:
    paper = replace(sample_return(), marks=Marks())
    assert DEMO_NOTICE not in "".join(pages(render_pdf(paper)))
    assert "Mã nhật ký" not in "".join(edges(render_docx(paper)).values())


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = sample_decision(rows=20)
    first = [hashlib.sha256(render(paper)).hexdigest() for render in (render_docx, render_pdf)]
    time.sleep(2.1)  # times in a package have a grain of two seconds
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LANG": "C", "PYTHONHASHSEED": "7"}
    again = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", REPEAT],
        env=environment, capture_output=True, text=True, check=True,
        cwd=Path(__file__).resolve().parents[3],
    )  # fmt: skip
    assert again.stdout.split() == first


def test_times_inside_are_the_papers_day() -> None:
    file = render_docx(sample_decision(rows=2))
    with zipfile.ZipFile(BytesIO(file)) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(2018, 12, 25)}
    properties = docx.Document(BytesIO(file)).core_properties
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.date() == date(2018, 12, 25)
    document = pypdfium2.PdfDocument(render_pdf(sample_decision(rows=2)))
    assert document.get_metadata_value("CreationDate").startswith("D:20181225")
    document.close()


def test_text_is_never_read_as_markup() -> None:
    wild = '#panic("x") $x$ *đậm* _n_ `m` @a <b> \\n [c] {d} // e /* f */ = g & <w:t>'
    paper = replace(sample_return(), body=(Paragraph(wild),), subject=wild)
    assert wild in pages(render_pdf(paper))[0]
    assert wild in word_text(render_docx(paper))


def test_every_vietnamese_letter_is_printed() -> None:
    words = " ".join(LETTERS)  # one long word would leave the page
    body = (Paragraph(words), Paragraph(words.upper()))
    paper = replace(sample_return(), body=body)
    text = pages(render_pdf(paper))[0].replace(" ", "")
    assert LETTERS in text
    assert LETTERS.upper() in text


def test_what_files_cannot_hold_is_left_out() -> None:
    body = (Paragraph("Sao\x00 Đỏ\ud800\x1b, dòng\nhai\u2028ba"),)
    paper = replace(sample_return(), body=body)
    assert "Sao Đỏ, dòng hai ba" in pages(render_pdf(paper))[0]
    assert "Sao Đỏ, dòng hai ba" in word_text(render_docx(paper))


def test_missing_fonts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        render_pdf(sample_return(), fonts=tmp_path)
    reason = caught.value.reasons[0]
    assert (reason.code, reason.where) == ("fonts_missing", str(tmp_path))
    assert reason.cure


def test_a_long_list_repeats_its_head_and_counts_its_own_pages() -> None:
    paper = sample_decision(rows=120, day=date(2021, 12, 25))
    texts = pages(render_pdf(paper))
    assert len(texts) > 4
    assert all("Họ và tên, tên tập thể" in text for text in texts[1:])
    starts = [text.split(DEMO_NOTICE)[0].strip() for text in texts]
    assert starts[:4] == ["", "", "2", "3"]
    document = docx.Document(BytesIO(render_docx(paper)))
    list_table = document.tables[-1]._tbl
    heads = [row for row in list_table.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(heads) == 1
    assert len(list_table.tr_lst) == 1 + 120 + 2 + 2 + 1  # head, rows, groups, total


def test_page_numbers_stand_where_the_layout_of_the_day_puts_them() -> None:
    before = edges(render_docx(sample_decision(rows=2)))
    after = edges(render_docx(sample_decision(rows=2, day=date(2021, 12, 25))))
    for found, place in ((before, "word/footer"), (after, "word/header")):
        numbered = [name for name, text in found.items() if "PAGE" in text]
        assert len(numbered) == 1
        assert numbered[0].startswith(place)


def test_word_sections_turn_with_their_annex() -> None:
    document = docx.Document(BytesIO(render_docx(sample_decision(rows=2))))
    sizes = [(section.page_width, section.page_height) for section in document.sections]
    assert sizes[0] == sizes[1][::-1]
    assert [round((wide or 0) / Mm(1)) for wide, _ in sizes] == [210, 297]


def test_a_number_not_given_yet_leaves_room() -> None:
    paper = sample_decision(
        rows=1, reference=Reference("QĐ-UBND", date(2018, 12, 25), day_open=True)
    )
    text = pages(render_pdf(paper))[0]
    assert "Số: /QĐ-UBND" in text
    assert "ngày tháng 12 năm 2018" in text


def test_a_long_paper_is_set_in_a_process_of_its_own_with_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = sample_decision(rows=3)
    here = render_pdf(paper)
    monkeypatch.setattr("thidua.documents.pdf.LONG", 0)
    monkeypatch.setattr("thidua.documents.pdf.set_here", None)  # not called any more
    assert render_pdf(paper) == here
