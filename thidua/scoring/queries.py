"""Reads of sheets, cards and selections."""

from django.db.models import F, QuerySet

from thidua.organisations.models import Unit
from thidua.scoring.models import ScoreCard, ScoreSheet, SelectedUnit, Selection


def members_to_score(sheet: ScoreSheet) -> QuerySet[Unit]:
    """The members of the sheet's bloc, as lists sort them. One query."""
    return Unit.objects.filter(memberships__bloc=sheet.bloc_id).order_by("sort_key", "pk")


def without_results(sheet: ScoreSheet) -> QuerySet[Unit]:
    """Members of the bloc for which nothing is entered yet. One query."""
    return members_to_score(sheet).exclude(cards__sheet=sheet)


def scoreboard(cards: QuerySet[ScoreCard], sheet: ScoreSheet) -> QuerySet[ScoreCard]:
    """Of the cards that a user may see, those of one sheet, best first. One query."""
    found = cards.filter(sheet=sheet).select_related("unit")
    return found.order_by(F("rank").asc(nulls_last=True), "unit__sort_key", "pk")


def sheets_listed(sheets: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
    """Sheets that a user may see, newest period first. One query."""
    found = sheets.select_related("bloc__emulation_year", "period", "selection")
    return found.order_by("-period__ends_on", "bloc__order", "pk")


def units_put_to_vote(selection: Selection) -> QuerySet[SelectedUnit]:
    """The units of a selection with their items, in the order of the ballot. One query."""
    found = SelectedUnit.objects.filter(selection=selection).select_related("unit", "item")
    return found.order_by("item__order")


def selected_units(sheet: ScoreSheet) -> QuerySet[Unit]:
    """The units that the bloc selected, in the order of the ballot. One query."""
    return Unit.objects.filter(
        selections__selection__sheet=sheet, selections__is_selected=True
    ).order_by("selections__item__order")


def card_of(sheet: ScoreSheet, unit: Unit) -> ScoreCard | None:
    """The unit's results on the sheet, where any were entered: for who may enter them."""
    return ScoreCard.objects.filter(sheet=sheet, unit=unit).first()
