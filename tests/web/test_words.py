"""What people read: no codes, no English on Vietnamese pages, a title and one heading on each."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from tests.web.addresses import addresses
from tests.web.world import World
from thidua.common.clock import office_day_is
from thidua.dossiers.tests.steps import DAY

PARTS = (
    "ward_officer", "commune_head", "sector", "officer", "office_head", "clerk", "inspector",
    "accountant", "administrator", "chair", "nobody",
)  # fmt: skip
# The acts of the tests' own world have no phrase.
CODE = re.compile(r"(?<!tests\.)\b[a-z]+(?:_[a-z0-9]+)+\b")
# Words that no Vietnamese sentence has.
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|was|were|with|not|this|from|has|have|been|that|which|by|or|your|you)\b",
    re.IGNORECASE,
)
SAID = ("aria-label", "title", "alt", "placeholder", "data-label", "data-confirm")
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Page(HTMLParser):
    """The words of a page that people read or hear, without those marked as another language's."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings = 0
        self.title = ""
        self.hidden: list[bool] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        given = dict(attrs)
        is_hidden = tag in {"script", "style", "code", "textarea"} or given.get("lang") == "en"
        self.headings += tag == "h1"
        if not is_hidden and not any(self.hidden):
            self.words.extend(given[name] or "" for name in SAID if name in given)
        if tag not in VOID:
            self.open.append(tag)
            self.hidden.append(is_hidden)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and those left open in it."""
        while self.open:
            self.hidden.pop()
            if self.open.pop() == tag:
                break

    def handle_data(self, data: str) -> None:
        """Text."""
        if self.open and self.open[-1] == "title":
            self.title += data
        if data.strip() and not any(self.hidden):
            self.words.append(data.strip())


def pages_read(world: World, part: str) -> Iterator[tuple[str, Page]]:
    """Every page that this part of the cast can open, in Vietnamese."""
    client = Client()
    user = world.late.chair if part == "chair" else getattr(world.cast, part)
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    for path in addresses(world).values():
        answer = client.get(path)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code in {200, 403, 404, 409} and kind.startswith("text/html"):
            yield f"{answer.status_code} {path}", Page(answer.content.decode())


@pytest.mark.parametrize("part", PARTS)
def test_pages_speak_vietnamese_and_no_codes(world: World, part: str) -> None:
    faults: dict[str, str] = {}
    with office_day_is(DAY):
        for path, page in pages_read(world, part):
            for words in page.words:
                for found in (*CODE.findall(words), *ENGLISH.findall(words)):
                    faults.setdefault(f"{found}: {words[:100]}", path)
            title, _dash, _name = page.title.partition("–")
            if not title.strip():
                faults["no title"] = path
            # A fragment for htmx has none.
            if page.title and page.headings != 1:
                faults[f"{page.headings} headings"] = path
    assert faults == {}


def test_a_code_and_an_english_word_are_found() -> None:
    """The crawl sees what it is to see."""
    page = Page('<p title="not_yours">Hồ sơ of phường <span lang="en">the</span></p><p>Tốt</p>')
    assert [CODE.findall(words) for words in page.words] == [["not_yours"], [], []]
    assert [ENGLISH.findall(words) for words in page.words] == [[], ["of"], []]
