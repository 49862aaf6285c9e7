"""Word files as offices make them: automatic numbers, smart tags, content controls."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from thidua.plans.reading import read_file, text_of_file

LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("bullet", "\uf0b7"))
HEAD = ["UBND XÃ TRÊN NÚI", "Số: 3/KH-UBND", "KẾ HOẠCH", "Thi đua năm 2024"]
BODY = [
    (0, "MỤC ĐÍCH"),
    (1, "Đưa thi đua vào chiều sâu."),
    (0, "THỜI GIAN"),
    (1, "Quý I/2024"),
    (2, "Đăng ký trước ngày 15/2/2024."),
    (3, "Gửi về Văn phòng trước ngày 20/2/2024."),
    (1, "Quý II/2024"),
    (2, "Sơ kết."),
]


def _numbering() -> BaseOxmlElement:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    return parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan whose numbers stand only in Word's own lists."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, _numbering())
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for line in HEAD:
        document.add_paragraph(line)
    for level, words in BODY:
        paragraph = document.add_paragraph(words)
        own = parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        )
        paragraph._p.get_or_add_pPr().append(own)
    made = tmp_path / "plan.docx"
    document.save(str(made))
    return made


def test_numbers_that_word_prints_are_read(path: Path) -> None:
    lines = text_of_file(path).split("\n")[len(HEAD) :]
    assert [line.split(" ")[0] for line in lines] == [
        "I.", "1.", "II.", "1.", "1.1.", "-", "2.", "2.1.",
    ]  # fmt: skip
    plan = read_file(path)
    assert [(each.section, str(each.first)) for each in plan.milestones] == [
        ("II.1.1", "2024-01-01"),
        ("II.1.1", "2024-01-01"),
        ("II.2.1", "2024-04-01"),
    ]
    assert plan.doubts == ()


def test_words_in_smart_tags_controls_and_insertions_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph()
    body = document.element.body
    tagged = "<w:r><w:t>KẾ </w:t></w:r><w:smartTag><w:r><w:t>HOẠCH</w:t></w:r></w:smartTag>"
    changed = (
        "<w:ins><w:r><w:t>Thi đua</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Lao động</w:delText><w:t>Lao động</w:t></w:r></w:del>"
        "<w:r><w:br/><w:t>năm 2024</w:t></w:r>"
    )
    for number, words in enumerate((tagged, changed)):
        xml = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{words}</w:p></w:sdtContent></w:sdt>"
        body.insert(number, parse_xml(xml))
    assert body.find(qn("w:sdt")) is not None
    made = tmp_path / "plan.docx"
    document.save(str(made))
    assert text_of_file(made).split("\n")[:3] == ["KẾ HOẠCH", "Thi đua", "năm 2024"]
