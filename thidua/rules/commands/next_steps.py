"""What would be needed next for a case's title, as people read it and for programs."""

from datetime import date

from thidua.common.phrases import gettext as _
from thidua.rules.asking import rating_name
from thidua.rules.cases import Case
from thidua.rules.commands.output import say
from thidua.rules.law import Law
from thidua.rules.outcomes import Outcome
from thidua.rules.prospects import Prospect, Step, prospects
from thidua.rules.telling import scope_needed


def prospect_of(law: Law, case: Case) -> Prospect | None:
    """The prospect of a case's own title; None for a rule about a set, a vote or money."""
    if "/" in case.what:
        return None
    (found,) = prospects(
        law,
        holder=case.holder,
        facts=case.facts,
        year=case.period.year,
        governing=case.governing,
        jurisdiction=case.jurisdiction,
        titles=[case.what],
    )
    return found


def print_prospect(law: Law, found: Prospect, group: str | None) -> None:
    """For people: nothing where it is met now."""
    if found.now.outcome is Outcome.MET:
        return
    if found.only_lack is not None:
        say("  " + _("Only one thing is wanting: %(what)s") % {"what": found.only_lack.label})
    if found.earliest is None:
        say("  " + _("It cannot be foreseen when it can be met."))
        return
    say("  " + _("Can be met in %(year)s at the earliest, if:") % {"year": found.earliest})
    for step in found.steps:
        cited = f" — {step.citation.text}" if step.citation else ""
        say(f"    {step.year}: {_said(law, step, group)}{cited}")


def _said(law: Law, step: Step, group: str | None) -> str:
    if step.kind == "completion":
        return rating_name(law, step.value, date(step.year, 12, 31), group=group)
    if step.kind == "honour":
        return law.title(step.value).name
    if step.kind == "initiative":
        return scope_needed(step.value)
    if step.kind == "months":
        return _("a whole year of work")
    return step.label


def to_json(found: Prospect) -> dict[str, object]:
    """For programs."""
    return {
        "only_lack": found.only_lack.criterion if found.only_lack else None,
        "earliest": found.earliest,
        "steps": [
            {
                "year": step.year,
                "kind": step.kind,
                "value": step.value,
                "serves": step.serves,
                "criterion": step.criterion,
                "citation": step.citation.to_json() if step.citation else None,
            }
            for step in found.steps
        ],
    }
