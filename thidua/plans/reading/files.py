"""A file to its text, whatever it is stored as; anything unreadable is refused with its cure."""

import codecs
import re
import sys
import tempfile
from pathlib import Path

from thidua.common.errors import Refusal, refuse
from thidua.common.phrases import gettext as _
from thidua.plans.reading.model import ReadPlan
from thidua.plans.reading.paper import normalise, plain_of
from thidua.plans.reading.pdf import text_of_pdf
from thidua.plans.reading.reader import read_text
from thidua.plans.reading.word import text_of_docx

LARGEST_FILE = 20_000_000
STDIN = "-"
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_RTF = b"{\\rtf"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# What every Vietnamese administrative paper says; to tell that a decoding gave Vietnamese.
_EVERYDAY = ("của", "và", "thi đua", "khen thưởng", "kế hoạch", "tháng", "năm")
_ENOUGH_WORDS = 4
_STRAY_SHARE = 200
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
# TCVN3 writes đ as ®, ư as , ơ as ¬: no other text has these inside words.
_TCVN3 = re.compile(r"\w[®¬¸¹µ¶·»¼½¾Æ×ÞÖØÜ]|®\w")
_VNI = re.compile(r"[a-zA-Z][øùûõïäàáåãâéèúüëê]{1,2}")


def read_file(path: Path) -> ReadPlan:
    """What is understood of the plan in the file at `path` (.txt, .docx, .pdf; told by content).

    Raises `Refusal` where there is no such file, or it cannot be read, or is no plan.
    """
    return read_text(text_of_file(path))


def read_stdin() -> ReadPlan:
    """What is understood of the plan on standard input, in any of the forms of `read_file`."""
    content = sys.stdin.buffer.read(LARGEST_FILE + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stdin"
        path.write_bytes(content)
        return read_file(path)


def text_of_file(path: Path) -> str:
    """The text of the file at `path`; raises `Refusal`."""
    content = _content(path)
    if not content.strip():
        raise refuse(
            "empty",
            _("%(file)s is empty.") % {"file": path.name},
            cure=_("Give a file that holds the plan's text."),
        )
    if content.startswith(_ZIP):
        return text_of_docx(path)
    if content.startswith(_PDF):
        return text_of_pdf(path)
    if content.startswith((_OLD_WORD, _RTF)):
        raise refuse(
            "old_word",
            _("%(file)s is an old Word file (.doc or .rtf).") % {"file": path.name},
            cure=_("Open it in Word and save it as .docx."),
        )
    return decode(content, path.name)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refuse(
                "folder",
                _("%(file)s is a folder.") % {"file": path},
                cure=_("Name the plan's file."),
            )
        if path.stat().st_size > LARGEST_FILE:
            raise refuse(
                "too_large",
                _("%(file)s is larger than %(most)s bytes.")
                % {"file": path.name, "most": LARGEST_FILE},
                cure=_("Give the plan alone, without pictures and annexes."),
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise refuse(
            "no_file", _("There is no file %(file)s.") % {"file": path}, cure=_("Check its name.")
        ) from error
    except (OSError, ValueError) as error:
        raise refuse(
            "unreadable_file",
            _("%(file)s cannot be opened.") % {"file": path},
            cure=_("Check its name and who may read it."),
        ) from error


def decode(content: bytes, name: str) -> str:
    """`content` as text: UTF-8, UTF-16 with its mark, or windows-1258 that proves Vietnamese.

    Raises `Refusal` for binary content and for the fonts' encodings of old (TCVN3, VNI).
    """
    for mark, encoding in _UTF16.items():
        if content.startswith(mark):
            try:
                return _checked(content.decode(encoding), name)
            except UnicodeDecodeError as error:
                raise _encoding(name) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in content[:4096]:
            raise _binary(name) from error
        text = content.decode("windows-1258", errors="replace")
        if not _is_vietnamese(text):
            raise _encoding(name) from error
        return _checked(text, name)
    return _checked(text, name)


def _checked(text: str, name: str) -> str:
    # A stray mark of a word processor does not make a text binary.
    if "\x00" in text or len(_CONTROL.findall(text)) * _STRAY_SHARE > len(text):
        raise _binary(name)
    if not _is_vietnamese(text) and (_looks_tcvn3(text) or _looks_vni(text)):
        raise _encoding(name)
    return text


def _is_vietnamese(text: str) -> bool:
    lowered = normalise(text[:200_000]).lower()
    return "\ufffd" not in lowered and sum(word in lowered for word in _EVERYDAY) >= _ENOUGH_WORDS


def _looks_tcvn3(text: str) -> bool:
    return len(_TCVN3.findall(text[:20_000])) * 50 > len(text[:20_000])


def _looks_vni(text: str) -> bool:
    sample = text[:20_000]
    return "thi ñua" in plain_of(sample) or len(_VNI.findall(sample)) * 8 > len(sample)


def _binary(name: str) -> Refusal:
    return refuse(
        "binary",
        _("%(file)s is not text.") % {"file": name},
        cure=_("Give the plan as .txt, .docx or .pdf."),
    )


def _encoding(name: str) -> Refusal:
    return refuse(
        "encoding",
        _("%(file)s is in an encoding that cannot be read surely (TCVN3, VNI or another).")
        % {"file": name},
        cure=_("Convert it to Unicode and save it as UTF-8 text or as .docx."),
    )
