"""The pieces of the assets' build that transform text."""

import re
from xml.etree import ElementTree as ET

from tools import build_assets
from tools.tree import ROOT

SHEET = """/* be-vietnam-pro-vietnamese-400-normal */
@font-face {
  font-family: 'Be Vietnam Pro';
  src: url(./files/a.woff2) format('woff2'), url(./files/a.woff) format('woff');
}

/* be-vietnam-pro-latin-ext-400-normal */
@font-face {
  font-family: 'Be Vietnam Pro';
  src: url(./files/b.woff2) format('woff2');
}
"""


def test_font_faces_keep_only_the_subsets_asked_for_and_point_at_woff2_beside_the_sheet() -> None:
    rules = build_assets.font_faces(SHEET, ("vietnamese", "latin"))
    assert re.findall(r"url\(([^)]*)\)", rules) == ["be-vietnam-pro-vietnamese-400-normal.woff2"]
    assert rules.count("@font-face") == 1


def test_source_maps_that_are_not_shipped_are_not_named() -> None:
    assert build_assets.without_source_map("a{}\n/*# sourceMappingURL=a.css.map */\n") == "a{}\n"
    assert build_assets.without_source_map("f();\n//# sourceMappingURL=f.js.map") == "f();\n"
    assert build_assets.without_source_map("a{}") == "a{}"


def test_a_sprite_has_one_symbol_for_each_name_and_escapes_attributes() -> None:
    nodes = {"x": [("path", {"d": 'M1 "2"'})], "y": [("path", {"d": "M0 0"})]}
    root = ET.fromstring(build_assets.sprite(nodes, ("x",)))  # noqa: S314 -- our own text
    assert [symbol.get("id") for symbol in root] == ["x"]
    assert root[0][0].get("d") == 'M1 "2"'


def test_the_built_assets_name_no_file_that_is_absent() -> None:
    """A manifest of hashed names refuses to build when a sheet names an absent file."""
    for sheet in build_assets.VENDOR.rglob("*.css"):
        for name in re.findall(r"url\(([^)\"':]+)\)", sheet.read_text("utf-8")):
            assert (sheet.parent / name).is_file(), f"{sheet.name} names {name}"


def test_every_package_that_is_copied_has_its_licence_beside_it() -> None:
    text = (build_assets.VENDOR / "LICENCES.txt").read_text("utf-8")
    assert [
        name for name in build_assets.LICENCES if f"{name}\n{'=' * len(name)}" not in text
    ] == []


def test_the_lock_file_pins_digests_and_holds_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    assert text.count('"integrity"') >= len(build_assets.FILES)
