"""Files kept under the digest of their content, in the default storage."""

import hashlib
import os
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from thidua.common.errors import Refusal, refuse
from thidua.common.phrases import gettext as _
from thidua.documents.models import StoredFile

LONGEST_NAME = 200


def store(content: bytes, name: str, media_type: str) -> StoredFile:
    """Keep `content` and return its row. `name` is what a download is called.

    Called inside an act. The file is written and flushed before the row: a crash between them
    leaves a file that no row names, never a row without its file.
    """
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile(
        name=name[:LONGEST_NAME],
        media_type=media_type,
        sha256=digest,
        size=len(content),
        path=_keep(content, f"{digest[:2]}/{digest}"),
    )
    stored.save()
    return stored


def open_file(stored: StoredFile) -> File[Any]:
    """The file, open for reading bytes. Refuses (`file_missing`) where the storage lost it."""
    try:
        return default_storage.open(stored.path, "rb")
    except FileNotFoundError as error:
        raise _lost(stored) from error


def read_file(stored: StoredFile) -> bytes:
    """The file's bytes. Refuses (`file_missing`, `file_changed`) unless they are those stored."""
    with open_file(stored) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise refuse(
            "file_changed",
            _("The file “%(name)s” is not what was stored: its digest differs.")
            % {"name": stored.name},
            cure=_("Restore it from a backup."),
        )
    return content


def _lost(stored: StoredFile) -> Refusal:
    return refuse(
        "file_missing",
        _("The file “%(name)s” is not in the storage.") % {"name": stored.name},
        cure=_("Restore it from a backup."),
    )


def _keep(content: bytes, path: str) -> str:
    """Write `content` unless it is already there whole; its path in the storage."""
    if default_storage.exists(path):
        with default_storage.open(path, "rb") as file:
            if file.read() == content:
                return path
        # A process that died while writing left a part: nothing can rest on it, its row came after.
        default_storage.delete(path)
    kept = default_storage.save(path, ContentFile(content))
    _flush(kept)
    return kept


def _flush(path: str) -> None:
    """Have the disk hold the file, where the storage is a disk."""
    try:
        on_disk = default_storage.path(path)
    except NotImplementedError:
        return
    handle = os.open(on_disk, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
