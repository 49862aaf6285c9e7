"""A proposed text of own rules read strictly beside the law in force, its mistakes told by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.common.errors import Reason, Refusal, refuse
from thidua.eligibility.queries import compared_instruments
from thidua.lawbook.in_force import in_force_texts
from thidua.lawbook.models import OwnRules, place_of
from thidua.lawbook.states import OwnRulesState
from thidua.lawbook.uses import uses
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Unit
from thidua.rules import Law, Source, load_law
from thidua.rules.in_force import Own
from thidua.rules.loading import default_folder
from thidua.rules.strict import Place, Problems, read_yaml

# A long regulation takes some thirty thousand letters.
MOST_LETTERS = 100_000
_FIELD = "text"


@dataclass(frozen=True)
class Proposal:
    """A text as it would stand: whose, by which name, in place of which rules."""

    authority: Unit
    name: str
    text: str
    supersedes: int | None = None

    @property
    def place(self) -> str:
        """The name by which the law tells what stands in it."""
        return place_of(self.name, self.text)


def proposal_of(rules: OwnRules) -> Proposal:
    """What a row proposes."""
    return Proposal(rules.authority, rules.name, rules.text, rules.supersedes_id)


def approved() -> QuerySet[OwnRules]:
    """All that were ever approved, the oldest first."""
    rows: QuerySet[OwnRules] = OwnRules.objects.filter(state=OwnRulesState.APPROVED)
    return rows.order_by("pk")


def in_force() -> QuerySet[OwnRules]:
    """Those approved that nothing approved has taken the place of."""
    rows: QuerySet[OwnRules] = approved().exclude(successors__state=OwnRulesState.APPROVED)
    return rows


def laws_with(proposal: Proposal) -> tuple[Law, Law]:
    """The law as approved rules make it, and the same with the proposal in it. One query, and one
    of the authority's names for each of the two.

    Raises a `Refusal` whose reasons stand at the field `text` and name the lines.
    """
    _demand_plain(proposal.text)
    rows = approved()
    before = _law(in_force_texts(rows))
    gone = {row.place for row in rows if row.pk == proposal.supersedes}
    others = tuple(each for each in before.own if each[0] not in gone)
    try:
        _demand_own(proposal, _law(others))
        law = _law((*others, (proposal.place, proposal.text)))
    except Refusal as refusal:
        raise Refusal(*(_told(each, proposal.place) for each in refusal.reasons)) from refusal
    if jurisdiction_of(proposal.authority, law).authority != _owner(proposal.text):
        raise refuse(
            "not_its_name",
            _("The program does not find “%(unit)s” in what these rules say of their authority.")
            % {"unit": proposal.authority},
            cure=_("Under “authorities”, write its name and its level as on the unit's page."),
            field=_FIELD,
        )
    _demand_to_compare(proposal, law)
    return before, law


def _demand_to_compare(proposal: Proposal, law: Law) -> None:
    """Refuses rules that rest on a paper which was compared before they were written: they would
    count as compared too. One query.
    """
    compared = compared_instruments()
    if not compared:
        return
    resting = {
        each.citation.instrument for each in uses(law) if each.text_name == proposal.place
    } & compared
    if resting:
        papers = ", ".join(sorted(law.instrument(each).printed for each in resting))
        raise refuse(
            "compared_before",
            _("%(papers)s was compared before these rules were written: they would count as "
              "compared, which nobody has done.") % {"papers": papers},
            cure=_("Describe the paper under “instruments” with an id that is not used yet: the "
                   "head of the standing office then compares these rules too."),
            field=_FIELD,
        )  # fmt: skip


@lru_cache(maxsize=4)
def _law(own: Own) -> Law:
    return load_law(default_folder(), own)


def _told(reason: Reason, place: str) -> Reason:
    """The same for one who typed the text: at its field, the line in words."""
    name, _colon, line = reason.where.partition(":")
    message, cure = reason.message, reason.cure
    if reason.code == "not_yaml":  # What is wrong is known in English only, and says little.
        message = _("The way this line is written cannot be read.")
        cure = _(
            "Look at the spaces in front of it, at colons, brackets and quotation marks; put a "
            "value that has a colon in quotation marks."
        )
    if line:
        message = _("Line %(line)s: %(message)s") % {"line": line, "message": message}
    if name and name != place:
        message = _("In “%(text)s”, which is in force: %(message)s") % {
            "text": name,
            "message": message,
        }
    return Reason(reason.code, message, cure, reason.citation, _FIELD)


def _demand_plain(text: str) -> None:
    """Refuses what is too long, and YAML whose values refer to others: a few lines could stand for
    millions.
    """
    if len(text) > MOST_LETTERS:
        raise refuse(
            "too_long",
            _("The text has %(length)s characters; at most %(most)s are taken.")
            % {"length": len(text), "most": MOST_LETTERS},
            cure=_("Propose it in parts, each with a name of its own."),
            field=_FIELD,
        )
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                mark = event.start_mark
                raise refuse(
                    "alias",
                    _("Line %(line)s: a value refers to another (& or *), which is not taken here.")
                    % {"line": mark.line + 1 if mark else 1},
                    cure=_("Write the value out, or put the text in quotation marks."),
                    field=_FIELD,
                )
    except yaml.YAMLError:
        return  # The strict reader tells what is wrong.


def _owner(text: str) -> str:
    """The authority that a text names; empty where it names none."""
    value = read_yaml(text, Place(""), Problems())
    return str(value.get("authority") or "") if isinstance(value, Mapping) else ""


def _demand_own(proposal: Proposal, law: Law) -> None:
    """Refuses rules of another authority, a second authority, and text said to be read or checked:
    that is recorded once the text is approved, by who compares it.
    """
    place, problems = Place(proposal.place), Problems()
    value = read_yaml(proposal.text, place, problems)
    problems.raise_any()
    if not isinstance(value, Mapping) or not value.get("authority"):
        return  # The strict reader tells that it is missing.
    known, named = jurisdiction_of(proposal.authority, law).authority, str(value["authority"])
    if known is not None and named != known:
        message = _("These are rules of “%(named)s”; here “%(own)s” enters its own, as “%(id)s”.")
        words = {"named": named, "own": proposal.authority, "id": known}
        cure = _("Write in the first line: authority: %(id)s") % {"id": known}
        problems.add("not_your_authority", message % words, cure, place, "authority")
    authorities = value.get("authorities")
    for index, each in enumerate(authorities if isinstance(authorities, list) else ()):
        if isinstance(each, Mapping) and str(each.get("id")) != named:
            message = _("Own rules name no other authority than the one whose they are.")
            problems.add("other_authority", message, _("Take it out."), place,
                         f"authorities[{index}]")  # fmt: skip
    for path, key, found in _leaves(value, ""):
        if key == "source" and found == Source.READ.value:
            message = _("“read” is not written here: whether a text was compared is recorded.")
            cure = _(
                "Write “quoted”. Once the rules are approved, the head of the standing office "
                "records the comparison under “Quoted law”."
            )
            problems.add("not_read_yet", message, cure, place, path)
        elif key == "checked_by" and found is not None:
            message = _("Nobody is named here as having checked: that is recorded.")
            problems.add("not_checked_yet", message, _("Write: checked_by: null"), place, path)
    problems.raise_any()


def _leaves(value: object, path: str) -> Iterator[tuple[str, str, object]]:
    """(path, key, value) of all that a text says, as the reader names paths."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            inner = f"{path}.{key}" if path else str(key)
            if not isinstance(below, Mapping | list):
                yield inner, str(key), below
            yield from _leaves(below, inner)
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _leaves(below, f"{path}[{index}]")
