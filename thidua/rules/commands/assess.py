"""`thidua assess CASES.yaml`: judges worked cases and says whether they come out as expected."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from thidua.common.errors import Reason, Refusal, refuse
from thidua.common.figures import dong
from thidua.common.phrases import gettext as _
from thidua.rules.asking import transition
from thidua.rules.cases import Answer, assess_file
from thidua.rules.commands.next_steps import print_prospect, prospect_of, to_json
from thidua.rules.commands.output import MARKS, facts, outcome_name, say, say_json, tree
from thidua.rules.in_force import default_law
from thidua.rules.judging import Verdict
from thidua.rules.law import Law
from thidua.rules.loading import load_law
from thidua.rules.strict import nearest
from thidua.rules.telling import Telling

HELP = _("Judge worked cases by the law of their dates.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "cases",
        nargs="+",
        metavar="CASES.yaml",
        help=_("the cases to judge: files, folders of them, or - for standard input"),
    )
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
    answers, refused = _answers(law, args.cases)
    if refused and not answers:
        raise Refusal(*refused)
    if args.json:
        say_json([_to_json(law, answer, with_next=args.next) for answer in answers])
    else:
        for answer in answers:
            _print(law, answer, with_next=args.next)
        failed = sum(not answer.has_passed for answer in answers)
        figures = {"count": len(answers), "failed": failed}
        say(_("%(count)s cases, %(failed)s failed or impossible.") % figures)
    if refused:
        raise Refusal(*refused)
    return 0 if all(answer.has_passed for answer in answers) else 1


def _answers(law: Law, named: Sequence[str]) -> tuple[list[Answer], list[Reason]]:
    """The answers of every file, and why a file is none of cases; the others are still judged."""
    answers: list[Answer] = []
    refused: list[Reason] = []
    for name in named:
        try:
            for path, shown in _files(name):
                answers += assess_file(law, path, shown)
        except Refusal as refusal:
            refused += refusal.reasons
    return answers, refused


def _files(name: str) -> list[tuple[Path, str]]:
    if name == "-":
        return [(Path("/dev/stdin"), "-")]
    folder = Path(name)
    if not folder.is_dir():
        return [(folder, name)]
    found = sorted(folder.rglob("*.yaml"))
    if not found:
        cure = _("Cases are written in files that end in .yaml.")
        raise refuse("no_cases", _("This folder has no files of cases."), cure=cure, where=name)
    return [(path, str(path)) for path in found]


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
        _print_not_asked(answer, answer.verdict)
    if answer.expected is not None and answer.verdict is not None and not answer.has_passed:
        wanted = outcome_name(answer.expected.outcome)
        because = ", ".join(answer.expected.because) or "–"
        words = {"outcome": wanted, "because": because}
        say("  ! " + _("Expected: %(outcome)s (because: %(because)s).") % words)
    say("")


def _print_not_asked(answer: Answer, verdict: Verdict) -> None:
    """What is vouched for and not asked about: a misspelt criterion would count for nothing."""
    given = answer.case.facts if answer.case else None
    if given is None or "/" in verdict.what:
        return
    natures = ("attested", "constituted")
    leaves = [leaf for leaf in verdict.finding.leaves() if leaf.ground.nature in natures]
    asked = {leaf.criterion for leaf in leaves}
    # What another body decides may be named under either.
    for key, vouched in (("attested", given.attested), ("constituted", given.constituted)):
        for name in sorted(set(vouched or ()) - asked):
            words = {"path": f"{key}.{name}", "cure": nearest(name, asked) if asked else ""}
            say("  · " + _("Not asked about here: %(path)s. %(cure)s") % words)


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
        say("  " + _("Prize money: %(amount)s") % {"amount": dong(verdict.money)})
