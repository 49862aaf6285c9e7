"""Files that the worker prepares: parts made one by one, then one .zip; made again at any time.

They prove nothing and are thrown away when newer ones are made.
"""

import io
import zipfile
from datetime import date
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

# Zip has no earlier year; the hour is the office's morning.
_EARLIEST = 1980
_MORNING = (8, 0, 0)


def _folder(place: UUID) -> str:
    return f"prepared/forms/{place}"


def _parts(place: UUID) -> list[str]:
    folder = _folder(place)
    if not default_storage.exists(folder):
        return []
    return [f"{folder}/{name}" for name in sorted(default_storage.listdir(folder)[1])]


def keep_part(place: UUID, number: int, name: str, content: bytes) -> None:
    """Keep part `number` of the work whose place it is; in place of what a broken-off step left."""
    path = f"{_folder(place)}/{number:06d}-{name}"
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def compose(place: UUID, day: date) -> None:
    """Put the parts into one .zip; the same parts give the same bytes. The parts go."""
    stream = io.BytesIO()
    stamp = (max(day.year, _EARLIEST), day.month, day.day, *_MORNING)
    parts = _parts(place)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for path in parts:
            name = PurePosixPath(path).name.split("-", 1)[1]
            with default_storage.open(path, "rb") as part:
                out.writestr(zipfile.ZipInfo(name, stamp), part.read())
    whole = f"{_folder(place)}.zip"
    default_storage.delete(whole)
    default_storage.save(whole, ContentFile(stream.getvalue()))
    for path in parts:
        default_storage.delete(path)


def read_whole(place: UUID) -> bytes | None:
    """The .zip of the work whose place it is; None where it is not there any more."""
    whole = f"{_folder(place)}.zip"
    if not default_storage.exists(whole):
        return None
    with default_storage.open(whole, "rb") as file:
        content: bytes = file.read()
    return content


def throw_away(place: UUID) -> None:
    """Remove what the work of that place had prepared."""
    for path in (*_parts(place), f"{_folder(place)}.zip"):
        default_storage.delete(path)
