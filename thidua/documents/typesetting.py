"""Setting a paper with Typst: here, or in a process of its own (`python -m` this module).

A long annex takes Typst some hundred megabytes that it keeps; a process of its own gives them back.
Imports nothing of the program, so that the process begins quickly.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

TEMPLATE = Path(__file__).resolve().parent / "paper.typ"


@dataclass(frozen=True)
class Setting:
    """What a PDF is made of: the paper and its looks as JSON texts, the folder of fonts, and the
    time that stands inside, in UTC as ISO 8601.
    """

    paper: str
    layout: str
    fonts: str
    time: str


def set_here(setting: Setting) -> bytes:
    """The PDF. The same setting gives the same bytes."""
    return typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=fonts_in(setting.fonts),
        ignore_system_fonts=True,
        sys_inputs={"paper": setting.paper, "layout": setting.layout},
        timestamp=datetime.fromisoformat(setting.time).astimezone(UTC),
        pdf_standards="a-2a",
    )


def set_apart(setting: Setting) -> bytes:
    """The same bytes, from a process of its own. Raises `CalledProcessError` where it fails."""
    command = [sys.executable, "-m", __spec__.name]
    given = json.dumps(asdict(setting)).encode()
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603


@cache
def fonts_in(folder: str) -> typst.Fonts:
    """The fonts of a folder and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(set_here(Setting(**json.load(sys.stdin.buffer))))
