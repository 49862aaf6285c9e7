"""A cell of the year's board: hundreds stand on one page, so that it is no template of its own."""

from django import template
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thidua.desk.board import Board, Cell

register = template.Library()
_NOTHING = SafeString('<span class="td-quiet">–</span>')


@register.simple_tag
def board_cell(board: Board, cell: Cell, bloc: int | None = None) -> SafeString:
    """The counts of a stage, each leading to its list: of one bloc, by its key, or of all."""
    if not cell.counts:
        return _NOTHING
    scope = board.scope
    place = reverse("desk:stage", args=(scope.year.pk, scope.period.code, cell.stage.value))
    start = f"{place}?khoi={bloc}&la=" if bloc else f"{place}?la="
    shows_count = cell.total > 1
    return format_html_join(
        "",
        '<a class="td-badge td-badge-{} td-cell" href="{}{}">{}{}</a>',
        (
            (
                each.tone,
                start,
                each.code,
                format_html("<b>{}</b> ", localize(each.count)) if shows_count else "",
                each.standing.label,
            )
            for each in cell.counts
        ),
    )
