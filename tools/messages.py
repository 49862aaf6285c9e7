"""What people read, gathered from the sources: phrases of Python modules and of templates.

Read without xgettext: Python through its syntax tree, templates through Django's own rewriting
of them into Python-like text. Django's and its companions' phrases that have no Vietnamese are
gathered too, since a page shows them beside ours.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import axes
import django
import polib
from django.utils.translation.template import templatize

from tools.tree import ROOT, is_test, python_files, templates


@dataclass(frozen=True, order=True)
class Message:
    """One phrase: its context and plural are empty where it has none."""

    msgid: str
    plural: str = ""
    context: str = ""


class Unreadable(Exception):
    """A phrase that cannot be gathered: names the file, the line and what is wrong."""


# function: positions of context, singular and plural among its arguments
_PLAIN: tuple[int | None, int, int | None] = (None, 0, None)
_PLURAL: tuple[int | None, int, int | None] = (None, 0, 1)
_CALLS = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_TEMPLATE_CALL = re.compile(
    rf"(?<!\w)(_|n?p?gettext)\(\s*{_STRING}(?:\s*,\s*{_STRING})?(?:\s*,\s*{_STRING})?", re.DOTALL
)


def _message(call: str, texts: list[str]) -> Message:
    context, singular, plural = _CALLS[call]
    return Message(
        texts[singular],
        texts[plural] if plural is not None else "",
        texts[context] if context is not None else "",
    )


def _literal(node: ast.expr, where: str) -> str | None:
    """The text of an argument; None for a variable, whose text is marked elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name | ast.Attribute | ast.Starred):
        return None
    raise Unreadable(f"{where}: a phrase is made of parts; write it whole, with %(named)s places.")


def from_python(source: str, name: str) -> Iterator[Message]:
    """Phrases of a module's `source`; `name` is told in refusals.

    Raises Unreadable for a phrase built of parts (f-string, concatenation, `%` before gettext).
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        called = getattr(function, "id", None) or getattr(function, "attr", None)
        if called not in _CALLS:
            continue
        needed = max(place for place in _CALLS[called] if place is not None)
        if len(node.args) <= needed:
            continue
        where = f"{name}:{node.lineno}"
        texts = [_literal(argument, where) for argument in node.args[: needed + 1]]
        known = [text for text in texts if text is not None]
        if len(known) == len(texts):
            yield _message(called, known)


def from_template(source: str, name: str) -> Iterator[Message]:
    """Phrases of a template's `source`; `name` is told in refusals.

    Raises Unreadable for a block that is not `trimmed` and so carries its indentation.
    """
    for match in _TEMPLATE_CALL.finditer(templatize(source)):
        call, *quoted = match.groups()
        texts: list[str] = [ast.literal_eval(text) for text in quoted if text]
        found = _message(call, texts)
        if "\n" in found.msgid:
            raise Unreadable(f"{name}: write {{% blocktranslate trimmed %}} for {found.msgid!r}.")
        yield found


# Parts of Django whose phrases can reach a user here: its admin is not installed, its development
# pages are not shown, and its 403 page for lost tokens is replaced by ours.
_DJANGO_PARTS = re.compile(
    r"core/(validators|paginator)\.py|forms/|db/models/|utils/"
    r"|contrib/auth/(forms|models|password_validation|validators)\.py"
)
_DJANGO_CATALOGUES = ("conf", "contrib/auth")
_COMPANIONS = (axes,)


def _untranslated(catalogue: Path) -> Iterator[tuple[Message, str]]:
    folder = catalogue / "locale"
    english = polib.pofile(folder / "en" / "LC_MESSAGES" / "django.po")
    vietnamese = polib.pofile(folder / "vi" / "LC_MESSAGES" / "django.po")
    done = {(entry.msgctxt, entry.msgid) for entry in vietnamese if entry.translated()}
    for entry in english:
        places = [place for place, _line in entry.occurrences if _DJANGO_PARTS.match(place)]
        if places and (entry.msgctxt, entry.msgid) not in done:
            message = Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")
            yield message, f"django/{places[0]}"


def from_third_parties() -> Iterator[tuple[Message, str]]:
    """Phrases of Django and its companions that reach users and have no Vietnamese of their own."""
    base = Path(django.__file__).parent
    for part in _DJANGO_CATALOGUES:
        yield from _untranslated(base / part)
    for package in _COMPANIONS:
        folder = Path(package.__file__).parent
        source = (folder / "conf.py").read_text("utf-8")
        for message in from_python(source, f"{package.__name__}/conf.py"):
            yield message, f"{package.__name__}/conf.py"


def gather(root: Path = ROOT) -> dict[Message, list[str]]:
    """Every phrase with the files it stands in, sorted; tests are left out."""
    found: dict[Message, set[str]] = {}
    for path in python_files(root):
        if path.parts[0] == "thidua" and not is_test(path):
            for message in from_python((root / path).read_text("utf-8"), str(path)):
                found.setdefault(message, set()).add(path.as_posix())
    for path in templates(root):
        for message in from_template((root / path).read_text("utf-8"), str(path)):
            found.setdefault(message, set()).add(path.as_posix())
    for message, place in from_third_parties():
        found.setdefault(message, set()).add(place)
    return {message: sorted(places) for message, places in sorted(found.items())}
