"""Which units go into which bloc when a year is opened: suggested, then chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.common.text import fold
from thidua.emulation.models import BlocMember, EmulationYear
from thidua.emulation.naming import bloc_code
from thidua.organisations.models import Unit
from thidua.organisations.states import UnitKind
from thidua.plans.guesses import kinds_meant
from thidua.plans.models import Plan, PlannedBloc
from thidua.plans.queries import units_addressed

# The usual clusters of a school bloc, by the kind of school.
_CLUSTERS: Mapping[str, str] = {
    UnitKind.KINDERGARTEN: "Cụm trường mầm non",
    UnitKind.PRIMARY: "Cụm trường tiểu học",
    UnitKind.SECONDARY: "Cụm trường trung học cơ sở",
}


@dataclass(frozen=True)
class Candidate:
    """A unit that may join a bloc: the one suggested (None: none) and its cluster."""

    unit: Unit
    bloc: PlannedBloc | None
    cluster: str
    is_from_last_year: bool = False

    @property
    def takes_cluster(self) -> bool:
        """Whether its kind is usually grouped in clusters."""
        return self.unit.kind in _CLUSTERS


def candidates(plan: Plan, blocs: Sequence[PlannedBloc], day: date) -> list[Candidate]:
    """Every unit that may join, by kind and then as lists sort them, each with what is suggested:
    its bloc of the year before where this plan has it still, else the only bloc that speaks of its
    kind; 3 queries.
    """
    units = list(units_addressed(plan.authority, day))
    before = _last_year(plan)
    by_code = {bloc_code(bloc.name): bloc for bloc in blocs}
    by_name = {fold(bloc.name): bloc for bloc in blocs}
    kinds = {bloc.pk: kinds_meant(bloc.name, of_bloc=True) for bloc in blocs}
    found = []
    for unit in units:
        old = before.get(unit.pk)
        bloc = (by_name.get(fold(old.bloc.name)) or by_code.get(old.bloc.code)) if old else None
        if old is not None and bloc is not None:
            found.append(Candidate(unit, bloc, old.cluster, is_from_last_year=True))
            continue
        fitting = [each for each in blocs if unit.kind in kinds[each.pk]]
        only = fitting[0] if len(fitting) == 1 else None
        found.append(Candidate(unit, only, _CLUSTERS.get(unit.kind, "") if only else ""))
    order = list(UnitKind)
    found.sort(key=lambda each: (order.index(UnitKind(each.unit.kind)), each.unit.sort_key))
    return found


def _last_year(plan: Plan) -> dict[int, BlocMember]:
    """The memberships of the newest year before the plan's, by unit; 2 queries."""
    years = EmulationYear.objects.filter(authority=plan.authority_id, year__lt=plan.year or 0)
    newest = years.order_by("-year").first()
    if newest is None:
        return {}
    members = BlocMember.objects.filter(bloc__emulation_year=newest).select_related("bloc")
    return {each.unit_id: each for each in members}


def by_kind(rows: Iterable[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """Candidates under the name of their kind, in order."""
    groups: dict[str, list[Candidate]] = {}
    for each in rows:
        groups.setdefault(str(UnitKind(each.unit.kind).label), []).append(each)
    return list(groups.items())
