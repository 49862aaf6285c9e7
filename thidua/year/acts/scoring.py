"""Score sheets, results, ranking, and the bloc's selection of its leading units."""

from collections.abc import Mapping

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.common.strict_yaml import Plain
from thidua.organisations.models import Unit
from thidua.scoring.actions import (
    adopt_sheet,
    enter_results,
    open_selection,
    rank_units,
    record_selection,
)
from thidua.scoring.models import ScoreSheet, Selection
from thidua.scoring.queries import units_put_to_vote
from thidua.year.acts.registry import Outcome, performs
from thidua.year.world import Given, World


def _sheet(world: World, given: Given) -> ScoreSheet:
    bloc, period = world.bloc(given.text("bloc")), given.text("period")
    sheet: ScoreSheet | None = ScoreSheet.objects.filter(bloc=bloc, period__code=period).first()
    if sheet is None:
        raise refuse("no_sheet", _("%(bloc)s has no score sheet yet.") % {"bloc": bloc})
    return sheet


@performs("adopt_sheet")
def adopt(world: World, by: User, given: Given) -> Outcome:
    """The sheet of `file` for `bloc` and `period`."""
    content = world.folder.file(given.text("file")).read_text(encoding="utf-8")
    bloc, period = world.bloc(given.text("bloc")), world.period(given.text("period"))
    adopt_sheet(by=by, bloc=bloc, period=period, content=content)
    return Outcome()


@performs("enter_results")
def enter(world: World, by: User, given: Given) -> Outcome:
    """The results of `file`, one act a unit; `only` names one unit's code."""
    sheet = _sheet(world, given)
    members = {
        member.unit.name: member.unit for member in sheet.bloc.members.select_related("unit")
    }
    count = 0
    for results in world.folder.mappings(given.text("file"), "units"):
        unit = members.get(str(results.get("unit")))
        if unit is None:
            raise refuse(
                "unknown_code",
                _("“%(code)s” is not known here.") % {"code": results.get("unit")},
            )
        if given.has("only") and unit.code != given.text("only"):
            continue
        enter_results(by=by, sheet=sheet, unit=unit, results=_without_unit(results))
        count += 1
    return Outcome(count)


def _without_unit(results: Mapping[str, Plain]) -> dict[str, object]:
    return {key: value for key, value in results.items() if key != "unit"}


@performs("rank_units")
def rank(world: World, by: User, given: Given) -> Outcome:
    """The members ranked."""
    return Outcome(len(rank_units(by=by, sheet=_sheet(world, given))))


@performs("open_selection")
def select(world: World, by: User, given: Given) -> Outcome:
    """The bloc's vote, held on the event's day."""
    open_selection(
        by=by,
        sheet=_sheet(world, given),
        held_on=office_day(),
        entitled=given.whole("entitled"),
        present=given.whole("present"),
    )
    return Outcome()


@performs("record_selection")
def conclude(world: World, by: User, given: Given) -> Outcome:
    """Votes for each unit by its code (`votes: {unit: [for, against, abstaining]}`); `rest` for all
    others put to the vote.
    """
    selection = Selection.objects.filter(sheet=_sheet(world, given)).first()
    if selection is None:
        raise refuse("no_selection", _("The bloc's selection was not opened."))
    votes = given.mapping("votes")
    counts: dict[Unit, tuple[int, int, int]] = {}
    for each in units_put_to_vote(selection):
        counts[each.unit] = three(votes.get(each.unit.code) or given.raw("rest"))
    return Outcome(len(record_selection(by=by, selection=selection, counts=counts)))


def three(value: Plain) -> tuple[int, int, int]:
    """For, against, abstaining, from a list of three whole numbers."""
    if (
        not isinstance(value, list)
        or len(value) != 3  # noqa: PLR2004 - for, against, abstaining
        or not all(isinstance(each, int) for each in value)
    ):
        raise refuse("bad_event", _("A count of votes is [for, against, abstaining]."))
    yes, no, abstain = (each for each in value if isinstance(each, int))
    return yes, no, abstain
