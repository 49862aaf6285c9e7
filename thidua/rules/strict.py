"""Strict reading of YAML and of plain mappings: every problem told, with place and cure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction

import yaml

from thidua.common.errors import Reason, Refusal
from thidua.common.phrases import gettext as _
from thidua.rules.scales import fraction

_YAML = "tag:yaml.org,2002:"
_MERGE = f"{_YAML}merge"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MAX_DEPTH = 40
_MAX_NODES = 1_000_000  # aliases can make a small file very large
REQUIRED = object()
NO_DAY = date(1, 1, 1)


@dataclass
class Place:
    """Where values come from: a file (or a case's name), and the line of each path in it."""

    name: str
    lines: dict[str, int] = field(default_factory=dict)
    nodes: int = 0

    def where(self, path: str) -> str:
        """`file:line` of a path, or of the nearest path above it that has one."""
        while path:
            if path in self.lines:
                return f"{self.name}:{self.lines[path]}"
            path = re.sub(r"(\.[^.\[]*|\[\d+\])\Z", "", path) if re.search(r"[.\[]", path) else ""
        return f"{self.name}:{self.lines['']}" if "" in self.lines else self.name


@dataclass
class Problems:
    """What is wrong, collected so that all of it can be told at once."""

    reasons: list[Reason] = field(default_factory=list)

    def add(self, code: str, message: str, cure: str, place: Place, path: str) -> None:
        """Note one problem at `path` of `place`."""
        self.reasons.append(Reason(code, message, cure, field=path, where=place.where(path)))

    def raise_any(self) -> None:
        """Raise one `Refusal` with every problem noted, if there is any."""
        if self.reasons:
            raise Refusal(*self.reasons)


def read_yaml(text: str, place: Place, problems: Problems) -> object:
    """YAML as plain values, refusing repeated keys and the readings of YAML 1.1 that surprise.

    Fills `place.lines`. Returns None for an empty or broken document; the second is noted.
    """
    try:
        # Composing recurses in C, where too deep a document ends the process: measured first.
        if _depth(text) > _MAX_DEPTH:
            place.lines[""] = 1
            cure = _("Write it with fewer values, levels and aliases.")
            problems.add("too_deep", _("Values are nested too deep."), cure, place, "")
            return None
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place.lines[""] = mark.line + 1 if mark else 1
        detail = getattr(error, "problem", None) or str(error).splitlines()[0]
        message = _("This is not readable as YAML: %(detail)s.") % {"detail": detail}
        problems.add("not_yaml", message, _("Correct the file at this line."), place, "")
        return None
    if node is None:
        return None
    return _plain(node, "", place, problems, 0)


def _depth(text: str) -> int:
    """How deep the document nests, up to just above what is allowed."""
    depth = 0
    deepest = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.events.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if depth > _MAX_DEPTH:
                break
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1
    return deepest


def _plain(node: yaml.Node, path: str, place: Place, problems: Problems, depth: int) -> object:
    place.lines.setdefault(path, node.start_mark.line + 1)
    place.nodes += 1
    if depth > _MAX_DEPTH or place.nodes > _MAX_NODES:
        if depth > _MAX_DEPTH or place.nodes == _MAX_NODES + 1:
            cure = _("Write it with fewer values, levels and aliases.")
            problems.add(
                "too_deep", _("Values are too many or nested too deep."), cure, place, path
            )
        return None
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, path, place, problems, depth)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, f"{path}[{index}]", place, problems, depth + 1)
            for index, item in enumerate(node.value)
        ]
    return _scalar(node, path, place, problems)


def _plain_mapping(
    node: yaml.MappingNode, path: str, place: Place, problems: Problems, depth: int
) -> dict[object, object]:
    found = _merged(node, path, place, problems, depth)
    own: set[object] = set()
    for key_node, value_node in node.value:
        if key_node.tag == _MERGE:
            continue
        if not isinstance(key_node, yaml.ScalarNode):
            cure = _("Use a word or a number as the key.")
            problems.add("bad_key", _("A key must be a single word."), cure, place, path)
            continue
        below = f"{path}.{key_node.value}" if path else str(key_node.value)
        if key_node.tag in {f"{_YAML}bool", f"{_YAML}null"}:
            place.lines.setdefault(below, key_node.start_mark.line + 1)
            message = _("YAML reads the key “%(key)s” as a truth value, not as a word.")
            cure = _("Put it in quotation marks, or use another key.")
            problems.add("bad_key", message % {"key": key_node.value}, cure, place, below)
            continue
        key = _scalar(key_node, below, place, problems)
        if key in own:
            place.lines[below] = key_node.start_mark.line + 1
            message = _("The key “%(key)s” stands twice.") % {"key": key_node.value}
            problems.add("repeated_key", message, _("Keep one of them."), place, below)
            continue
        own.add(key)
        place.lines[below] = key_node.start_mark.line + 1
        found[key] = _plain(value_node, below, place, problems, depth + 1)
    return found


def _merged(
    node: yaml.MappingNode, path: str, place: Place, problems: Problems, depth: int
) -> dict[object, object]:
    """What `<<: *name` (or a list of them, the first going before) brings into a mapping."""
    found: dict[object, object] = {}
    for key_node, value_node in node.value:
        if key_node.tag != _MERGE:
            continue
        several = isinstance(value_node, yaml.SequenceNode)
        for other in reversed(value_node.value if several else [value_node]):
            if isinstance(other, yaml.MappingNode):
                taken = _plain(other, path, place, problems, depth + 1)
                found |= taken if isinstance(taken, dict) else {}
            else:
                place.lines[f"{path}.<<" if path else "<<"] = key_node.start_mark.line + 1
                message, cure = _("“<<” takes over another mapping."), _("Name one, as *name.")
                problems.add("bad_key", message, cure, place, f"{path}.<<" if path else "<<")
    return found


def _scalar(node: yaml.Node, path: str, place: Place, problems: Problems) -> object:
    text, kind = str(node.value), node.tag.removeprefix(_YAML)
    try:
        if kind == "null":
            return None
        if kind == "bool" and text.lower() in {"true", "false"}:
            return text.lower() == "true"
        if kind == "int" and _WHOLE.match(text):
            return int(text)
        if kind == "float" and "_" not in text and ":" not in text:
            return _decimal(text)
        if kind == "timestamp" and _DAY.match(text):
            return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        kind = "broken"
    if kind == "str":
        return text
    message = _("“%(text)s” is not a value that is understood here.") % {"text": text}
    cure = _("Write dates as 2018-12-31, numbers plainly, and put other text in quotation marks.")
    problems.add("bad_value", message, cure, place, path)
    return None


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def nearest(word: str, words: Iterable[str]) -> str:
    """The likeliest of `words` that `word` was meant to be, as a cure; else the list."""
    known = sorted(words)
    close = get_close_matches(word, known, n=1)
    if close:
        return _("Did you mean “%(word)s”?") % {"word": close[0]}
    return _("Known here: %(words)s.") % {"words": ", ".join(known)}


class Entry:
    """A mapping being read. Each getter notes a problem and gives a harmless value when it fails.

    Keys never asked for are unknown keys: `close` notes them.
    """

    def __init__(self, value: object, path: str, place: Place, problems: Problems) -> None:
        self.path, self.place, self.problems = path, place, problems
        self._asked: set[str] = set()
        self._values: dict[str, object] = {}
        if not isinstance(value, Mapping):
            self.note("not_mapping", _("Keys with values are expected here."), "")
            self.problems = Problems()  # said once: what is missing in it need not be said too
            return
        for key, item in value.items():
            self._values[str(key)] = item

    def note(self, code: str, message: str, cure: str, key: str | None = None) -> None:
        """Note a problem at this entry, or at one of its keys."""
        self.problems.add(code, message, cure, self.place, self.at(key) if key else self.path)

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the key is there; asking makes it a known key."""
        self._asked.add(key)
        return key in self._values

    def keys(self) -> list[str]:
        """All keys as written."""
        return list(self._values)

    def raw(self, key: str, default: object = REQUIRED) -> object:
        """The value as it is; a required one that is missing is noted, and None."""
        self._asked.add(key)
        if key in self._values:
            return self._values[key]
        if default is REQUIRED:
            message = _("The key “%(key)s” is missing.") % {"key": key}
            self.note("missing_key", message, _("Add it."))
            return None
        return default

    def _typed(self, key: str, message: str, cure: str) -> None:
        told = any(reason.field == self.at(key) for reason in self.problems.reasons)
        if self.has(key) and not told:
            self.note("bad_value", message, cure, key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty (numbers are taken as written)."""
        value = self.raw(key, REQUIRED if default is None else default)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and (value.strip() or value == default):
            return value
        self._typed(key, _("A text is expected here."), _("Write a word or a sentence."))
        return ""

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is left out or null."""
        return self.text(key) if self.has(key) and self._values[key] is not None else None

    def whole(
        self, key: str, default: int | None = None, *, low: int = 0, high: int = 10**12
    ) -> int:
        """A whole number between `low` and `high`."""
        value = self.raw(key, REQUIRED if default is None else default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        bounds = {"value": value, "low": low, "high": high}
        message = _("“%(value)s” is not a whole number from %(low)s to %(high)s.") % bounds
        self._typed(key, message, _("Write the number in digits."))
        return low

    def day(self, key: str) -> date:
        """A date, written 2018-12-31."""
        value = self.raw(key)
        found = as_day(value)
        if found is None:
            message = _("“%(value)s” is not a date.") % {"value": value}
            self._typed(key, message, _("Write the date as 2018-12-31."))
        return found or NO_DAY

    def optional_day(self, key: str) -> date | None:
        """A date, or None where the key is left out or null."""
        return self.day(key) if self.has(key) and self._values[key] is not None else None

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of `allowed`."""
        value = self.raw(key, REQUIRED if default is None else default)
        words = list(allowed)
        if isinstance(value, str) and value in words:
            return value
        message = _("“%(value)s” is not known here.") % {"value": value}
        self._typed(key, message, nearest(str(value), words))
        return words[0]

    def yes(self, key: str, *, default: bool | None = None) -> bool:
        """true or false."""
        value = self.raw(key, REQUIRED if default is None else default)
        if isinstance(value, bool):
            return value
        self._typed(key, _("true or false is expected here."), _("Write true or false."))
        return False

    def share(self, key: str) -> Fraction:
        """A share such as 70% or 2/3, above nought and at most the whole."""
        value = self.raw(key)
        try:
            found = fraction(str(value))
        except (ValueError, ZeroDivisionError):
            found = Fraction(0)
        if not 0 < found <= 1:
            message = _("“%(value)s” is not a share.") % {"value": value}
            self._typed(key, message, _("Write it as 70% or 2/3."))
            return Fraction(1)
        return found

    def number(self, key: str) -> Fraction:
        """An exact number, nought or more."""
        value = self.raw(key)
        try:
            found = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            found = Fraction(-1)
        if isinstance(value, bool) or found < 0:
            message = _("“%(value)s” is not a number.") % {"value": value}
            self._typed(key, message, _("Write the number in digits."))
            return Fraction(0)
        return found

    def entry(self, key: str) -> "Entry":
        """The mapping under a key."""
        value = self.raw(key)
        if not self.has(key):
            return Entry({}, self.at(key), self.place, Problems())
        return Entry(value, self.at(key), self.place, self.problems)

    def values(self, key: str, *, required: bool = True) -> list[tuple[str, object]]:
        """The items of a list, each with its path."""
        value = self.raw(key, REQUIRED if required else [])
        if not isinstance(value, list | tuple):
            self._typed(key, _("A list is expected here."), _("Write the items with dashes."))
            return []
        return [(f"{self.at(key)}[{index}]", item) for index, item in enumerate(value)]

    def entries(self, key: str, *, required: bool = True) -> Iterator["Entry"]:
        """The mappings of a list."""
        for path, item in self.values(key, required=required):
            yield Entry(item, path, self.place, self.problems)

    def words(
        self, key: str, allowed: Iterable[str] | None, default: tuple[str, ...]
    ) -> tuple[str, ...]:
        """A list of words, each of `allowed` where given; `default` where the key is left out."""
        if not self.has(key):
            return default
        known = None if allowed is None else list(allowed)
        found = []
        for path, item in self.values(key):
            if not isinstance(item, str) or (known is not None and item not in known):
                message = _("“%(value)s” is not known here.") % {"value": item}
                cure = nearest(str(item), known or [])
                self.problems.add("bad_value", message, cure, self.place, path)
            else:
                found.append(item)
        return tuple(found)

    def close(self) -> None:
        """Note every key that nothing asked for."""
        for key in self._values:
            if key not in self._asked:
                message = _("The key “%(key)s” is unknown here.") % {"key": key}
                self.note("unknown_key", message, nearest(key, self._asked), key)


def as_day(value: object) -> date | None:
    """A date or its ISO text as a date; None for anything else, a moment in time included."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None
