"""Keeping the Vietnamese catalogue."""

import gettext
from pathlib import Path

import polib
import pytest

from tools import catalogue
from tools.messages import Message

ROWS = Message("%(n)d row", plural="%(n)d rows")
PLACES = {Message("Hello %(name)s."): ["thidua/a.py"], ROWS: ["thidua/b.py"]}


def _entry(msgid: str, msgstr: str) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr)


def _rows(translation: str) -> polib.POEntry:
    return polib.POEntry(msgid=ROWS.msgid, msgid_plural=ROWS.plural, msgstr_plural={0: translation})


def test_merging_keeps_words_adds_phrases_and_drops_those_unused() -> None:
    old = [_entry("Hello %(name)s.", "Chào %(name)s."), _entry("Gone.", "Đã bỏ.")]
    merged = catalogue.merge(old, PLACES)
    assert [(entry.msgid, entry.msgstr) for entry in merged] == [
        ("Hello %(name)s.", "Chào %(name)s."),
        ("%(n)d row", ""),
    ]
    assert merged[1].msgstr_plural == {0: ""}


def test_merging_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    catalogue.merge([_rows("%(n)d dòng")], PLACES).save(path)
    first = path.read_text("utf-8")
    catalogue.merge(catalogue.read(path), PLACES).save(path)
    assert path.read_text("utf-8") == first


@pytest.mark.parametrize(
    ("hello", "rows", "told"),
    [
        ("Chào %(name)s.", "%(n)d dòng", []),
        ("", "%(n)d dòng", ["untranslated: 'Hello %(name)s.' (thidua/a.py)"]),
        ("Chào %(ten)s.", "%(n)d dòng", ["places differ"]),
        ("Chào %(name)s. ", "%(n)d dòng", ["space at the ends differs"]),
        ("Chào %(name)s.", "dòng", ["places differ"]),
    ],
)
def test_what_is_wrong_is_told(hello: str, rows: str, told: list[str]) -> None:
    entries = [_entry("Hello %(name)s.", hello), _rows(rows)]
    found = list(catalogue.faults(entries, PLACES))
    assert len(found) == len(told)
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True))


def test_a_doubtful_translation_counts_as_none() -> None:
    entry = _entry("Hello %(name)s.", "Chào %(name)s.")
    entry.flags.append("fuzzy")
    told = list(catalogue.faults([entry, _rows("%(n)d dòng")], PLACES))
    assert told == ["untranslated: 'Hello %(name)s.' (thidua/a.py)"]


def test_absent_and_unused_phrases_are_told() -> None:
    assert list(catalogue.faults([_entry("Gone.", "Đã bỏ.")], PLACES)) == [
        "absent: 'Hello %(name)s.' (thidua/a.py)",
        "absent: '%(n)d row' (thidua/b.py)",
        "no longer used: 'Gone.'",
    ]


def test_the_compiled_catalogue_answers_as_vietnamese_counts(tmp_path: Path) -> None:
    """One plural form: Vietnamese nouns do not change with number."""
    path = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue.merge([_rows("%(n)d dòng")], {ROWS: ["thidua/b.py"]}).save(path)
    assert catalogue.compile_catalogue(path) == 0
    compiled = gettext.translation("django", tmp_path, ["vi"])
    assert [compiled.ngettext(ROWS.msgid, ROWS.plural, n) for n in (1, 5)] == ["%(n)d dòng"] * 2
