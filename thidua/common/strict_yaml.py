"""YAML read strictly, each value with its file and line.

Plain YAML forgives too much for files that decide something: it keeps the last of repeated keys,
reads `on:` as true and `010` as 8, and forgets where a value stood. Here a plain word is a number,
a date, a boolean or nothing only in one spelling, and is text otherwise:

    null ~ (empty)   true false   12 -3   0.5   2018-12-31

Aliases, anchors, tags, merge keys and second documents are refused. Text comes in NFC.
JSON is read too, being YAML.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from thidua.common.errors import Refusal, refuse
from thidua.common.phrases import gettext as _

Scalar = str | int | Decimal | bool | date | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]

MAX_DEPTH = 60
MAX_DIGITS = 30
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_BROKEN = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WORDS: dict[str, bool | None] = {
    "true": True, "false": False, "null": None, "~": None, "": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a file and where it stands.

    Exactly one of three shapes: a scalar (`items` and `pairs` None), a list (`items`), a mapping
    (`pairs`, key node and value node in the order of the file). The readers below refuse a value
    of another shape, naming file, line and cure.
    """

    where: str
    scalar: Scalar = None
    items: tuple["Node", ...] | None = None
    pairs: tuple[tuple["Node", "Node"], ...] | None = None
    line: int = field(default=0, compare=False)

    @property
    def is_null(self) -> bool:
        """Whether nothing is written here."""
        return self.is_scalar and self.scalar is None

    @property
    def is_scalar(self) -> bool:
        """Whether this is one value, neither list nor mapping."""
        return self.items is None and self.pairs is None

    @property
    def is_mapping(self) -> bool:
        """Whether this is a mapping of keys to values."""
        return self.pairs is not None

    def refusal(self, code: str, message: str, cure: str = "") -> Refusal:
        """A refusal that points at this place."""
        return refuse(code, message, cure=cure, where=self.where)

    def described(self) -> str:
        """The value as a person would name it in a message."""
        if self.items is not None:
            return _("a list")
        if self.pairs is not None:
            return _("a mapping")
        if self.scalar is None:
            return _("nothing")
        if isinstance(self.scalar, bool):
            return str(self.scalar).lower()
        shown = str(self.scalar)
        return f"“{shown[:60]}…”" if len(shown) > 60 else f"“{shown}”"  # noqa: PLR2004

    def text(self) -> str:
        """Text, trimmed and not empty."""
        if isinstance(self.scalar, str) and self.scalar.strip():
            return self.scalar.strip()
        raise self.refusal(
            "not_text",
            _("Text is expected here, not %(value)s.") % {"value": self.described()},
            _("Write text; put it in quotes if it looks like a number or a date."),
        )

    def number(self) -> Decimal:
        """A number, exact."""
        if isinstance(self.scalar, bool) or not isinstance(self.scalar, int | Decimal):
            raise self.refusal(
                "not_a_number",
                _("A number is expected here, not %(value)s.") % {"value": self.described()},
                _("Write digits without quotes, with a point before decimals, as 97.5."),
            )
        return Decimal(self.scalar)

    def whole(self) -> int:
        """A whole number."""
        if isinstance(self.scalar, bool) or not isinstance(self.scalar, int):
            raise self.refusal(
                "not_whole",
                _("A whole number is expected here, not %(value)s.") % {"value": self.described()},
                _("Write digits only, without quotes, as 2."),
            )
        return self.scalar

    def boolean(self) -> bool:
        """true or false."""
        if not isinstance(self.scalar, bool):
            raise self.refusal(
                "not_a_boolean",
                _("true or false is expected here, not %(value)s.") % {"value": self.described()},
                _("Write true or false without quotes."),
            )
        return self.scalar

    def day(self) -> date:
        """A date, written yyyy-mm-dd."""
        if not isinstance(self.scalar, date):
            raise self.refusal(
                "not_a_date",
                _("A date is expected here, not %(value)s.") % {"value": self.described()},
                _("Write it as yyyy-mm-dd, as 2018-12-31, without quotes."),
            )
        return self.scalar

    def elements(self) -> tuple["Node", ...]:
        """The items of a list."""
        if self.items is None:
            raise self.refusal(
                "not_a_list",
                _("A list is expected here, not %(value)s.") % {"value": self.described()},
                _("Write one item a line, each after a dash, or all between [ and ]."),
            )
        return self.items

    def entries(self) -> Iterator[tuple["Node", "Node"]]:
        """Keys and values of a mapping, in the order of the file."""
        if self.pairs is None:
            raise self.refusal(
                "not_a_mapping",
                _("A mapping is expected here, not %(value)s.") % {"value": self.described()},
                _("Write “key: value”, one a line, or all between { and }."),
            )
        return iter(self.pairs)

    def fields(
        self, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, "Node"]:
        """A mapping whose keys are known: value nodes by key. Unknown and missing keys are refused.

        A key with nothing behind it counts as absent when it is optional.
        """
        known = [*required, *optional]
        found: dict[str, Node] = {}
        for key, value in self.entries():
            if key.scalar not in known:
                raise key.refusal(
                    "unknown_key",
                    _("The key %(key)s is not known here.") % {"key": key.described()},
                    _did_you_mean(str(key.scalar), known),
                )
            if not (value.is_null and key.scalar in optional):
                found[str(key.scalar)] = value
        missing = [key for key in required if key not in found]
        if missing:
            raise self.refusal(
                "missing_key",
                _("These keys are missing here: %(keys)s.") % {"keys": ", ".join(missing)},
                _("Add them."),
            )
        return found

    def plain(self) -> Plain:
        """The value without its places: dicts, lists and scalars. Keys become text."""
        if self.items is not None:
            return [item.plain() for item in self.items]
        if self.pairs is not None:
            return {str(key.scalar): value.plain() for key, value in self.pairs}
        return self.scalar


def _did_you_mean(key: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    if close:
        return _("Is %(key)s meant?") % {"key": close[0]}
    return _("Known here: %(keys)s.") % {"keys": ", ".join(known)}


def read_file(path: Path) -> Node:
    """The only document of a YAML file. Refuses what cannot be opened, decoded or read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise refuse(
            "unreadable_file",
            _("The file cannot be opened: %(why)s.") % {"why": error.strerror or error},
            cure=_("Check its name and that you may read it."),
            where=str(path),
        ) from error
    except UnicodeDecodeError as error:
        raise refuse(
            "not_utf8",
            _("The file is not text in UTF-8."),
            cure=_("Save it as UTF-8."),
            where=str(path),
        ) from error
    return read_text(text, str(path))


def read_text(text: str, name: str) -> Node:
    """The only document of `text`; `name` stands for the file in messages."""
    try:
        return _Composer(unicodedata.normalize("NFC", text), name).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse(
            "not_yaml",
            _("This is not YAML: %(why)s.") % {"why": error.problem or error.context or "?"},
            cure=_("Check indentation, colons, brackets and quotes here and just above."),
            where=f"{name}:{mark.line + 1}" if mark else name,
        ) from error
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:
        raise refuse(
            "not_yaml",
            _("This is not YAML: it holds a character that text may not hold."),
            cure=_("Remove control characters."),
            where=name,
        ) from error


def from_plain(value: object, name: str) -> Node:
    """`value` (as `json.loads` gives it, or `Node.plain`) as nodes; places are paths in it."""
    if isinstance(value, Mapping):
        pairs = tuple(
            (Node(name, scalar=_plain_scalar(key, name)), from_plain(inner, f"{name}.{key}"))
            for key, inner in value.items()
        )
        return Node(name, pairs=pairs)
    if isinstance(value, list | tuple):
        items = tuple(from_plain(inner, f"{name}[{at}]") for at, inner in enumerate(value))
        return Node(name, items=items)
    return Node(name, scalar=_plain_scalar(value, name))


def _plain_scalar(value: object, where: str) -> Scalar:
    if isinstance(value, float):
        # The shortest digits that give this float again are those its writer typed.
        value = Decimal(repr(value))
    if isinstance(value, Decimal) and not value.is_finite():
        raise refuse("not_a_number", _("This is not a finite number."), where=where)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int | Decimal | date):
        return value
    raise TypeError(type(value).__name__)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


class _Composer:
    """Builds nodes from the parser's events."""

    def __init__(self, text: str, name: str) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events = iter(yaml.parse(text, Loader=loader))
        self._name = name

    def document(self) -> Node:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            raise refuse(
                "empty_file",
                _("The file is empty."),
                cure=_("Write its content."),
                where=self._name,
            )
        node = self._node(next(self._events), 0)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._refused(event, _("A second document begins here."))
        return node

    def _where(self, event: yaml.Event) -> str:
        return f"{self._name}:{_line(event)}"

    def _refused(self, event: yaml.Event, message: str) -> Refusal:
        return refuse(
            "not_allowed_here",
            message,
            cure=_("Write the values themselves, in one document."),
            where=self._where(event),
        )

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refused(event, _("Anchors and aliases are not allowed."))
        if getattr(event, "tag", None):
            raise self._refused(event, _("Tags are not allowed."))
        if depth > MAX_DEPTH:
            raise self._refused(event, _("This is nested too deeply."))
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            return Node(self._where(event), scalar=self._scalar(event), line=line)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Node(self._where(event), items=tuple(items), line=line)
        return Node(self._where(event), pairs=self._pairs(depth), line=line)

    def _pairs(self, depth: int) -> tuple[tuple[Node, Node], ...]:
        pairs: list[tuple[Node, Node]] = []
        seen: dict[str, int] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            if not key.is_scalar:
                raise self._refused(inner, _("A key must be one word or text."))
            # 2018 and "2018" are one key to a reader.
            shown = str(key.scalar)
            if shown in seen:
                raise key.refusal(
                    "repeated_key",
                    _("The key %(key)s is repeated; it stands on line %(line)s already.")
                    % {"key": key.described(), "line": seen[shown]},
                    _("Keep one of the two."),
                )
            seen[shown] = key.line
            pairs.append((key, self._node(next(self._events), depth + 1)))
        return tuple(pairs)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        value: str = event.value
        if not event.implicit[0]:  # quoted, or a block of text
            return value
        if value in _WORDS:
            return _WORDS[value]
        if _WHOLE.match(value) or _BROKEN.match(value):
            if len(value) > MAX_DIGITS:
                raise self._refused(event, _("This number has too many digits."))
            return int(value) if _WHOLE.match(value) else Decimal(value)
        if _DAY.match(value):
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise self._refused(event, _("There is no such day.")) from error
        return value
