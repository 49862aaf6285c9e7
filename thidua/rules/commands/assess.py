"""`thidua assess CASES.yaml`: judges worked cases and says whether they come out as expected."""

import argparse
from pathlib import Path

from thidua.common.phrases import gettext as _
from thidua.rules.asking import transition
from thidua.rules.cases import Answer, assess_file
from thidua.rules.commands.next_steps import print_prospect, prospect_of, to_json
from thidua.rules.commands.output import MARKS, facts, outcome_name, say, say_json, tree
from thidua.rules.in_force import default_law
from thidua.rules.judging import Verdict
from thidua.rules.law import Law
from thidua.rules.loading import load_law
from thidua.rules.telling import Telling

HELP = _("Judge worked cases by the law of their dates.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("cases", metavar="CASES.yaml", help=_("the cases to judge"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))
    parser.add_argument(
        "--next",
        action="store_true",
        help=_("say what would be needed next, and the earliest year"),
    )
    parser.add_argument("--law", metavar="DIR", help=_("a folder of law to read instead"))


def run(args: argparse.Namespace) -> int:
    """Judge the cases. 0 when all are possible and as expected, else 1."""
    law = load_law(Path(args.law)) if args.law else default_law()
    answers = assess_file(law, Path(args.cases), args.cases)
    if args.json:
        say_json([_to_json(law, answer, with_next=args.next) for answer in answers])
    else:
        for answer in answers:
            _print(law, answer, with_next=args.next)
        failed = sum(not answer.has_passed for answer in answers)
        figures = {"count": len(answers), "failed": failed}
        say(_("%(count)s cases, %(failed)s failed or impossible.") % figures)
    return 0 if all(answer.has_passed for answer in answers) else 1


def _to_json(law: Law, answer: Answer, *, with_next: bool) -> dict[str, object]:
    shown = answer.to_json()
    found = prospect_of(law, answer.case) if with_next and answer.case else None
    return {**shown, "next": to_json(found)} if found else shown


def _print(law: Law, answer: Answer, *, with_next: bool) -> None:
    say(f"# {answer.name}")
    if answer.verdict is None:
        for reason in answer.error:
            say(f"  ! {reason}")
    else:
        _print_verdict(law, answer.verdict)
        found = prospect_of(law, answer.case) if with_next and answer.case else None
        if found is not None:
            print_prospect(law, found, answer.verdict.group)
    if answer.expected is not None and answer.verdict is not None and not answer.has_passed:
        wanted = outcome_name(answer.expected.outcome)
        because = ", ".join(answer.expected.because) or "–"
        words = {"outcome": wanted, "because": because}
        say("  ! " + _("Expected: %(outcome)s (because: %(because)s).") % words)
    say("")


def _print_verdict(law: Law, verdict: Verdict) -> None:
    mark = MARKS[verdict.outcome]
    provisional = " " + _("(provisional)") if verdict.provisional else ""
    say(f"  {mark} {outcome_name(verdict.outcome)}{provisional}")
    telling = Telling(law, verdict.group)
    for line in tree(verdict.finding, telling, 1):
        say(f"  {line}")
    if verdict.missing:
        say("  " + _("Still needed: %(facts)s") % {"facts": facts(verdict.missing, telling)})
    if verdict.law:
        say("  " + _("Law: %(numbers)s") % {"numbers": ", ".join(verdict.law)})
    kept = transition(law, verdict.governing)
    if kept is not None:
        note = f" {kept.note}" if kept.note else ""
        words = {"article": kept.citation.text, "note": note}
        say("  " + _("Judged by the older law under %(article)s.%(note)s") % words)
    decider = law.shelf.decider_names.get(verdict.decider or "")
    if decider:
        say("  " + _("Decided by: %(who)s") % {"who": decider})
    if verdict.papers:
        names = "; ".join(paper.name for paper in verdict.papers)
        say("  " + _("Papers: %(names)s") % {"names": names})
    if verdict.money is not None:
        amount = f"{verdict.money:,}".replace(",", ".")
        say("  " + _("Prize money: %(amount)s đồng") % {"amount": amount})
