"""The closed vocabulary (`docs/reference/criteria.md`) and the strict reader of a criterion."""

from collections.abc import Mapping
from dataclasses import replace

from thidua.common.phrases import gettext as _
from thidua.rules import (
    criteria,
    words_honours,
    words_members,
    words_since,
    words_time,
    words_titles,
    words_work,
)
from thidua.rules.criteria import Criterion, Judge, Reading, Word
from thidua.rules.outcomes import Finding, Ground, Outcome, Source
from thidua.rules.strict import Entry, nearest

VOCABULARY: Mapping[str, Word] = {
    **criteria.WORDS,
    **words_work.WORDS,
    **words_honours.WORDS,
    **words_members.WORDS,
    **words_titles.WORDS,
    **words_time.WORDS,
    **words_since.WORDS,
}


def _never(ground: Ground, bench: object) -> Judge:  # noqa: ARG001 - a builder's shape
    """The judge of a criterion that could not be read; such law is refused before it judges."""
    return lambda facts, period: Finding(ground, Outcome.NO_LAW)  # noqa: ARG005


def read_criterion(entry: Entry, reading: Reading) -> Criterion:
    """One criterion: `id`, `name`, one word, and optionally `citation`, `source`, `note`."""
    name, label = entry.text("id"), entry.text("name")
    citation = reading.cite(entry, "citation") if entry.has("citation") else reading.citation
    source = Source(entry.choice("source", list(Source), reading.source.value))
    note = entry.optional_text("note") or ""
    words = [key for key in entry.keys() if key in VOCABULARY]  # noqa: SIM118
    if len(words) == 1:
        word = VOCABULARY[words[0]]
        # What stands below rests on the same place, unless it cites for itself.
        below = replace(reading, citation=citation, source=source)
        build, parts = word.read(entry, words[0], below)
        ground = Ground(name, label, word.nature, words[0], citation, source, note)
        settings = entry.raw(words[0]) if word.nature != "combined" else None
        found = Criterion(ground, build, settings, parts)
    else:
        others = [
            key
            for key in entry.keys()  # noqa: SIM118
            if key not in {"id", "name", "citation", "source", "note", *VOCABULARY}
        ]
        if words:
            message = _("A criterion has one word of the vocabulary; here stand %(words)s.")
            entry.note("bad_word", message % {"words": ", ".join(words)}, _("Keep one of them."))
        elif others:
            message = _("“%(word)s” is not a word of the vocabulary.") % {"word": others[0]}
            entry.note("bad_word", message, nearest(others[0], VOCABULARY), others[0])
        else:
            message = _("The criterion has no word of the vocabulary.")
            entry.note("bad_word", message, nearest("", VOCABULARY))
        for key in (*words, *others):
            entry.has(key)
        ground = Ground(name, label, "computed", "", citation, source, note)
        found = Criterion(ground, _never, None)
    entry.close()
    return found
