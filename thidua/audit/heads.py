"""The daily file of digests: what the journal's end was on each day, to be kept elsewhere.

One file a year, one line a day: the day, the number of the last entry, its digest. A copy of it
that left this machine shows later whether the journal was cut short or rewritten since.
"""

import re
from datetime import date
from pathlib import Path

from thidua.audit.models import Head

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d+) ([0-9a-f]{64})\s*\Z")


def write_head(folder: Path, day: date) -> Path | None:
    """Add the day's line to the year's file, once a day; the file, or None where nothing is new.

    Nothing is written while the journal has no entry. Raises OSError where the folder cannot be
    written.
    """
    head = Head.objects.filter(pk=1).first()
    if head is None:
        return None
    file = folder / f"{day.year}.txt"
    written = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    if written and written[-1].startswith(day.isoformat()):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as stream:
        stream.write(f"{day.isoformat()} {head.sequence} {head.digest}\n")
    return file


def read_heads(file: Path) -> list[str]:
    """The digests of such a file, in its order. Raises OSError; other lines are not read."""
    lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    return [found[3] for line in lines if (found := _LINE.match(line))]
