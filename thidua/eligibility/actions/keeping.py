"""Writing what a court says into the lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from thidua.common.clock import system_now
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.everybody import Court, Said
from thidua.eligibility.facts import Holder
from thidua.eligibility.judging import GROUP
from thidua.eligibility.models import Ground, RuleSet, Standing
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.models.records import keys_of
from thidua.rules import Finding

_LABEL, _CITATION, _MISSING, _SORT = 500, 300, 100, 120
_MOST_SEEN = 12


@dataclass
class Keeper:
    """Writes what a court says into the lists."""

    year: int
    court: Court
    at: datetime = field(default_factory=system_now)
    _grounds: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _rule_set: RuleSet = field(init=False)

    def __post_init__(self) -> None:
        """Keep the law too."""
        self._rule_set = archived(self.court.law)

    def keep(self, holders: Sequence[Holder]) -> int:
        """Judge the holders and put what is said in the place of what was; how many verdicts.

        In the caller's transaction. A holder who is judged no more loses the rows.
        """
        rows = [self._row(*each) for each in self.court.said(holders)]
        people = [each.pk for each in holders if isinstance(each, Person)]
        units = [each.pk for each in holders if isinstance(each, Unit)]
        if people:
            Standing.objects.filter(person__in=people, year=self.year).delete()
        if units:
            Standing.objects.filter(unit__in=units, year=self.year).delete()
        Standing.objects.bulk_create(rows, batch_size=1000)
        return len(rows)

    def _row(self, holder: Holder, what: str, period: Period, said: Said) -> Standing:
        person, unit = keys_of(holder)
        first = said.first
        return Standing(
            person_id=person,
            unit_id=unit,
            at_id=holder.unit_id if isinstance(holder, Person) else holder.pk,
            sort_key=holder.sort_key[:_SORT],
            what=what,
            year=self.year,
            period_id=period.pk,
            result=said.result,
            is_provisional=said.is_provisional,
            lacks=said.lacks,
            ground_id=self._ground(first) if first is not None else None,
            observed=_plain(first, said.group) if first is not None else None,
            missing=said.missing[:_MISSING],
            governing_on=self.court.governing.decided_on,
            rule_set=self._rule_set,
            judged_at=self.at,
        )

    def _ground(self, finding: Finding) -> int:
        citation = finding.citation.text if finding.citation else ""
        key = finding.criterion[:_MISSING], finding.label[:_LABEL], citation[:_CITATION]
        found = self._grounds.get(key)
        if found is None:
            ground, _made = Ground.objects.get_or_create(
                criterion=key[0], label=key[1], citation=key[2]
            )
            found = self._grounds[key] = ground.pk
        return found


def _plain(finding: Finding, group: str | None) -> Any:
    """What was observed, where it is short enough for a list's sentence."""
    seen = finding.observed
    if finding.parts:
        return None
    if group and isinstance(seen, dict) and len(seen) < _MOST_SEEN:
        return {**seen, GROUP: group}
    return seen if not isinstance(seen, list | tuple | dict) or len(seen) <= _MOST_SEEN else None
