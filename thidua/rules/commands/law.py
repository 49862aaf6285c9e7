"""`thidua law check` and `thidua law show ID --on DATE`: the law as data, validated and read."""

import argparse
from datetime import date
from pathlib import Path

from thidua.common.errors import refuse
from thidua.common.figures import dong
from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.cases import assess_file
from thidua.rules.commands.around import around, print_around
from thidua.rules.commands.output import MARKS, base_name, holder_name, say, say_json, source_name
from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.in_force import own_texts
from thidua.rules.law import Law
from thidua.rules.loading import CASES_FOLDER, default_folder, load_law, read_text
from thidua.rules.outcomes import Finding, Outcome
from thidua.rules.quota_words import quota_words
from thidua.rules.quotas import Quota
from thidua.rules.records import Title
from thidua.rules.sets import quotas_of
from thidua.rules.strict import as_day

HELP = _("Check the law that is data, or show a title or form as in force on a date.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command and of its two subcommands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--law", metavar="DIR", help=_("a folder of law to read instead"))
    shared.add_argument(
        "--own",
        metavar="FILE",
        action="append",
        default=[],
        help=_("an authority's own rules to read beside it; may be given again"),
    )
    shared.add_argument("--json", action="store_true", help=_("print one JSON document"))
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("check", parents=[shared], help=_("read all law and its worked cases"))
    show = actions.add_parser("show", parents=[shared], help=_("print a title or form on a date"))
    show.add_argument("id", metavar="ID", help=_("its id, such as lao_dong_tien_tien"))
    show.add_argument("--on", metavar="DATE", required=True, help=_("the date, as 2018-12-31"))
    show.add_argument("--level", choices=scales.LEVELS, help=_("whose deciders to show"))
    show.add_argument("--authority", help=_("whose own rules count"))


def run(args: argparse.Namespace) -> int:
    """0 when the law is sound and its cases pass (or the title is shown), else 1."""
    folder = Path(args.law) if args.law else default_folder()
    own = [(name, read_text(Path(name), name)) for name in args.own]
    if not args.law:
        own = [*own_texts(), *own]
    law = load_law(folder, own)
    if args.action == "check":
        return _check(law, folder, as_json=args.json)
    on = as_day(args.on)
    if on is None:
        message = _("“%(value)s” is not a date.") % {"value": args.on}
        raise refuse("bad_date", message, cure=_("Write the date as 2018-12-31."))
    jurisdiction = Jurisdiction(args.level, args.authority)
    shown = describe(law, law.title(args.id), on, jurisdiction)
    if args.json:
        say_json(shown)
    else:
        _print(law, law.title(args.id), on, jurisdiction)
    return 0


def _check(law: Law, folder: Path, *, as_json: bool) -> int:
    answers = [
        (path, answer)
        for path in sorted((folder / CASES_FOLDER).glob("*.yaml"))
        for answer in assess_file(law, path, path.name)
    ]
    failed = [(path, answer) for path, answer in answers if not answer.has_passed]
    counts = {
        "instruments": len(law.shelf.instruments),
        "titles": len(law.titles()),
        "cases": len(answers),
        "failed": len(failed),
        "own": len(law.own),
    }
    if as_json:
        say_json({**counts, "digest": law.digest, "failed_cases": [a.name for _p, a in failed]})
        return 1 if failed else 0
    for path, answer in failed:
        say(f"✗ {path.name}: {answer.name}")
        for reason in answer.error:
            say(f"    {reason}")
    say(
        _(
            "Law checked: %(instruments)s instruments, %(titles)s titles and forms, "
            "%(cases)s worked cases, %(failed)s failed."
        )
        % counts
    )
    if law.own:
        say(_("Own rules read beside it: %(names)s") % {"names": ", ".join(n for n, _t in law.own)})
    say(_("Digest: %(digest)s") % {"digest": law.digest})
    return 1 if failed else 0


def _quota(quota: Quota) -> dict[str, object]:
    base: object = {"rated": list(quota.base.rated)}
    if quota.base.title or quota.base.parts:
        base = quota.base.title or {"parts": True}
    return {
        "share": scales.percent(quota.share),
        "of": base,
        "holder": quota.holder,
        "citation": quota.citation.to_json(),
    }


def describe(law: Law, title: Title, on: date, jurisdiction: Jurisdiction) -> dict[str, object]:
    """A title or form as in force on a date, for programs."""
    vote = law.vote_rule(title.id, on, jurisdiction)
    quotas = quotas_of(law, title.id, on, jurisdiction)
    decider = law.decider(title.id, on, jurisdiction)
    standards = {
        holder: law.checklist(title.id, on, jurisdiction, holder=holder) for holder in title.holders
    }
    money = {
        holder: law.money(title.id, holder, on, jurisdiction.authority) for holder in title.holders
    }
    return {
        "id": title.id,
        "name": title.name,
        "family": title.family,
        "on": on.isoformat(),
        "in_force": any(found.outcome is not Outcome.NO_LAW for found in standards.values()),
        "versions": {
            holder: _version(law, title, on, jurisdiction, holder) for holder in title.holders
        },
        "criteria": {holder: found.to_json() for holder, found in standards.items()},
        "decider": decider.id if decider else None,
        "quota": next((_quota(each) for each in quotas), None),
        "quotas": [_quota(each) for each in quotas],
        "vote": {
            "threshold": scales.percent(vote.threshold),
            "strict": vote.strict,
            "base": vote.base,
            "secret": vote.secret,
            "citation": vote.citation.to_json(),
        }
        if vote
        else None,
        "papers": [paper.to_json() for paper in law.papers(title.id, on, jurisdiction)],
        "money": {holder: found.amount if found else None for holder, found in money.items()},
        **around(law, title.id, on, jurisdiction),
        "note": title.note,
        "law_digest": law.digest,
    }


def _version(
    law: Law, title: Title, on: date, jurisdiction: Jurisdiction, holder: str
) -> dict[str, object] | None:
    """The version of the criteria that decides on a date; None where none does."""
    found = law.plan(title.id, holder, Governing(on), jurisdiction.authority).version
    if found is None:
        return None
    return {
        "from": found.start.isoformat(),
        "until": found.until.isoformat() if found.until else None,
        "citation": found.citation.to_json(),
        "source": found.source.value,
        "checked_by": found.checked_by,
        "note": found.note,
    }


def _print(law: Law, title: Title, on: date, jurisdiction: Jurisdiction) -> None:
    say(f"{title.name} ({title.id}) — {on:%d/%m/%Y}")
    if title.note:
        say(f"  {title.note}")
    for holder in title.holders:
        found = law.checklist(title.id, on, jurisdiction, holder=holder)
        if found.outcome is Outcome.NO_LAW:
            say(f"  {MARKS[found.outcome]} {holder_name(holder)}: " + _("no law in force"))
            _print_drafts(title, holder, on)
            continue
        version = law.plan(title.id, holder, Governing(on), jurisdiction.authority).version
        standing = ""
        if version is not None:
            standing = f"{version.citation.text} ({source_name(version.source)})"
            until = f"{version.until:%d/%m/%Y}" if version.until else "…"
            cited = f"{version.citation.text}, {version.start:%d/%m/%Y} – {until}"
            say(f"  {holder_name(holder)}: {cited} ({source_name(version.source)})")
            if version.note:
                say(f"    {version.note}")
        for part in found.parts:
            _print_criterion(part, 2, standing)
        money = law.money(title.id, holder, on, jurisdiction.authority)
        if money is not None:
            say("    " + _("Prize money: %(amount)s") % {"amount": dong(money.amount)})
    decider = law.decider(title.id, on, jurisdiction)
    if decider is None:
        say("  " + _("Decided by: no law that is loaded says; it is left to the authority"))
    else:
        say("  " + _("Decided by: %(who)s") % {"who": f"{decider.name} — {decider.citation.text}"})
    for quota in quotas_of(law, title.id, on, jurisdiction):
        say(f"  {quota_words(law, quota, on)} — {quota.citation.text}")
    vote = law.vote_rule(title.id, on, jurisdiction)
    if vote is not None:
        more = ">" if vote.strict else "≥"
        share = f"{more} {scales.percent(vote.threshold)} ({base_name(vote.base)})"
        share += f" — {vote.citation.text}"
        say("  " + _("Votes needed: %(share)s") % {"share": share})
    for paper in law.papers(title.id, on, jurisdiction):
        say(f"  · {paper.name} — {paper.citation.text}")
    print_around(law, title.id, on, jurisdiction)


def _print_drafts(title: Title, holder: str, on: date) -> None:
    """What is on record of a day without being law that decides."""
    for version in title.versions:
        if version.value.holder == holder and version.is_draft and version.covers(on):
            say("    " + _("On record, not used to judge: %(note)s") % {"note": version.note})


def _print_criterion(finding: Finding, depth: int, above: str) -> None:
    """A criterion, with its citation where it is not that of the line it stands under."""
    ground = finding.ground
    cited = f"{finding.citation.text if finding.citation else ''} ({source_name(ground.source)})"
    tail = "" if cited == above else f" — {cited}"
    say(f"{'  ' * depth}· {finding.label} [{finding.criterion}]{tail}")
    for part in finding.parts:
        _print_criterion(part, depth + 1, cited)
