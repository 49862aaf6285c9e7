"""A browser for tests: Debian's Chromium through Playwright, against a live server.

Every page opened by `open_page` fails its test on a breach of the content policy, an error in the
console, a failed request or an uncaught error in a script.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import connection
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.standing import Stage
from thidua.accounts.models import User
from thidua.audit.guards import AppendOnly, Settled, guarded_models
from thidua.common import clock
from tools import chromium
from tools.build_assets import AXE

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DAY = date(2018, 1, 15)
WIDE, NARROW = 1280, 360
PATIENCE = 10_000
PASSWORD = "thidua"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is brought over: what passed is fifty times as much, and takes four times as
# long as the looking itself.
LOOK = """tags => axe.run(
  document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}
).then(found => found.violations)"""
# A refusal's page is answered with its status, which Chromium tells the console.
TOLD_STATUSES = (
    "status of 403",
    "status of 404",
    "status of 409",
    "status of 422",
    "status of 429",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives the browser."""
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):  # noqa: PTH120
            item.add_marker(pytest.mark.browser)


@dataclass
class Complaints:
    """What the browser complained about."""

    lines: list[str] = field(default_factory=list)

    def of_console(self, message: ConsoleMessage) -> None:
        """Errors and warnings of the console, those of the content policy among them."""
        is_told = any(status in message.text for status in TOLD_STATUSES)
        if message.type in {"error", "warning"} and not is_told:
            self.lines.append(f"{message.type}: {message.text}")

    def of_request(self, request: Request) -> None:
        """Requests that failed; one that a click on a link cut short did not."""
        if request.failure != "net::ERR_ABORTED":
            self.lines.append(f"failed: {request.url} {request.failure}")


@pytest.fixture(scope="session")
def chromium_running(stage: Stage) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    program = chromium.find()
    if program is None:
        pytest.fail(chromium.ABSENT)
    # Playwright's own loop runs in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=FLAGS)
        yield browser
        # Beside Playwright's loop this thread has a connection of its own, in which the world may
        # stand; once the loop has ended, nobody can reach it.
        stage.take_down()
        browser.close()


@pytest.fixture
def journal_can_be_flushed(transactional_db: None) -> Iterator[None]:
    """After the test, lets its database be emptied: the journal's guards refuse that on SQLite.

    They stand during the test, and again after the flush, which ends as a migration does.
    """
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for model, guards in guarded_models():
                for guard in guards:
                    if isinstance(guard, AppendOnly | Settled):
                        for name in guard.names(model._meta.db_table):
                            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


@pytest.fixture
def town(journal_can_be_flushed: None) -> Iterator[Cast]:
    """The cast, committed, for a live server whose office stands on 15 January 2018."""
    clock.follow(lambda: DAY)
    yield make_cast()
    clock.follow(lambda: None)


@dataclass
class Visit:
    """Opens pages of the live server; `is_scripted` False switches scripts off."""

    browser: Browser
    address: str
    complaints: Complaints
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self, width: int = WIDE, *, is_scripted: bool = True, language: str = "vi"
    ) -> Page:
        """A page in a new profile, with nobody signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900 if width > NARROW else 740},
            java_script_enabled=is_scripted,
            base_url=self.address,
            locale="en-US",
        )
        self.contexts.append(context)
        context.add_cookies([{"name": "thidua_language", "value": language, "url": self.address}])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", self.complaints.of_console)
        page.on("pageerror", lambda error: self.complaints.lines.append(f"script: {error}"))
        page.on("requestfailed", self.complaints.of_request)
        return page


@pytest.fixture
def open_page(chromium_running: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Opens pages; see `Visit`. The test fails on what the browser complained about."""
    visit = Visit(chromium_running, live_server.url, Complaints())
    yield visit
    for context in visit.contexts:
        context.close()
    assert visit.complaints.lines == []


SignIn = Callable[[Page, User], None]


@pytest.fixture
def sign_in() -> SignIn:
    """Signs a user in, through the page."""

    def through_the_page(page: Page, user: User) -> None:
        page.goto("/dang-nhap/")
        page.fill("input[name=username]", user.username)
        page.fill("input[name=password]", PASSWORD)
        page.click("form:has(input[name=password]) button")
        page.wait_for_selector(".td-who")
        # Scripts run after the page is read: keys pressed before would go nowhere.
        page.wait_for_load_state()

    return through_the_page


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA: one readable line each. Needs a page with scripts."""
    # Run in the page's isolated world: the content policy lets no foreign script in.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(LOOK, AXE_TAGS)
    return [
        f"{page.url} {violation['id']} ({violation['impact']}): {violation['help']}: "
        + "; ".join(
            json.dumps(node["target"]) + " " + node["html"][:160] for node in violation["nodes"]
        )
        for violation in found
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    width: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def shape_faults(page: Page) -> list[str]:
    """What is wrong with the page's shape: too wide for the window, not one heading."""
    faults: list[str] = []
    if overflow(page):
        faults.append(f"{page.url} is {overflow(page)} px too wide")
    if page.locator("h1").count() != 1:
        faults.append(f"{page.url} has not one heading")
    return faults


def faults_here(page: Page) -> list[str]:
    """What is wrong with the page as it stands, with all that unfolds in it unfolded."""
    # The menu unfolds over the page, one list at a time, and is left as it is.
    page.evaluate("() => document.querySelectorAll('main details').forEach(d => d.open = true)")
    return [*accessibility_faults(page), *shape_faults(page)]


def faults_of(page: Page, paths: Iterable[str]) -> list[str]:
    """What is wrong with pages, opened one after the other at the window's width."""
    faults: list[str] = []
    for path in paths:
        page.goto(path)
        faults += faults_here(page)
    return faults
