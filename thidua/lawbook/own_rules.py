"""Reads about own rules for the pages of the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from thidua.accounts.models import User
from thidua.eligibility.models import Trial
from thidua.eligibility.trials import Sum, sums_of
from thidua.lawbook.in_force import unread
from thidua.lawbook.models import OwnRules
from thidua.lawbook.policies import OWN_RULES
from thidua.lawbook.reading import approved
from thidua.lawbook.states import OwnRulesState
from thidua.rules import default_law

_MOST_PAST = 100


@dataclass
class Shelf:
    """Own rules by what they are now. `unread` are approved and do not count: see `in_force`."""

    waiting: list[OwnRules] = field(default_factory=list)
    in_force: list[OwnRules] = field(default_factory=list)
    unread: list[OwnRules] = field(default_factory=list)
    past: list[OwnRules] = field(default_factory=list)


def visible(user: User) -> QuerySet[OwnRules]:
    """What `user` may see, with who proposed and who decided, the newest first."""
    rows = OWN_RULES.visible_to(user).select_related("proposed_by", "decided_by", "supersedes")
    return rows.order_by("-pk")


def shelf_of(user: User) -> Shelf:
    """All that `user` may see, of what is past the newest; one query and the policy's own."""
    found, gone = Shelf(), set[int]()
    for row in visible(user).defer("text"):
        if row.state == OwnRulesState.APPROVED and row.supersedes_id:
            gone.add(row.supersedes_id)
        if row.state == OwnRulesState.PROPOSED:
            found.waiting.append(row)
        elif row.state == OwnRulesState.APPROVED and row.pk not in gone:
            found.in_force.append(row)
        else:
            found.past.append(row)
    if unread():
        places = {each.pk for each in approved() if each.place in unread()}
        found.unread = [each for each in found.in_force if each.pk in places]
        found.in_force = [each for each in found.in_force if each.pk not in places]
    found.past = found.past[:_MOST_PAST]
    return found


def standing_of(rules: OwnRules) -> str:
    """`in_force`, `unread` or `superseded` of approved rules; else their state. One query for what
    is approved.
    """
    if rules.state != OwnRulesState.APPROVED:
        return str(rules.state)
    if rules.successors.filter(state=OwnRulesState.APPROVED).exists():
        return "superseded"
    return "unread" if rules.place in unread() else "in_force"


def known_by_text() -> Mapping[str, OwnRules]:
    """The own rules that count, by the name by which the law tells them: for lines of the law. No
    query where there are none.
    """
    texts = {name for name, _text in default_law().own}
    if not texts:
        return {}
    rows = approved().select_related("proposed_by", "decided_by")
    return {each.place: each for each in rows if each.place in texts}


def newest_trial(rules: OwnRules) -> tuple[Trial | None, list[Sum]]:
    """The newest trial by these rules, and who gains and loses by it so far. Two queries."""
    found = rules.trials.select_related("trial__asked_by").order_by("-pk").first()
    return (found.trial, sums_of(found.trial)) if found else (None, [])
