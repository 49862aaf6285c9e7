"""What a form that goes out says of itself on a sheet that nobody sees, sealed against changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from thidua.common.errors import Refusal, refuse
from thidua.documents.sheets import Cell, ReadBook, Row, Sheet

SHEET = "he_thong"
KIND, VERSION = "thidua.dang-ky", "1"
_HEAD = 5
_LINE = 3

# A line as the form was given out: the holder's code and the title.
Line = tuple[str, str]


@dataclass(frozen=True)
class Identity:
    """Which form it is, and what stood in it when it was given out: initiatives by line."""

    round_pk: int
    unit_code: str
    issued: Mapping[Line, str] = field(default_factory=dict)


def identity_sheet(identity: Identity) -> Sheet:
    """The sealed sheet."""
    words = _words(identity)
    head, lines = words[:_HEAD], words[_HEAD:]
    rows = [Row(tuple(Cell(word) for word in (*head[:-1], seal(words))))]
    rows += [Row(tuple(Cell(word) for word in line)) for line in _grouped(lines)]
    return Sheet(SHEET, tuple(rows), is_secret=True, is_locked=True)


def identity_of(book: ReadBook) -> Identity:
    """Which form `book` is.

    Raises `Refusal`: not a form of ours (`other_form`), another version's (`other_version`), or its
    sealed sheet was changed (`edited_identity`).
    """
    sheet = book.sheets.get(SHEET)
    rows = sheet.rows if sheet is not None else ()
    head = (*rows[0], "", "", "", "", "")[:_HEAD] if rows else ("",) * _HEAD
    kind, version, round_pk, unit_code, sealed = head
    if kind != KIND:
        raise refuse(
            "other_form",
            _("This is not a registration form that this program gave out."),
            cure=_("Download the unit's form, fill it in and send that file."),
        )
    if version != VERSION:
        raise refuse(
            "other_version",
            _("This form was given out by another version of the program."),
            cure=_("Download the form anew and copy the marks into it."),
        )
    issued = {}
    for row in rows[1:]:
        code, what, initiative = (*row, "", "", "")[:_LINE]
        issued[code, what] = initiative
    if not round_pk.isascii() or not round_pk.isdecimal():
        raise _edited()
    identity = Identity(int(round_pk), unit_code, issued)
    if not constant_time_compare(seal(_words(identity)), sealed):
        raise _edited()
    return identity


def _edited() -> Refusal:
    return refuse(
        "edited_identity",
        _("The hidden sheet that names the unit and the round was changed in this file."),
        cure=_("Download the form anew and copy the marks into it."),
    )


def _words(identity: Identity) -> list[str]:
    """All that is sealed, in one order; the seal's own place is empty."""
    lines = [(*line, text) for line, text in sorted(identity.issued.items())]
    head = [KIND, VERSION, str(identity.round_pk), identity.unit_code, ""]
    return [*head, *(word for line in lines for word in line)]


def _grouped(words: list[str]) -> list[list[str]]:
    return [words[at : at + _LINE] for at in range(0, len(words), _LINE)]


def seal(words: list[str]) -> str:
    """The seal of `words`, by the installation's own key."""
    return Signer(salt="thidua.exchange.form").signature("\x1f".join(words))
