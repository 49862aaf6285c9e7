"""Writes of scoring: the sheet, the results, the ranking, the bloc's selection."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots.actions import (
    add_item,
    close_ballot,
    open_ballot,
    prepare_ballot,
    record_counts,
)
from thidua.ballots.counting import ThresholdRule
from thidua.ballots.models import Ballot
from thidua.ballots.states import Method, Outcome
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.strict_yaml import Plain, from_plain, read_text
from thidua.emulation.actions.blocs import demand_member, demand_own_period
from thidua.emulation.models import Bloc
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Period, Unit
from thidua.rules import VoteRule, default_law
from thidua.scoring.models import ScoreCard, ScoreSheet, SelectedUnit, Selection
from thidua.scoring.policies import SHEET_MAKERS, SHEETS
from thidua.scoring.queries import scoreboard, units_put_to_vote
from thidua.scoring.sheets import (
    Score,
    Sheet,
    UnitResults,
    results_from_json,
    score,
    sheet_from_json,
    two_places,
)
from thidua.scoring.states import SheetState
from thidua.scoring.transitions import SELECTION_TABLE, SHEET_TABLE
from thidua.workflow import act, perform

BODY = "bloc"
ANY = "any"
NAME_LENGTH = 200
RANKED_COLUMNS = (
    "points", "incomplete", "base", "bonus", "penalty", "total", "rank",
    "is_selected", "is_barred", "is_undecided",
)  # fmt: skip
# A null and halves of characters.
_NO_TEXT = re.compile("[\\0\ud800-\udfff]")
# For, against, abstaining.
Counts = tuple[int, int, int]


def adopt_sheet(
    *, by: User, bloc: Bloc, period: Period, content: str | Mapping[str, object]
) -> ScoreSheet:
    """Adopt the sheet by which a bloc scores one period, by its head or deputy or the office.

    `content` is a sheet as design 4.3 has it, as YAML or JSON text or as mappings. Refuses what is
    wrong in it with its place, another calendar's period, and a second sheet for one period.
    """
    SHEET_MAKERS.demand(by, "adopt_sheet", bloc)
    demand_own_period(bloc, period)
    shown = _("the sheet")
    node = read_text(content, shown) if isinstance(content, str) else from_plain(content, shown)
    plain = node.plain()
    sheet = sheet_from_json(plain, shown)
    if len(sheet.name) > NAME_LENGTH:
        message = _("The sheet's name has more than %(most)s letters.")
        raise refuse("too_long", message % {"most": NAME_LENGTH}, field="content")
    with act("scoring.adopt_sheet", by=by) as current:
        # The bloc's row is the lock: two sheets for one period wait for one another.
        Bloc.objects.select_for_update().get(pk=bloc.pk)
        if ScoreSheet.objects.filter(bloc=bloc, period=period).exists():
            raise refuse(
                "exists",
                _("%(bloc)s has a score sheet for %(period)s already.")
                % {"bloc": bloc, "period": period},
                field="period",
            )
        adopted = ScoreSheet(bloc=bloc, period=period, name=sheet.name, content=_storable(plain))
        adopted.save()
        current.subject = adopted
    return adopted


def enter_results(
    *, by: User, sheet: ScoreSheet, unit: Unit, results: Mapping[str, object]
) -> ScoreCard:
    """Enter, or correct, one member's results, by the bloc's head or deputy or the office.

    `results` is one unit of RESULTS.yaml (`results`, `bonuses`, `penalties`). What is wrong is told
    item by item. The card keeps which items still have none.
    """
    SHEETS.demand(by, "enter_results", sheet)
    demand_member(sheet.bloc, unit)
    with act("scoring.enter_results", by=by, unit_code=unit.code) as current:
        locked = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
        if locked.state != SheetState.OPEN:
            raise refuse(
                "wrong_state",
                _("The units are ranked: results are no longer changed."),
                cure=_("Reopen the sheet to correct results."),
            )
        read, plain = _read_results(_sheet_of(locked), unit, results)
        scored = score(_sheet_of(locked), [read]).units[0]
        card = ScoreCard.objects.filter(sheet=locked, unit=unit).first()
        card = card or ScoreCard(sheet=locked, unit=unit)
        card.results, card.incomplete = _storable(plain), list(scored.incomplete)
        card.save()
        current.subject = card
    return card


def rank_units(*, by: User, sheet: ScoreSheet) -> list[ScoreCard]:
    """Score and rank all members: points, totals, places; best first.

    Refused, naming units and items, while any result is missing. Units equal at the last place are
    selected none of them: the bloc's vote decides.
    """
    with perform(SHEET_TABLE, "rank", sheet, by=by) as (locked, current):
        cards = list(ScoreCard.objects.filter(sheet=locked).select_related("unit"))
        rules = _sheet_of(locked)
        read = [_read_results(rules, card.unit, card.results)[0] for card in cards]
        scores = score(rules, read)
        for card, scored in zip(cards, scores.units, strict=True):
            _keep(card, scored, is_undecided=scored.unit in scores.undecided)
        ScoreCard.objects.bulk_update(cards, RANKED_COLUMNS)
        locked.ranked_on = office_day()
        current.say(ranked=len(cards), undecided=list(scores.undecided))
    return list(scoreboard(ScoreCard.objects.all(), sheet))


def reopen_sheet(*, by: User, sheet: ScoreSheet) -> ScoreSheet:
    """Take a ranking back to correct results; not once the bloc's selection rests on it."""
    with perform(SHEET_TABLE, "reopen", sheet, by=by) as (locked, _current):
        cards = list(ScoreCard.objects.filter(sheet=locked))
        for card in cards:
            card.points, card.rank = {}, None
            card.base = card.bonus = card.penalty = card.total = None
            card.is_selected = card.is_barred = card.is_undecided = False
        ScoreCard.objects.bulk_update(cards, RANKED_COLUMNS)
        locked.ranked_on = None
    return sheet


def open_selection(
    *, by: User, sheet: ScoreSheet, held_on: date, entitled: int, present: int
) -> Selection:
    """Open the bloc's vote on its leading units: those that the ranking selected or left undecided.

    `entitled` and `present` count the members of the bloc's meeting. Quorum and threshold are the
    law's or the authority's own for blocs on that day; refused where neither says.
    """
    SHEETS.demand(by, "open_selection", sheet)
    if held_on > office_day():
        raise refuse("not_yet", _("This day has not come."), field="held_on")
    if held_on < sheet.period.starts_on:
        message = _("The selection cannot be held before %(period)s begins.") % {
            "period": sheet.period
        }
        raise refuse("too_early", message, field="held_on")
    if entitled > sheet.bloc.members.count():
        raise refuse(
            "too_many_entitled",
            _("The bloc has %(count)s members, one vote each.")
            % {"count": sheet.bloc.members.count()},
            field="entitled",
        )
    rule = _rule_of_vote(sheet, held_on)
    with act("scoring.open_selection", by=by) as current:
        locked = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
        cards = _cards_to_vote_on(locked)
        ballot = _prepared_ballot(locked, held_on)
        selection = Selection(sheet=locked, held_on=held_on, ballot=ballot)
        selection.save()
        for card in cards:
            item = add_item(ballot, label=card.unit.name, rule=ThresholdRule.of(rule))
            SelectedUnit(selection=selection, unit=card.unit, item=item).save()
        open_ballot(ballot, entitled=entitled, present=present)
        current.subject = selection
    return selection


def record_selection(
    *, by: User, selection: Selection, counts: Mapping[Unit, Counts]
) -> list[SelectedUnit]:
    """Record the votes on each unit (for, against, abstaining) and conclude the selection.

    A unit that the ranking selected is selected when its vote passes. Of those equal at the last
    place, the ones that pass with most votes take the places that are left; where these are equal
    too, it is refused, and the bloc votes again. Returns the units in the order of the ballot.
    """
    with perform(SELECTION_TABLE, "conclude", selection, by=by) as (locked, current):
        put = list(units_put_to_vote(locked))
        _demand_all_counted(put, counts)
        for each in put:
            yes, no, abstain = counts[each.unit]
            record_counts(each.item, yes=yes, no=no, abstain=abstain)
        close_ballot(locked.ballot)
        put = list(units_put_to_vote(locked))
        chosen = _chosen(locked.sheet, put)
        for each in put:
            each.is_selected = each.unit_id in chosen
        SelectedUnit.objects.bulk_update(put, ["is_selected"])
        current.say(selected=[each.unit.code for each in put if each.is_selected])
    return put


def _storable(plain: Plain) -> Plain:
    """The same with decimals as JSON numbers: their shortest digits are those that were written.

    Refuses signs of no text, which no database keeps.
    """
    if isinstance(plain, dict):
        return {str(_storable(key)): _storable(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_storable(value) for value in plain]
    if isinstance(plain, str) and not plain.isprintable() and _NO_TEXT.search(plain):
        raise refuse("bad_character", _("This has a character that no text may have."))
    return float(plain) if isinstance(plain, Decimal) else plain  # type: ignore[return-value]


def _sheet_of(sheet: ScoreSheet) -> Sheet:
    return sheet_from_json(sheet.content, sheet.name)


def _read_results(
    rules: Sheet, unit: Unit, results: Mapping[str, object]
) -> tuple[UnitResults, Plain]:
    """Results read strictly against the sheet, and the same as they are stored."""
    node = from_plain({**results, "unit": unit.code}, unit.name)
    plain = node.plain()
    read = results_from_json(rules, {"units": [plain]}, unit.name)[0]
    assert isinstance(plain, dict), "a mapping stays one"  # noqa: S101
    del plain["unit"]
    return read, plain


def _keep(card: ScoreCard, scored: Score, *, is_undecided: bool) -> None:
    card.points = {
        item: float(two_places(points))
        for item, points in scored.items.items()
        if points is not None
    }
    card.incomplete = list(scored.incomplete)
    card.base, card.bonus = _rounded(scored.base), _rounded(scored.bonus)
    card.penalty, card.total = _rounded(scored.penalty), _rounded(scored.total)
    card.rank = scored.rank
    card.is_selected, card.is_barred = scored.selected, scored.barred
    card.is_undecided = is_undecided


def _rounded(number: Fraction | None) -> Decimal | None:
    return None if number is None else two_places(number)


def _rule_of_vote(sheet: ScoreSheet, day: date) -> VoteRule:
    jurisdiction = jurisdiction_of(sheet.bloc.emulation_year.authority)
    rule = default_law().vote_rule(ANY, day, jurisdiction, body=BODY)
    if rule is None:
        raise refuse(
            "no_law",
            _("Neither the law nor the authority's own rules say which votes a bloc needs."),
            cure=_("Enter the authority's rule on the vote of blocs."),
        )
    return rule


def _cards_to_vote_on(sheet: ScoreSheet) -> Sequence[ScoreCard]:
    if sheet.state != SheetState.RANKED:
        raise refuse("wrong_state", _("The units are not ranked yet."), cure=_("Rank them first."))
    if Selection.objects.filter(sheet=sheet).exists():
        raise refuse("exists", _("The bloc's selection was opened before."))
    board = scoreboard(ScoreCard.objects.all(), sheet)
    cards = [card for card in board if card.is_selected or card.is_undecided]
    if not cards:
        raise refuse("nobody_leads", _("By the sheet there is no unit to select."))
    return cards


def _prepared_ballot(sheet: ScoreSheet, day: date) -> Ballot:
    """The bloc's ballot by hands, with the quorum that the law or its own rules ask on `day`."""
    jurisdiction = jurisdiction_of(sheet.bloc.emulation_year.authority)
    quorum = default_law().quorum(BODY, day, jurisdiction)
    return prepare_ballot(
        title=_("Selection of leading units: %(bloc)s, %(period)s")
        % {"bloc": sheet.bloc, "period": sheet.period},
        method=Method.COUNTED,
        quorum=quorum.threshold if quorum else None,
        quorum_citation=quorum.citation.text if quorum else "",
        quorum_is_strict=quorum.strict if quorum else False,
    )


def _demand_all_counted(put: Sequence[SelectedUnit], counts: Mapping[Unit, Counts]) -> None:
    voted_on = {each.unit for each in put}
    unknown = sorted(str(unit) for unit in set(counts) - voted_on)
    if unknown:
        message = _("These units are not on the ballot: %(units)s.")
        raise refuse("not_on_ballot", message % {"units": ", ".join(unknown)}, field="counts")
    missing = [str(each.unit) for each in put if each.unit not in counts]
    if missing:
        message = _("The votes on these units are missing: %(units)s.")
        raise refuse("not_counted", message % {"units": ", ".join(missing)}, field="counts")


def _chosen(sheet: ScoreSheet, put: Sequence[SelectedUnit]) -> set[int]:
    """Ids of the units selected by ranking and vote."""
    undecided = set(
        ScoreCard.objects.filter(sheet=sheet, is_undecided=True).values_list("unit_id", flat=True)
    )
    passed = [each for each in put if each.item.outcome == Outcome.PASSED]
    chosen = {each.unit_id for each in passed if each.unit_id not in undecided}
    left = _sheet_of(sheet).select - len(chosen)
    rest = [each for each in passed if each.unit_id in undecided]
    rest.sort(key=lambda each: each.item.yes or 0, reverse=True)
    if 0 < left < len(rest) and rest[left - 1].item.yes == rest[left].item.yes:
        tied = ", ".join(each.unit.name for each in rest if each.item.yes == rest[left].item.yes)
        raise refuse(
            "still_equal",
            _("%(units)s have equal votes for the last place.") % {"units": tied},
            cure=_("Let the bloc vote on them again."),
            field="counts",
        )
    return chosen | {each.unit_id for each in rest[: max(left, 0)]}
