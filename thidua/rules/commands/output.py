"""Printing verdicts and law for people, and JSON for programs."""

import json
import sys
from collections.abc import Iterable

from thidua.common.phrases import gettext as _
from thidua.rules.outcomes import Finding, Outcome, Source
from thidua.rules.telling import Telling

MARKS = {Outcome.MET: "✓", Outcome.UNMET: "✗", Outcome.UNKNOWN: "?", Outcome.NO_LAW: "∅"}


def say(text: str) -> None:
    """One line on standard output, in UTF-8 whatever the terminal says."""
    data = f"{text}\n"
    try:
        sys.stdout.write(data)
    except UnicodeEncodeError:
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode())


def say_json(document: object) -> None:
    """One JSON document on standard output."""
    say(json.dumps(document, ensure_ascii=False, indent=2))


def outcome_name(outcome: Outcome) -> str:
    """An outcome as people read it."""
    return {
        Outcome.MET: _("met"),
        Outcome.UNMET: _("not met"),
        Outcome.UNKNOWN: _("not known yet"),
        Outcome.NO_LAW: _("no law in force"),
    }[outcome]


def source_name(source: Source) -> str:
    """How a text is known, as people read it."""
    return {
        Source.READ: _("text read"),
        Source.QUOTED: _("known at second hand"),
        Source.DRAFT: _("draft"),
    }[source]


def holder_name(holder: str) -> str:
    """A kind of holder as people read it."""
    return {
        "individual": _("individual"),
        "collective": _("collective"),
        "household": _("household"),
    }[holder]


def base_name(base: str) -> str:
    """What a share of votes is taken of, as people read it."""
    return {
        "all_members": _("of all members"),
        "present": _("of those present"),
        "valid": _("of the valid ballots"),
    }[base]


def tree(finding: Finding, telling: Telling, depth: int = 0) -> list[str]:
    """A finding and all below it, one line each, with citation and what was observed."""
    line = f"{'  ' * depth}{MARKS[finding.outcome]} {finding.label} [{finding.criterion}]"
    if finding.citation is not None:
        line += f" — {finding.citation.text}"
    seen = telling.observed(finding.observed)
    if seen:
        line += f" — {seen}"
    if finding.missing:
        line += " — " + _("missing: %(facts)s") % {"facts": facts(finding.missing, telling)}
    return [line, *(text for part in finding.parts for text in tree(part, telling, depth + 1))]


def facts(paths: Iterable[str], telling: Telling) -> str:
    """Missing facts in words, each once with the paths that a case writes it under."""
    named: dict[str, list[str]] = {}
    for path in paths:
        named.setdefault(telling.missing(path).what, []).append(path)
    return "; ".join(f"{what} ({', '.join(under)})" for what, under in named.items())
