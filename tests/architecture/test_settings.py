"""Every setting is described, and every description is of a setting."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"\bTHIDUA_[A-Z_]+\b")


def test_settings_page_names_exactly_the_settings_read() -> None:
    read = {
        name
        for file in (ROOT / "thidua").rglob("*.py")
        if "tests" not in file.parts
        for name in NAME.findall(file.read_text(encoding="utf-8"))
    }
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(THIDUA_[A-Z_]+)`", page, re.MULTILINE)) == read
