"""Pictures of the program for the README and the guides: the demo, driven in Chromium.

    python -m tools.pictures --url http://127.0.0.1:8000    # a demo that is running

Writes docs/pictures/NAME-WIDTH.png, each at 1280 and at 360 px. Nothing in the demo is changed.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import chromium
from tools.tree import ROOT

FOLDER = ROOT / "docs" / "pictures"
WIDE, NARROW = 1280, 360
HEIGHTS = {WIDE: 800, NARROW: 740}
LARGEST = 150 * 1024
FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"]


@dataclass(frozen=True)
class Picture:
    """One page: whose, where, and what to follow there by the words or address of a link."""

    name: str
    username: str
    path: str
    follow: tuple[str, ...] = ()


PICTURES = (
    Picture("my-duties", "noi-vu", "/"),
    Picture("board", "noi-vu", "/bang/"),
    Picture("registration", "noi-vu", "/dang-ky/", ('main a[href*="/dang-ky/dot/"]',)),
    Picture("dossier", "noi-vu", "/ho-so/", ('main table a[href^="/ho-so/"]',)),
    Picture("scores", "noi-vu", "/cham-diem/", ('main a[href^="/cham-diem/"]',)),
    Picture("council", "thu-ky", "/hoi-dong/", ('main a[href*="/phien-hop/"]',)),
    Picture("decision", "van-thu", "/quyet-dinh/", ('main a[href^="/quyet-dinh/"]',)),
)


def sign_in(page: Page, username: str) -> None:
    """As one of the demo's people."""
    page.goto("/dang-nhap/")
    page.locator("details").last.evaluate("it => { it.open = true; }")
    page.click(f'button[name=username][value="{username}"]')
    page.wait_for_selector(".td-who", state="attached")


def take(browser: Browser, url: str, picture: Picture, width: int) -> Path:
    """One picture of one width. Raises SystemExit where the file would be too large."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": HEIGHTS[width]},
        reduced_motion="reduce",
    )
    page = context.new_page()
    sign_in(page, picture.username)
    page.goto(picture.path)
    for link in picture.follow:
        page.locator(link).first.click()
        page.wait_for_load_state()
    page.evaluate("() => document.fonts.ready")
    path = FOLDER / f"{picture.name}-{width}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    context.close()
    if path.stat().st_size > LARGEST:
        sys.exit(f"{path.name} has {path.stat().st_size // 1024} KB; at most {LARGEST // 1024}.")
    return path


def main() -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="a demo that is running")
    url = parser.parse_args().url
    program = chromium.find()
    if program is None:
        sys.exit(chromium.ABSENT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=FLAGS)
        for picture in PICTURES:
            for width in (WIDE, NARROW):
                print(take(browser, url, picture, width).relative_to(ROOT))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
