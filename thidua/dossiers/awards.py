"""What the law says of titles and forms: for whom, under whose rules, within which cap."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.eligibility.judging import holder_kind
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Person, Unit
from thidua.rules import Jurisdiction, Title, default_law, quota_of

# (person's id or None for a collective, what)
Pair = tuple[int | None, str]


@dataclass(frozen=True)
class QuotaLine:
    """A cap on proposals: `proposed` of `base_count` holders of `base`, at most `limit`.

    `is_pooled`: the unit is too small for one by itself. It may put one forward, and the standing
    office keeps the cap over all such units together (practice 7).
    """

    what: str
    base: str
    base_count: int
    share: str
    limit: int
    proposed: int
    is_pooled: bool
    citation: str

    @property
    def allowed(self) -> int:
        """The most that the unit may put forward."""
        return 1 if self.is_pooled else self.limit

    @property
    def too_many(self) -> int:
        """By how many the proposals exceed the cap."""
        return max(0, self.proposed - self.allowed)


def rules_for(unit: Unit) -> Jurisdiction:
    """Whose rules apply inside a unit: those of the nearest body above it that has its own.

    Where none has, the level of the topmost.
    """
    above: Unit = unit
    found = jurisdiction_of(unit)
    while found.authority is None and above.parent is not None:
        above = above.parent
        found = jurisdiction_of(above)
    return found


def demand_award(what: str, holder: Person | Unit, on: date) -> Title:
    """The title or form `what`, in force on a day for this kind of holder; else a `Refusal`."""
    law = default_law()
    title = law.shelf.titles.get(what)
    if title is None:
        raise refuse(
            "unknown_title",
            _("The law has no title or form “%(what)s”.") % {"what": what},
            cure=_("Choose one of the list."),
            field="what",
        )
    kind = holder_kind(holder)
    if kind not in title.holders:
        raise refuse(
            "wrong_holder",
            _("%(title)s is not for this kind of holder: %(holder)s.")
            % {"title": title.name, "holder": holder},
            cure=_("Titles of persons are for persons, collective titles for units."),
            field="what",
        )
    if not law.governs([each for each in title.versions if each.value.holder == kind], on):
        raise refuse(
            "not_in_force",
            _("No rule for %(title)s is in force on %(day)s.")
            % {"title": title.name, "day": on.strftime("%d/%m/%Y")},
            cure=_("Choose one of the list."),
            field="what",
        )
    return title


def quota_lines(
    proposed: Iterable[Pair], held: Iterable[Pair], on: date, jurisdiction: Jurisdiction
) -> list[QuotaLine]:
    """The cap of each title proposed; its base is who is proposed for, or holds, the lower one.

    A cap on all that a province or ministry proposes says nothing of one unit or one dossier.
    """
    pairs = list(proposed)
    counts = Counter(what for _person, what in pairs)
    bases = Counter(what for _person, what in {*pairs, *held})
    lines = []
    for what in sorted(counts):
        quota = quota_of(default_law(), what, on, jurisdiction)
        if quota is None or quota.of != "unit" or quota.base.title is None:
            continue
        base = bases[quota.base.title]
        limit = quota.limit(base)
        lines.append(
            QuotaLine(
                what=what,
                base=quota.base.title,
                base_count=base,
                share=str(quota.share),
                limit=limit,
                proposed=counts[what],
                is_pooled=limit == 0 and base > 0,
                citation=quota.citation.text,
            )
        )
    return lines
