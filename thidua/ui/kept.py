"""What was typed when a request could not be taken: carried along sealed, and sent again.

A session that ended, a form's protection that no longer matches, a lock after wrong passwords: each
page carries what was typed in one sealed field, so that nothing has to be typed twice. The seal
keeps the address (this site's own only) and the fields as they were sent; files and passwords are
never carried.
"""

import re
from dataclasses import asdict, dataclass

from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "kept"
# A report of many pages fits; what is longer stays in the browser's own memory of its form.
MOST_CHARACTERS = 300_000
MOST_FIELDS = 3000
MAX_AGE = 12 * 3600
_SALT = "thidua.ui.kept"
_SECRET = re.compile("password|mat_khau|passphrase", re.IGNORECASE)
_OURS = frozenset({"csrfmiddlewaretoken", FIELD})
# Values shorter than a few words say nothing without their labels.
_WORDS = re.compile(r"\S+\s+\S+\s+\S")
_MOST_SHOWN = 10


@dataclass(frozen=True)
class Kept:
    """A form that was sent: where to, its fields as sent, by whom (a user's key; 0 is unknown).

    `files` counts what has to be chosen again; `is_cut` says that it was too long to be carried.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    by: int = 0
    files: int = 0
    is_cut: bool = False

    @property
    def texts(self) -> list[str]:
        """What was typed in words, to be recognised by; at most a few."""
        return [value for _name, value in self.fields if _WORDS.search(value)][:_MOST_SHOWN]


def typed_in(request: HttpRequest, by: int = 0) -> Kept:
    """What a POST brought."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _OURS and not _SECRET.search(name)
        for value in values
        if isinstance(value, str)
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    is_cut = size > MOST_CHARACTERS or len(fields) > MOST_FIELDS
    return Kept(
        path=request.get_full_path(),
        fields=() if is_cut else tuple(fields),
        by=by,
        files=sum(1 for name in request.FILES for _file in request.FILES.getlist(name)),
        is_cut=is_cut,
    )


def sealed(kept: Kept) -> str:
    """The one field that carries it."""
    return signing.dumps(asdict(kept), salt=_SALT, compress=True)


def opened(text: str, request: HttpRequest) -> Kept | None:
    """What a sealed field carries; None where it is not ours, or too old, or leads elsewhere."""
    try:
        found = signing.loads(text, salt=_SALT, max_age=MAX_AGE)
    except (signing.BadSignature, UnicodeEncodeError):
        return None
    kept = Kept(
        path=found["path"],
        fields=tuple((name, value) for name, value in found["fields"]),
        by=found["by"],
        files=found["files"],
        is_cut=found["is_cut"],
    )
    is_ours = url_has_allowed_host_and_scheme(kept.path, {request.get_host()}, request.is_secure())
    return kept if is_ours else None


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request, not another site's.

    Only then may a form whose protection failed be offered for sending again.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
