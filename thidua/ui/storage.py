"""Addresses of static files that browsers may keep for good: each carries its file's digest."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

_LETTERS = 12


def _digest(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:_LETTERS]


_kept_digest = cache(_digest)


class DigestedAddresses(StaticFilesStorage):
    """`/static/a.css` becomes `/static/a.css?v=DIGEST`; nothing has to be collected first."""

    def url(self, name: str | None) -> str:
        """The file's address, with its digest where there is such a file."""
        address = super().url(name)
        digest = (_digest if settings.DEBUG else _kept_digest)(name or "")
        return f"{address}?v={digest}" if digest else address
