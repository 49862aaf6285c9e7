"""The forms that a page really shows, read from its HTML as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """Where a form is sent, by which method, and its fields: name to the values it may send."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._select = ""
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(has.get("action", ""), has.get("method", "get").lower()))
            self._is_open = True
        if not self._is_open:
            return
        fields = self.forms[-1].fields
        if tag in {"input", "textarea", "button"} and has.get("name"):
            fields.setdefault(has["name"], []).append(has.get("value", ""))
        if tag == "select":
            self._select = has.get("name", "")
            fields.setdefault(self._select, [])
        if tag == "option" and self._select:
            fields[self._select].append(has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_open = False
        if tag == "select":
            self._select = ""


def forms_of(content: str) -> list[PageForm]:
    """Every form of a page, in its order."""
    reader = _Reader()
    reader.feed(content)
    return reader.forms
