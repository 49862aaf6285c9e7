"""Files that people upload: their size, type and name checked, then kept; and how files are sent.

The one place where the program takes a file from a browser. The type is told from the content, not
from the name. A view that sends a file first asks the policy of the row that the file belongs to.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.utils.functional import lazy
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from thidua.common.errors import Refusal, refuse
from thidua.common.text import tidy
from thidua.documents.files import LONGEST_NAME, read_file, store
from thidua.documents.models import StoredFile

_MEGABYTE = 1024 * 1024
_PDF_WITHIN = 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileType:
    """A type of file: its name to people, the endings of its name, its media type."""

    name: str
    endings: tuple[str, ...]
    media_type: str


PDF = FileType("PDF", (".pdf",), "application/pdf")
JPEG = FileType("JPG", (".jpg", ".jpeg"), "image/jpeg")
PNG = FileType("PNG", (".png",), "image/png")
WORD = FileType("Word (.docx)", (".docx",), f"{_OFFICE}.wordprocessingml.document")
EXCEL = FileType("Excel (.xlsx)", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet")
# What a scanner or a telephone makes of a paper.
SCANS = (PDF, JPEG, PNG)


@dataclass(frozen=True)
class Upload:
    """An uploaded file that was checked; not kept yet."""

    name: str
    type: FileType
    content: bytes

    def keep(self) -> StoredFile:
        """Keep it. Called inside an act."""
        return store(self.content, self.name, self.type.media_type)


def read_upload(file: UploadedFile[Any], types: Sequence[FileType]) -> Upload:
    """The uploaded file, if it is of one of `types`, not empty and not too large.

    Raises `Refusal` (codes `empty_file`, `too_large_file`, `wrong_type`).
    """
    name = tidy(PurePath(file.name or "").name)
    _demand_size(file.size or 0, name)
    return checked(file.read(), name, types)


def checked(content: bytes, name: str, types: Sequence[FileType]) -> Upload:
    """The same of content that came by another way than a browser."""
    _demand_size(len(content), name)
    if not content.strip(b"\0 \r\n\t"):
        raise refuse(
            "empty_file",
            _("“%(file)s” is empty.") % {"file": name},
            cure=_("Open it on your computer to see whether it is the right file."),
        )
    found = type_of(content)
    if found is None or found not in types:
        raise refuse(
            "wrong_type",
            _("“%(file)s” is not a file of the type asked for: %(types)s.")
            % {"file": name, "types": _names(types)},
            cure=_("Save or scan it as one of these and choose it again."),
        )
    return Upload(_named(name, found), found, content)


def _demand_size(size: int, name: str) -> None:
    if size > settings.UPLOAD_LIMIT:
        raise refuse(
            "too_large_file",
            _("“%(file)s” is larger than %(most)s MB.")
            % {"file": name, "most": settings.UPLOAD_LIMIT // _MEGABYTE},
            cure=_("Scan it in black and white at 150 to 200 dots per inch, or in parts."),
        )


def type_of(content: bytes) -> FileType | None:
    """The type that the content itself tells; None for any other."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    return None


def _office_type(content: bytes) -> FileType | None:
    """Word or Excel, by the names inside; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return WORD
    return EXCEL if "xl/workbook.xml" in names else None


def _named(given: str, found: FileType) -> str:
    """The given name with nothing that headers or disks choke on, ending as its type does."""
    clean = re.sub(r'[<>:"/\\|?*;]', "-", "".join(c if c.isprintable() else "-" for c in given))
    stem, dot, ending = clean.rpartition(".")
    if not dot or f".{ending.lower()}" not in found.endings:
        stem, ending = clean, found.endings[0][1:]
    stem = stem.strip(" .")[: LONGEST_NAME - len(ending) - 1] or "tep"
    return f"{stem}.{ending.lower()}"


def _names(types: Iterable[FileType]) -> str:
    return ", ".join(each.name for each in types)


def _help(types: Sequence[FileType]) -> str:
    words = {"types": _names(types), "most": settings.UPLOAD_LIMIT // _MEGABYTE}
    return _("%(types)s; at most %(most)s MB.") % words


class UploadField(forms.FileField):
    """A file of one of `types`; its clean value is an `Upload`, or None where none is needed."""

    def __init__(self, *, types: Sequence[FileType] = SCANS, **options: Any) -> None:
        self.types = types
        options.setdefault("help_text", lazy(_help, str)(types))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the browser's own chooser offers."""
        endings = ",".join(ending for each in self.types for ending in each.endings)
        return {**super().widget_attrs(widget), "accept": endings}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The `Upload`; raises `ValidationError` with what to do."""
        if isinstance(data, UploadedFile) and not data.size:
            # Told by `read_upload`, with its name and what to do.
            return self._read(data)
        file = super().clean(data, initial)
        return self._read(file) if file else None

    def _read(self, file: UploadedFile[Any]) -> Upload:
        try:
            return read_upload(file, self.types)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files at once; the clean value is a list of `Upload`s."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Each file; all messages at once."""
        given = (data or [None]) if isinstance(data, list | tuple) else [data]
        found, told = [], []
        for each in given:
            try:
                one = super().clean(each, initial)
            except ValidationError as error:
                told += error.messages
            else:
                found += [one] if one else []
        if told:
            raise ValidationError(told)
        return found


class Capped(FileUploadHandler):
    """Lets no more of a file through than `UPLOAD_LIMIT` and a little: the rest fills no disk.

    The field then tells that the file is too large, since more than the limit did come through.
    """

    _received = 0

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begin to count."""
        self._received = 0
        super().new_file(*args, **options)

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes | None:
        """The part as it came, or nothing once enough has come."""
        if self._received > settings.UPLOAD_LIMIT:
            return None
        self._received += len(raw_data)
        return raw_data

    def file_complete(self, _file_size: int) -> None:
        """The handlers after this one make the file."""


def file_answer(stored: StoredFile) -> HttpResponse:
    """A kept file as a download. Refuses one that the storage lost or that was changed."""
    return attached(read_file(stored), stored.name, stored.media_type)


def attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A download that no browser runs, guesses the type of, or keeps."""
    as_attachment: Literal[True] = True
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment, name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
