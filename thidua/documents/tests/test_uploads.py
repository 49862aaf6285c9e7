"""Uploaded files: told apart by content, refused with what to do, sent so that nothing runs."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.cast import Cast
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.documents.files import LONGEST_NAME
from thidua.documents.tests.scans import JPG_BYTES, PDF_BYTES, PNG_BYTES
from thidua.documents.uploads import (
    EXCEL,
    JPEG,
    PDF,
    PNG,
    SCANS,
    WORD,
    Upload,
    UploadField,
    UploadsField,
    file_answer,
    read_upload,
    type_of,
)
from thidua.workflow import act


def packed(*names: str) -> bytes:
    """A zip file that holds empty files of these names."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as into:
        for name in names:
            into.writestr(zipfile.ZipInfo(name), "")
    return kept.getvalue()


WORD_BYTES = packed("[Content_Types].xml", "word/document.xml")
EXCEL_BYTES = packed("[Content_Types].xml", "xl/workbook.xml")


class OneForm(forms.Form):
    """A scan, if there is one."""

    scan = UploadField(required=False)


class SomeForm(forms.Form):
    """Several scans, at least one."""

    scans = UploadsField()


def sent(**files: SimpleUploadedFile) -> MultiValueDict[str, UploadedFile[Any]]:
    """What a browser sends."""
    return MultiValueDict({name: [file] for name, file in files.items()})


def one(content: bytes, name: str = "quet.pdf") -> OneForm:
    """The form with one file sent."""
    return OneForm({}, sent(scan=SimpleUploadedFile(name, content)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF_BYTES, PDF),
        (b"\n\n" + PDF_BYTES, PDF),
        (JPG_BYTES, JPEG),
        (PNG_BYTES, PNG),
        (WORD_BYTES, WORD),
        (EXCEL_BYTES, EXCEL),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), None),
        (packed("word/document.xml"), None),
        (WORD_BYTES[:40], None),
        (b"<html><script>alert(1)</script>", None),
        (b"MZ\x90", None),
        (b"", None),
    ],
)
def test_a_type_is_told_by_the_content(content: bytes, expected: object) -> None:
    assert type_of(content) == expected


def test_the_name_says_nothing_about_the_type() -> None:
    form = one(b"<html>", "quet.pdf")
    assert not form.is_valid()
    assert "PDF, JPG, PNG" in form.errors["scan"][0]
    assert "quet.pdf" in form.errors["scan"][0]
    taken = one(PNG_BYTES, "quyet-dinh.pdf")
    assert taken.is_valid()
    assert taken.cleaned_data["scan"].name == "quyet-dinh.pdf.png"


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b" \r\n"])
def test_an_empty_file_is_told_by_its_name(content: bytes) -> None:
    form = one(content, "trang.pdf")
    assert not form.is_valid()
    assert "“trang.pdf”" in form.errors["scan"][0]


def test_too_large_a_file_is_refused_with_the_limit(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(Refusal, match="1 MB"):
        read_upload(SimpleUploadedFile("to.pdf", PDF_BYTES + b"0" * 1024 * 1024), SCANS)


def test_no_file_is_none_where_none_is_needed() -> None:
    form = OneForm({}, sent())
    assert form.is_valid()
    assert form.cleaned_data["scan"] is None
    assert "20 MB" in str(form["scan"].help_text)


def test_several_files_each_with_its_message() -> None:
    files: list[UploadedFile[Any]] = [
        SimpleUploadedFile("a.pdf", PDF_BYTES),
        SimpleUploadedFile("b.jpg", JPG_BYTES),
    ]
    form = SomeForm({}, MultiValueDict({"scans": files}))
    assert form.is_valid()
    assert [each.type for each in form.cleaned_data["scans"]] == [PDF, JPEG]
    files = [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.jpg", b"")]
    form = SomeForm({}, MultiValueDict({"scans": files}))
    assert not form.is_valid()
    assert len(form.errors["scans"]) == 2
    assert not SomeForm({}, sent()).is_valid()


def test_what_is_sent_beyond_the_limit_is_not_kept(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1024
    file = SimpleUploadedFile("to.pdf", PDF_BYTES + b"0" * 3_000_000)
    after = SimpleUploadedFile("sau.pdf", PDF_BYTES)
    request = RequestFactory().post("/", {"scan": file, "next": after, "reason": "sau tệp"})
    first, second = request.FILES["scan"], request.FILES["next"]
    assert isinstance(first, UploadedFile)
    assert isinstance(second, UploadedFile)
    assert 1024 < (first.size or 0) < 200_000
    assert second.read() == PDF_BYTES
    assert request.POST["reason"] == "sau tệp"
    assert not OneForm(request.POST, request.FILES).is_valid()
    request.close()


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_headers_and_disks_take(name: str) -> None:
    file = SimpleUploadedFile("x.pdf", PDF_BYTES)
    file._name = name  # type: ignore[attr-defined]
    kept = read_upload(file, SCANS).name
    assert 0 < len(kept) <= LONGEST_NAME
    assert kept.endswith(".pdf")
    assert kept.isprintable()
    assert not set(kept) & set('<>:"/\\|?*;')


def test_a_kept_file_is_sent_whole_and_cannot_run(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    backend = settings.STORAGES["default"]["BACKEND"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}},
    }
    with act("tests.keep", by=cast.officer):
        stored = Upload("quyết định.pdf", PDF, PDF_BYTES).keep()
    answer = file_answer(stored)
    assert answer.content == PDF_BYTES
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''quy%E1%BA%BFt")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert verify().faults == ()
