"""Names that a plan prints, matched with blocs and units."""

import re
from collections.abc import Iterable

from thidua.common.text import fold, slug
from thidua.organisations.models import Unit

_BLOC_WORDS = re.compile(r"^(?:khoi|cum)(?:_thi_dua)?_(?:(?:cac|so)_)?")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 60


def bloc_code(name: str, taken: Iterable[str] = ()) -> str:
    """A code for a bloc: "Khối thi đua các xã, phường" is xa-phuong; numbered where it is taken."""
    plain = slug(name)
    base = (_BLOC_WORDS.sub("", plain) or plain or "khoi").replace("_", "-")
    base = base[: _LONGEST_CODE - 4].strip("-")
    code, count, used = base, 1, set(taken)
    while code in used:
        count += 1
        code = f"{base}-{count}"
    return code


def unit_named(position: str, units: Iterable[Unit]) -> Unit | None:
    """The unit whose head holds `position`: the only one whose name stands in it, else None.

    "Chủ tịch UBND phường Sao Đỏ" names Phường Sao Đỏ. Of two names of which one holds the other
    the longer is meant.
    """
    words = _words(position)
    found: dict[str, list[Unit]] = {}
    for unit in units:
        for name in {_words(unit.name), _words(unit.short_name)}:
            if name.strip() and name in words:
                found.setdefault(name, []).append(unit)
    meant = [
        unit
        for name, named in found.items()
        if not any(name in other for other in found if other != name)
        for unit in named
    ]
    return meant[0] if len({unit.pk for unit in meant}) == 1 else None


def _words(text: str) -> str:
    """`text` folded, its words between single spaces, "và" and punctuation left out."""
    words = _NOT_LETTERS.sub(" ", fold(text)).split()
    return f" {' '.join(word for word in words if word != 'va')} "
