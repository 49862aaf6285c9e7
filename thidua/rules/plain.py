"""YAML as plain values, and the problems of a text with their places."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

import yaml

from thidua.common.errors import Reason, Refusal
from thidua.common.phrases import gettext as _

_YAML = "tag:yaml.org,2002:"
_MERGE = f"{_YAML}merge"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MAX_DEPTH = 40
_LONG = 80
_MAX_NODES = 1_000_000  # aliases can make a small file very large


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
        message = _("This is not readable as YAML: %(detail)s.") % {"detail": _detail(detail)}
        problems.add("not_yaml", message, _("Correct the file at this line."), place, "")
        return None
    if node is None:
        return None
    return _plain(node, "", place, problems, 0)


def _detail(said: str) -> str:
    """What the YAML library says, in plain words where it is one of its common complaints."""
    known = {
        "tab": _("a tab stands where spaces should"),
        "another document": _("a second document begins here; a file has one"),
        "mapping values are not allowed": _("a colon stands where none is allowed"),
        "end of stream": _("a bracket or quotation mark is not closed"),
        "undefined alias": _("a name after * that is given nowhere above"),
        "control characters": _("a character that cannot be printed"),
        "did not find expected": _(
            "the line is not indented as those above, or a comma is missing"
        ),
        "cannot start any token": _("a character that must stand in quotation marks"),
    }
    return next((words for part, words in known.items() if part in said), said)


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
    message = _("“%(text)s” is not a value that is understood here.") % {"text": written(text)}
    cure = _("Write dates as 2018-12-31, numbers plainly, and put other text in quotation marks.")
    problems.add("bad_value", message, cure, place, path)
    return None


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def written(value: object) -> str:
    """A value as the file has it, short enough for a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    text = str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
