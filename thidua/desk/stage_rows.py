"""The list behind a number of the board: its rows with words, and links to what may be seen."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.accounts.models import User
from thidua.desk.ledger import Scope
from thidua.desk.progress import Item
from thidua.desk.states import TONES, Stage, Standing
from thidua.dossiers.policies import DELIBERATIONS, DOSSIERS
from thidua.emulation.models import Bloc
from thidua.emulation.policies import AGREEMENTS, BLOCS, REGISTRATIONS
from thidua.organisations.models import Unit
from thidua.scoring.policies import SELECTIONS, SHEETS


@dataclass(frozen=True)
class StageRow:
    """One item in words. `url` leads to its record; empty where there is none to be seen."""

    item: Item
    bloc: Bloc
    unit: Unit | None
    title: str
    words: str
    tone: str
    url: str
    person_id: int | None = None

    @property
    def unit_id(self) -> int | None:
        """The unit's key, for the link of its name."""
        return self.item.unit

    @property
    def holder(self) -> Unit:
        """The unit that the row is about. Only for rows that are about one."""
        assert self.unit is not None, "the row is about the bloc together"  # noqa: S101
        return self.unit


# The page of a stage's record, by the record's key.
_PAGES: Mapping[Stage, tuple[str, Callable[[User], QuerySet[Any]]]] = {
    Stage.REGISTRATION: ("emulation:registration", REGISTRATIONS.visible_to),
    Stage.AGREEMENT: ("emulation:agreement", AGREEMENTS.visible_to),
    Stage.SCORES: ("scoring:sheet", SHEETS.visible_to),
    Stage.SELECTION: ("scoring:selection", SELECTIONS.visible_to),
    Stage.SUBMITTED: ("dossiers:dossier", DOSSIERS.visible_to),
    Stage.APPRAISED: ("dossiers:dossier", DOSSIERS.visible_to),
    Stage.COUNCIL: ("dossiers:dossier", DOSSIERS.visible_to),
    Stage.DECISION: ("dossiers:dossier", DOSSIERS.visible_to),
}


def stage_rows(
    user: User, scope: Scope, blocs: Sequence[Bloc], items: Sequence[Item]
) -> list[StageRow]:
    """Items of one stage as rows, in their order. One query for units, one for what may be seen,
    and the policy's own.
    """
    units = Unit.objects.in_bulk([item.unit for item in items if item.unit])
    by_key = {bloc.pk: bloc for bloc in blocs}
    urls = _urls(user, scope, items, units)
    return [
        StageRow(
            item,
            by_key[item.bloc],
            units.get(item.unit or 0),
            _title(item, by_key[item.bloc], units),
            words_of(item),
            TONES[item.standing],
            urls.get(item, ""),
        )
        for item in items
    ]


def words_of(item: Item) -> str:
    """How an item stands, as a sentence says it."""
    if item.standing == Standing.DONE and item.days_late:
        late = ngettext("done %(days)s day late", "done %(days)s days late", item.days_late)
        return late % {"days": item.days_late}
    if item.standing == Standing.LATE:
        late = ngettext("%(days)s day late", "%(days)s days late", item.days_late)
        return late % {"days": item.days_late}
    return str(item.standing.label)


def _title(item: Item, bloc: Bloc, units: Mapping[int, Unit]) -> str:
    if item.about is not None:
        return item.about.act or item.about.text
    if item.unit is None:
        return _("The bloc together: %(bloc)s") % {"bloc": bloc}
    return str(units[item.unit])


def _urls(
    user: User, scope: Scope, items: Collection[Item], units: Mapping[int, Unit]
) -> dict[Item, str]:
    """Where each item's record is read, if the user may."""
    if not items:
        return {}
    stage = next(iter(items)).stage
    if stage == Stage.REVIEW:
        blocs = BLOCS.visible_to(user).filter(pk__in={item.bloc for item in items})
        open_blocs = set(blocs.values_list("pk", flat=True))
        return {
            item: reverse("desk:bloc", args=[item.bloc])
            for item in items
            if item.bloc in open_blocs
        }
    made = [item for item in items if item.record is not None]
    keys = {item.record for item in made if item.record is not None}
    if stage == Stage.DELIBERATION:
        seen = set(DELIBERATIONS.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        return {
            item: reverse("dossiers:deliberation", args=[units[item.unit].code, scope.period.code])
            for item in made
            if item.record in seen and item.unit is not None
        }
    name, visible = _PAGES[stage]
    seen = set(visible(user).filter(pk__in=keys).values_list("pk", flat=True))
    return {item: reverse(name, args=[item.record]) for item in made if item.record in seen}
