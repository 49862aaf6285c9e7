"""What stands around a title: papers of some cases, duties, last days, rules about sets."""

from datetime import date

from thidua.common.phrases import gettext as _
from thidua.rules.asking import carried, duties, submit_by, time_limits
from thidua.rules.commands.output import say
from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.law import Law
from thidua.rules.sets import set_rules


def around(law: Law, what: str, on: date, jurisdiction: Jurisdiction) -> dict[str, object]:
    """For programs."""
    days = {
        name: found
        for name, school in (("submit_by", False), ("submit_by_school", True))
        for found in [submit_by(law, what, on, jurisdiction, school=school)]
    }
    return {
        "papers_of_some": [
            {**paper.to_json(), "when": paper.when}
            for paper in law.papers_of_some(what, on, jurisdiction)
        ],
        "duties": [
            {
                "id": duty.id,
                "kind": duty.kind,
                "name": duty.name,
                "days": duty.days,
                "citation": duty.citation.to_json(),
            }
            for duty in duties(law, what, on, jurisdiction)
        ],
        **{
            name: found
            and {
                "day": found.day,
                "month": found.month,
                "years_after": found.years_after,
                "before": found.before,
                "citation": found.citation.to_json(),
            }
            for name, found in days.items()
        },
        "time_limits": [
            {
                "step": found.value.step,
                "name": found.value.name,
                "days": found.value.days,
                "working": found.value.working,
                "citation": found.citation.to_json(),
            }
            for found in time_limits(law, what, on, jurisdiction)
        ],
        "set_rules": [rule.id for rule in set_rules(law, what, Governing(on), jurisdiction)],
    }


def print_around(law: Law, what: str, on: date, jurisdiction: Jurisdiction) -> None:
    """For people."""
    for paper in law.papers_of_some(what, on, jurisdiction):
        say(f"  · {paper.name} ({paper.when}) — {paper.citation.text}")
    plain, school = (
        submit_by(law, what, on, jurisdiction, school=school) for school in (False, True)
    )
    for found in dict.fromkeys(each for each in (plain, school) if each):
        last = found.last_day(on.year)
        words = {"name": found.name, "day": f"{last:%d/%m/%Y}", "article": found.citation.text}
        say("  " + _("%(name)s: at the latest on %(day)s — %(article)s") % words)
    for limit in time_limits(law, what, on, jurisdiction):
        days = _("%(days)s working days") if limit.value.working else _("%(days)s days")
        said = f"{limit.value.name}: {days % {'days': limit.value.days}}"
        say(f"  · {said} — {limit.citation.text}")
    for duty in duties(law, what, on, jurisdiction):
        name = duty.name
        if duty.days:
            name += " (" + _("%(days)s working days") % {"days": duty.days} + ")"
        say(f"  · {name} — {duty.citation.text}")
    for rule in set_rules(law, what, Governing(on), jurisdiction):
        say(f"  · {rule.name} — {rule.citation.text}")
    for carry in carried(law, on):
        say(f"  {carry.citation.text}: {carry.note}")
