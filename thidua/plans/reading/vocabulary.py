"""The words by which organisations are known: a shipped table, and what an office adds to it.

The office's file is named by `THIDUA_NAMES`, else it is `names.yaml` in `THIDUA_DATA`.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.plans.reading.paper import plain_of

_SHIPPED = Path(__file__).with_name("names.yaml")
_TABLES = ("abbreviations", "before_names")
_LISTS = ("function_follows", "plain_follows", "name_follows", "proper")
_LETTERS_ONLY = re.compile(r"[\s.]")
_DEFAULT_DATA = "~/.local/share/thidua"


@dataclass(frozen=True)
class Vocabulary:
    """Abbreviations by their bare letters; kinds of bodies and proper names, plain."""

    abbreviations: Mapping[str, str]
    before_names: Mapping[str, str]
    function_follows: tuple[str, ...]
    plain_follows: tuple[str, ...]
    name_follows: tuple[str, ...]
    proper: Mapping[str, str]

    @property
    def bodies(self) -> tuple[str, ...]:
        return self.function_follows + self.plain_follows + self.name_follows


def bare_letters(word: str) -> str:
    """An abbreviation to look up: "U.B.N.D" and "UBND" are one; marks count, "CĐ" is no "CD"."""
    return _LETTERS_ONLY.sub("", word).strip(",;:()").upper()


def office_file() -> Path:
    """Where an office's own names stand, whether the file is there or not."""
    named = os.environ.get("THIDUA_NAMES")
    if named:
        return Path(named)
    return Path(os.environ.get("THIDUA_DATA", _DEFAULT_DATA)).expanduser() / "names.yaml"


def vocabulary() -> Vocabulary:
    """The shipped names with the office's; raises `Refusal` where the office's file is wrong."""
    own = office_file()
    try:
        changed = own.stat().st_mtime_ns
    except OSError:
        return _load(None, 0)
    return _load(own, changed)


@cache
def _load(own: Path | None, changed: int) -> Vocabulary:  # noqa: ARG001  # a change is a new key
    tables: dict[str, dict[str, str]] = {name: {} for name in _TABLES}
    lists: dict[str, list[str]] = {name: [] for name in _LISTS}
    for path in (own, _SHIPPED) if own else (_SHIPPED,):
        given = _read(path)
        for name in _TABLES:
            for short, full in _table(given, name, path).items():
                tables[name].setdefault(bare_letters(short), full)
        for name in _LISTS:
            lists[name] += _words(given, name, path)
    plain = {name: tuple(dict.fromkeys(map(plain_of, lists[name]))) for name in _LISTS}
    return Vocabulary(
        tables["abbreviations"],
        tables["before_names"],
        plain["function_follows"],
        plain["plain_follows"],
        plain["name_follows"],
        {plain_of(each): each for each in reversed(lists["proper"])},
    )


def _read(path: Path) -> Mapping[str, object]:
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _wrong(path, _("it is not readable YAML in UTF-8")) from error
    known = {*_TABLES, *_LISTS}
    if not isinstance(given, dict) or not known.issuperset(given):
        raise _wrong(path, _("its keys must be of %(keys)s") % {"keys": ", ".join(sorted(known))})
    return given


def _table(given: Mapping[str, object], name: str, path: Path) -> Mapping[str, str]:
    table = given.get(name) or {}
    if not isinstance(table, dict) or not _are_words([*table, *table.values()]):
        raise _wrong(path, _("%(key)s must give words for words") % {"key": name})
    return table


def _words(given: Mapping[str, object], name: str, path: Path) -> Sequence[str]:
    words = given.get(name) or []
    if not isinstance(words, list) or not _are_words(words):
        raise _wrong(path, _("%(key)s must be a list of words") % {"key": name})
    return words


def _are_words(given: Sequence[object]) -> bool:
    return all(isinstance(each, str) and each.strip() for each in given)


def _wrong(path: Path, why: str) -> Exception:
    return refuse(
        "wrong_names",
        _("The table of names %(file)s cannot be used: %(why)s.") % {"file": path.name, "why": why},
        cure=_("Correct the file, or take it away to use the shipped table."),
    )
