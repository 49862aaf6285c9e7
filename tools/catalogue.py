"""The Vietnamese catalogue: brought up to date, checked, compiled; needs no gettext tools.

    python -m tools.catalogue update    # phrases of the sources into django.po, translations kept
    python -m tools.catalogue check     # absent, untranslated, mismatched: listed, exit 1
    python -m tools.catalogue compile   # django.po to django.mo

msgids are English, so English needs no catalogue: its plurals are those of the msgids.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from tools.messages import Message, Unreadable, gather
from tools.tree import ROOT

CATALOGUE = ROOT / "thidua" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
METADATA = {
    "Project-Id-Version": "thidua",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
_PLACES = re.compile(r"%\(\w+\)[^a-zA-Z(]*[a-zA-Z]|%[sdrif]|\{\w*\}")


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def merge(old: Iterable[polib.POEntry], found: dict[Message, list[str]]) -> polib.POFile:
    """A catalogue of exactly the phrases `found`, in their order, with the translations of `old`.

    A phrase whose plural or context is new is untranslated: its old words may no longer fit.
    """
    known = {_key(entry): entry for entry in old if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=96)
    catalogue.metadata = dict(METADATA)
    for message, places in found.items():
        before = known.get(message)
        entry = polib.POEntry(
            msgid=message.msgid,
            msgid_plural=message.plural,
            msgctxt=message.context or None,
            msgstr="" if message.plural or before is None else before.msgstr,
            occurrences=[(place, "") for place in places],
            tcomment=before.tcomment if before is not None else "",
        )
        if message.plural:
            entry.msgstr_plural = before.msgstr_plural if before is not None else {0: ""}
        catalogue.append(entry)
    return catalogue


def places_of(text: str) -> list[str]:
    """The places a phrase leaves for values, in a fixed order."""
    return sorted(_PLACES.findall(text.replace("%%", "")))


def _mismatch(entry: polib.POEntry) -> str:
    """What is wrong with a translated entry; empty where nothing is."""
    wanted = entry.msgid_plural or entry.msgid
    given = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
    if set(places_of(wanted)) != set(places_of(given)):
        return f"places differ: {places_of(wanted)} became {places_of(given)}"
    if _edges(wanted) != _edges(given):
        return "space at the ends differs"
    return ""


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def faults(entries: Iterable[polib.POEntry], found: dict[Message, list[str]]) -> Iterator[str]:
    """A line for each phrase that is absent, untranslated, doubtful, mismatched or unused."""
    known = {_key(entry): entry for entry in entries if not entry.obsolete}
    for message, places in found.items():
        entry = known.get(message)
        if entry is None:
            yield f"absent: {message.msgid!r} ({places[0]})"
        elif not entry.translated():
            yield f"untranslated: {message.msgid!r} ({places[0]})"
        elif wrong := _mismatch(entry):
            yield f"{wrong}: {message.msgid!r} ({places[0]})"
    for message in sorted(known.keys() - found.keys()):
        yield f"no longer used: {message.msgid!r}"


def read(path: Path = CATALOGUE) -> polib.POFile:
    """The catalogue as it stands; empty where there is none yet."""
    return polib.pofile(path, wrapwidth=96) if path.exists() else polib.POFile()


def update(path: Path = CATALOGUE) -> int:
    """Rewrite the catalogue from the sources; tells how many phrases wait for words."""
    catalogue = merge(read(path), gather())
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(path)
    print(f"{len(catalogue)} phrases, {len(catalogue.untranslated_entries())} without Vietnamese")
    return 0


def check(path: Path = CATALOGUE) -> int:
    """List what is wrong with the catalogue: 1 where anything is."""
    listed = list(faults(read(path), gather()))
    for line in listed:
        print(line)
    return 1 if listed else 0


def compile_catalogue(path: Path = CATALOGUE) -> int:
    """Write the .mo beside the .po."""
    read(path).save_as_mofile(path.with_suffix(".mo"))
    return 0


ACTIONS = {"update": update, "check": check, "compile": compile_catalogue}


def main(argv: list[str] | None = None) -> int:
    """Run one of the three."""
    parser = argparse.ArgumentParser(prog="python -m tools.catalogue", description=__doc__)
    parser.add_argument("action", choices=ACTIONS)
    try:
        return ACTIONS[parser.parse_args(argv).action]()
    except Unreadable as unreadable:
        print(unreadable, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
