"""Who qualifies in a year as an Excel file: the list in full, and what its caps allow each unit."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.documents.sheets import Book, Cell, Row, Sheet, Style, write_book
from thidua.eligibility.caps import Cap, Line, lines, qualifying_rows, units_under
from thidua.eligibility.lists import reason
from thidua.eligibility.models import Standing
from thidua.eligibility.preferring import Ranking, marked, rank, rank_each
from thidua.eligibility.states import GOOD
from thidua.organisations.models import Unit

MOST_IN_BOOK = 50_000
_CHUNK = 2000
_UNITS_AT_ONCE = 500
_WIDTHS = (12.0, 30.0, 32.0, 34.0, 30.0, 60.0, 40.0)
_ORDER_WIDTHS = (14.0, 18.0, 50.0)
_CAP_WIDTHS = (34.0, 40.0, 14.0, 18.0, 14.0, 20.0, 60.0, 40.0)


def as_book(
    rows: QuerySet[Standing],
    caps: Sequence[Cap],
    everybody: QuerySet[Standing],
    made_on: date,
    *,
    shows_cases: bool,
) -> bytes:
    """The list in full, in the order of names, and a sheet of what each of `caps` allows, counted
    over `everybody` whom the reader sees. Refuses more than 50,000 lines (code `too_many_rows`).
    """
    orders = _Orders(caps[0], everybody) if len(caps) == 1 else None
    found = list(_cells(rows, orders, shows_cases=shows_cases))
    if len(found) > MOST_IN_BOOK:
        raise refuse(
            "too_many_rows",
            _("An Excel file takes at most %(most)s lines here.") % {"most": MOST_IN_BOOK},
            cure=_("Choose one outcome or bloc."),
        )
    head: tuple[str, ...] = (
        _("Code"),
        _("Who"),
        _("Unit"),
        _("Title"),
        _("Outcome"),
        _("Why"),
        _("Article"),
    )
    widths: tuple[float, ...] = _WIDTHS
    if orders is not None:
        head += (_("Place by preference"), _("Level with others"), _("Why this place"))
        widths += _ORDER_WIDTHS
    name = _("Who qualifies")
    sheets = [Sheet(name, _table(head, found), widths, head_row=0)]
    if caps:
        sheets.append(_of_caps(caps, everybody))
    return write_book(Book(name, tuple(sheets), made_on))


class _Orders:
    """The places of those who qualify, each unit's apart where the cap is a unit's. One query."""

    def __init__(self, cap: Cap, everybody: QuerySet[Standing]) -> None:
        self.cap = cap
        rows = marked(qualifying_rows(cap, everybody), cap.preferences, cap.day)
        self._by_unit: dict[int | None, Ranking] = {}
        if cap.is_of_unit:
            self._by_unit = rank_each(rows, cap.path, cap.preferences)
        else:
            self._by_unit[None] = rank(rows, cap.preferences, None)

    def cells(self, row: Standing) -> tuple[str, ...]:
        """The place of a row with marks; empty where it does not qualify."""
        if row.result not in GOOD or (row.person_id is None) == self.cap.is_of_people:
            return ("", "", "")
        key = None
        if self.cap.is_of_unit:
            key = row.at_id if row.unit is None else row.unit.parent_id
        found = self._by_unit.get(key)
        if found is None:
            return ("", "", "")
        place = found.of(row.marks)  # type: ignore[attr-defined]
        return str(place.number), place.tie, place.why


def _cells(
    rows: QuerySet[Standing], orders: _Orders | None, *, shows_cases: bool
) -> Iterator[tuple[str, ...]]:
    if orders is not None:
        rows = marked(rows, orders.cap.preferences, orders.cap.day)
    ordered = rows.order_by("sort_key", "pk")[: MOST_IN_BOOK + 1]
    for row in ordered.iterator(chunk_size=_CHUNK):
        holder = row.holder
        yield (
            holder.code,
            holder.name,
            row.at.name if row.at else "",
            row.title,
            str(row.get_result_display()),
            reason(row, shows_cases=shows_cases),
            row.ground.citation if row.ground else "",
            *(orders.cells(row) if orders is not None else ()),
        )


def _of_caps(caps: Sequence[Cap], everybody: QuerySet[Standing]) -> Sheet:
    head = (
        _("Unit"),
        _("Share of"),
        _("Counted"),
        _("May be put forward"),
        _("Qualify"),
        _("In short"),
        _("Why"),
        _("Article"),
    )
    rows = [
        (
            line.unit.name if line.unit else _("the whole authority"),
            cap.says,
            "" if line.allowance.base is None else str(line.allowance.base),
            line.allowed,
            str(line.count),
            line.verdict,
            line.says,
            cap.quota.citation.text,
        )
        for cap in caps
        for line in _lines(cap, everybody)
    ]
    return Sheet(_("Shares by unit"), _table(head, rows), _CAP_WIDTHS, head_row=0)


def _lines(cap: Cap, everybody: QuerySet[Standing]) -> Iterator[Line]:
    if not cap.is_of_unit:
        yield from lines(cap, None, everybody)
        return
    units = list(units_under(cap, Unit.objects.order_by("sort_key", "pk"), everybody))
    for at in range(0, len(units), _UNITS_AT_ONCE):
        yield from lines(cap, units[at : at + _UNITS_AT_ONCE], everybody)


def _table(head: Sequence[str], lines_: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    return (
        Row(tuple(Cell(text, Style.HEAD) for text in head)),
        *(Row(tuple(Cell(text, Style.FIXED) for text in line)) for line in lines_),
    )
