"""Files of every sort: what they give, and how bad ones are refused."""

import io
import json
import sys
import unicodedata
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.cli import main
from thidua.common.errors import Refusal
from thidua.plans.reading import ReadPlan, read_file, read_text
from thidua.plans.reading.tests.test_chi_linh import PLAN

TEXT = PLAN.read_text(encoding="utf-8")


def _without_positions(plan: ReadPlan) -> Any:
    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: strip(each) for key, each in value.items() if key != "source"}
        return [strip(each) for each in value] if isinstance(value, list) else value

    found = plan.to_json()
    del found["text"], found["sources"]
    return strip(found)


def _docx(folder: Path) -> Path:
    """The real plan as Word has it: head and foot in tables of two columns."""
    lines = [line.strip() for line in TEXT.split("\n")]
    title, foot = lines.index("KẾ HOẠCH"), lines.index("Nơi nhận:")
    motto = next(at for at, line in enumerate(lines) if line.startswith("CỘNG HÒA"))
    sign = next(at for at, line in enumerate(lines) if line.startswith("TM."))
    document = docx.Document()

    def table(left: list[str], right: list[str]) -> None:
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text, cells[1].text = "\n".join(left), "\n".join(right)

    table(lines[:motto], lines[motto:title])
    for line in lines[title:foot]:
        document.add_paragraph(line)
    table(lines[foot:sign], lines[sign:])
    path = folder / "plan.docx"
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def word_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _docx(tmp_path_factory.mktemp("word")).read_bytes()


def test_word_gives_the_same(tmp_path: Path) -> None:
    assert _without_positions(read_file(_docx(tmp_path))) == _without_positions(read_text(TEXT))


def test_pdf_gives_the_same_facts(tmp_path: Path) -> None:
    source, path = tmp_path / "plan.typ", tmp_path / "plan.pdf"
    lines = [line.strip() for line in TEXT.split("\n")]
    (tmp_path / "lines.json").write_text(json.dumps(lines), encoding="utf-8")
    source.write_text(
        '#set page(paper: "a4")\n#set text(size: 12pt)\n'
        '#for line in json("lines.json") [#line #parbreak()]',
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(path))
    plan, expected = read_file(path), read_text(TEXT)
    assert (plan.number, plan.symbol, plan.place) == ("01", "KH-TĐKT", "Chí Linh")
    assert plan.issued_on == expected.issued_on
    assert [each.number_symbol for each in plan.bases] == [
        each.number_symbol for each in expected.bases
    ]
    assert [(each.first, each.last, each.deadline, each.about) for each in plan.milestones] == [
        (each.first, each.last, each.deadline, each.about) for each in expected.milestones
    ]
    assert [bloc.name for bloc in plan.blocs] == [bloc.name for bloc in expected.blocs]
    assert plan.signer is not None
    assert plan.signer.name == "Nguyễn Đức Hóa"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_file(path).to_json() == read_text(TEXT).to_json()


def test_windows_1258_that_gives_vietnamese(tmp_path: Path) -> None:
    # Its accents are combining: circumflex, breve and horn stay in the letter.
    path = tmp_path / "plan.txt"
    marks = {"̀", "́", "̣", "̉", "̃"}
    content = "".join(_split_tone(letter, marks) for letter in TEXT)
    path.write_bytes(content.encode("windows-1258"))
    assert read_file(path).number == "01"


def _split_tone(letter: str, marks: set[str]) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in marks)
    return unicodedata.normalize("NFC", "".join(m for m in parts if m not in marks)) + tone


TCVN3 = (
    "Céng hoµ x· héi chñ nghÜa viÖt nam\nKÕ ho¹ch\nThi ®ua khen th­ëng n¨m 2005\n"
    "®Èy m¹nh phong trµo thi ®ua yªu n­íc, n©ng cao chÊt l­îng c«ng t¸c khen th­ëng"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "binary"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_word"),
        (b"{\\rtf1 KE HOACH}", "old_word"),
        (TCVN3.encode("latin-1"), "encoding"),
        (TCVN3.encode(), "encoding"),
        ("計画".encode("shift_jis"), "encoding"),
        (b"\xff\xfe\x00", "encoding"),
        ("Phở bò\nNguyên liệu: bánh phở, thịt bò".encode(), "not_a_plan"),
        ("UBND XÃ A\nQUYẾT ĐỊNH\nVề việc khen thưởng năm 2018".encode(), "not_a_plan"),
        ("Số: 1/UBND\nKính gửi: Các phòng, ban; về thi đua".encode(), "not_a_plan"),
        ("KẾ HOẠCH\nPhòng, chống lụt bão năm 2018\nI. NỘI DUNG".encode(), "not_of_emulation"),
        (("KẾ HOẠCH thi đua\n" + "x" * 2_000_001).encode(), "too_long"),
        (("KẾ HOẠCH thi đua\n" + "x\n" * 20_001).encode(), "too_long"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        read_file(path)
    assert [reason.code for reason in refusal.value.reasons] == [code]
    assert refusal.value.reasons[0].cure


def test_no_file_and_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "no_file"), (tmp_path, "folder")):
        with pytest.raises(Refusal) as refusal:
            read_file(path)
        assert refusal.value.reasons[0].code == code


def test_another_paper_is_told_by_its_kind() -> None:
    with pytest.raises(Refusal, match="quyết định"):
        read_text("QUYẾT ĐỊNH\nVề việc tặng danh hiệu thi đua")


def test_an_archive_that_unpacks_too_large(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 61_000_000)
    with pytest.raises(Refusal) as refusal:
        read_file(path)
    assert refusal.value.reasons[0].code == "too_large"


def test_a_docx_cut_short(tmp_path: Path) -> None:
    whole = _docx(tmp_path).read_bytes()
    path = tmp_path / "cut.docx"
    for share in range(1, 12):
        path.write_bytes(whole[: len(whole) * share // 12])
        with pytest.raises(Refusal):
            read_file(path)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_docx_is_read_or_refused(
    word_file: bytes, tmp_path: Path, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(word_file)
    for at, value in changes:
        content[at % len(content)] = value
    path = tmp_path / "damaged.docx"
    path.write_bytes(bytes(content))
    assert _outcome(path)


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("words", [b"", b"<w:p/>", b"<?xml version='1.0'?><x/>"])
def test_a_docx_with_a_wrong_part_is_refused(
    word_file: bytes, tmp_path: Path, part: str, words: bytes
) -> None:
    path = tmp_path / "wrong.docx"
    with (
        zipfile.ZipFile(io.BytesIO(word_file)) as sound,
        zipfile.ZipFile(path, "w") as wrong,
    ):
        for name in sound.namelist():
            wrong.writestr(name, words if name == part else sound.read(name))
    assert _outcome(path) == "refused"


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.binary(max_size=300),
)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(start + rest)
    assert _outcome(path) == "refused"


def _outcome(path: Path) -> str:
    try:
        read_file(path)
    except Refusal:
        return "refused"
    return "read"


def test_command_prints_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["plan", "read", str(PLAN), "--json"]) == 0
    printed = json.loads(capsysbinary.readouterr().out)
    assert printed == read_text(TEXT).to_json()
    assert printed["recipients"][-1] == "Lưu: VT, HĐTĐKT"
    assert printed["milestones"][0]["deadline"] == "2018-01-31"


def test_command_shows_doubts_to_people(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["plan", "read", str(PLAN)]) == 0
    shown = capsysbinary.readouterr().out.decode()
    assert "năm 2017" in shown
    assert "Cao Văn Hào" in shown


def test_command_reads_standard_input(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(TEXT.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["plan", "read", "-", "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["number"] == "01"


def test_a_refusal_prints_nothing_and_exits_1(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "novel.txt"
    path.write_text("Ngày xưa có một người.", encoding="utf-8")
    assert main(["plan", "read", str(path), "--json"]) == 1
    printed = capsysbinary.readouterr()
    assert printed.out == b""
    assert printed.err
