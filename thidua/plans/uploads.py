"""A plan's file as it was uploaded, and its text, read as the reader reads a file on disk.

Plans come as plain text in any encoding too, which the content of a file does not tell surely: what
the reader refuses is refused, and nothing else.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.documents.files import store
from thidua.documents.models import StoredFile
from thidua.documents.uploads import type_of
from thidua.plans.reading.files import text_of_file

# Names in Vietnamese take up to three bytes a letter; file systems take 255.
_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r"[^\w .()+-]+")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class PlanFile:
    """A file with a plan: its bytes and a name that disks and headers take."""

    content: bytes
    name: str

    def keep(self) -> StoredFile:
        """Keep it. Called inside an act."""
        found = type_of(self.content)
        return store(self.content, self.name, found.media_type if found else "text/plain")

    def text(self) -> str:
        """The text of the .txt, .docx or .pdf. Raises `Refusal` where it cannot be read."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / self.name
            path.write_bytes(self.content)
            return text_of_file(path)


def plan_file(file: UploadedFile[Any]) -> PlanFile:
    """An uploaded file; refuses one that is larger than the program takes."""
    name = _NOT_IN_NAMES.sub("_", PurePath(file.name or "").name).strip(" .") or "ke-hoach"
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise refuse(
            "too_large",
            _("“%(file)s” is larger than %(most)s MB.")
            % {"file": name, "most": settings.UPLOAD_LIMIT // _MEGABYTE},
            cure=_("Give the plan alone, without pictures and annexes."),
            field="file",
        )
    return PlanFile(file.read(), name[-_LONGEST_NAME:].lstrip(" ."))
