"""The register of honours: by year, title, bloc, unit and name; a list, and a table in full."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.documents.sheets import Book, Cell, Row, Sheet, Style, write_book
from thidua.emulation.models import Bloc
from thidua.emulation.policies import BLOCS
from thidua.honours.models import Honour
from thidua.honours.policies import HONOURS
from thidua.honours.states import HonourState, Provenance
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.policies import seated_at
from thidua.organisations.queries import of_named, periods_known, search_words
from thidua.rules import title_name

BOM = "\ufeff"
# A table program takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CHUNK = 2000
MOST_IN_BOOK = 50_000
_WIDTHS = (12.0, 28.0, 30.0, 30.0, 11.0, 18.0, 13.0, 34.0, 12.0, 20.0)


@dataclass(frozen=True)
class Asked:
    """What narrows the register; None or empty narrows nothing."""

    year: int | None = None
    what: str = ""
    unit: Unit | None = None
    bloc: Bloc | None = None
    text: str = ""


def years_of(user: User) -> list[int]:
    """The years of the honours that `user` may see, newest first. One query."""
    seen = HONOURS.visible_to(user)
    if HONOURS.is_of_own(user):
        found = seen.order_by().values_list("period__year", flat=True).distinct()
        return sorted(found, reverse=True)
    # Of hundreds of thousands, one of each period is enough.
    periods = Period.objects.filter(Exists(seen.filter(period=OuterRef("pk"))))
    years = periods.order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(years))


def titles_offered(user: User, year: int | None) -> list[tuple[str, str]]:
    """The titles and forms of a year to choose from: (id, name), by name. One query.

    Those of honours that `user` may see; a council's member, who may see nearly all and of each for
    a reason of its own, is offered every title of the year.
    """
    seen = Honour.objects.all() if seated_at(user, office_day()) else HONOURS.visible_to(user)
    present = _of_year(seen, year).order_by().values_list("what", flat=True).distinct()
    return sorted(((what, title_name(what)) for what in present), key=lambda each: each[1])


def blocs_of(user: User) -> list[Bloc]:
    """The blocs of the newest year that `user` may see. One query."""
    blocs = list(
        BLOCS.visible_to(user)
        .select_related("emulation_year")
        .order_by("-emulation_year__year", "order", "pk")
    )
    return [bloc for bloc in blocs if bloc.emulation_year_id == blocs[0].emulation_year_id]


def in_year(user: User, year: int | None) -> QuerySet[Honour]:
    """The honours that `user` may see, of achievement periods that end in `year`."""
    return _of_year(HONOURS.visible_to(user), year)


def _of_year(rows: QuerySet[Honour], year: int | None) -> QuerySet[Honour]:
    if year is None:
        return rows
    # By their keys: the database then knows how few the rows are.
    return rows.filter(period__in=[each.pk for each in periods_known() if each.year == year])


def honours_listed(user: User, asked: Asked) -> QuerySet[Honour]:
    """The honours asked for, with holder and period. A name is sought among people and units, not
    among honours.
    """
    rows = in_year(user, asked.year)
    if asked.what:
        rows = rows.filter(what=asked.what)
    if asked.unit is not None:
        rows = rows.filter(Q(unit=asked.unit) | Q(person__unit=asked.unit))
    if asked.bloc is not None:
        members = asked.bloc.members.values("unit")
        rows = rows.filter(Q(unit__in=members) | Q(person__unit__in=members))
    words = search_words(asked.text)
    if words:
        rows = rows.filter(of_named(words))
    return rows.select_related("period", "person__unit", "unit").order_by("pk")


def as_csv(rows: QuerySet[Honour]) -> Iterator[str]:
    """The rows as a table in the order of the register, for office programs: with a mark of UTF-8,
    dates as dd/MM/yyyy, nothing that a program would take for a formula.
    """
    # The words of now: the rows are written after the page's language is put away.
    header, cells = _header(), _cells_of(rows)

    def written() -> Iterator[str]:
        yield BOM + _line(header)
        for line in cells:
            yield _line(line)

    return written()


def as_book(rows: QuerySet[Honour], made_on: date) -> bytes:
    """The rows as an Excel file. Refuses more than `MOST_IN_BOOK` (code `too_many_rows`)."""
    found = list(_cells_of(rows[: MOST_IN_BOOK + 1]))
    if len(found) > MOST_IN_BOOK:
        raise refuse(
            "too_many_rows",
            _("An Excel file takes at most %(most)s lines here.") % {"most": MOST_IN_BOOK},
            cure=_("Choose one year or title, or save the list as CSV."),
        )
    lines = [
        Row(tuple(Cell(text, Style.HEAD) for text in _header())),
        *(Row(tuple(Cell(text, Style.FIXED) for text in line)) for line in found),
    ]
    sheet = Sheet(_("Register of honours"), tuple(lines), _WIDTHS, head_row=0)
    return write_book(Book(_("Register of honours"), (sheet,), made_on))


def _header() -> list[str]:
    return [
        _("Code"),
        _("Who"),
        _("Unit"),
        _("Title"),
        _("Period"),
        _("Decision"),
        _("Decided on"),
        _("Issued by"),
        _("State"),
        _("Known from"),
    ]


def _cells_of(rows: QuerySet[Honour]) -> Iterator[list[str]]:
    """A line for each honour, in the order of the register."""
    choices = (*HonourState.choices, *Provenance.choices)
    labels = {str(value): str(label) for value, label in choices}
    return (_cells(each, labels) for each in rows.iterator(chunk_size=_CHUNK))


def _cells(each: Honour, labels: Mapping[str, str]) -> list[str]:
    holder = each.holder
    unit = holder.unit if isinstance(holder, Person) else holder
    return [
        holder.code,
        holder.name,
        unit.name if unit else "",
        title_name(each.what),
        each.period.code,
        each.decision,
        each.decided_on.strftime("%d/%m/%Y") if each.decided_on else "",
        each.issuer,
        labels[each.state],
        labels[each.provenance],
    ]


def _line(cells: list[str]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(
        f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells
    )
    return written.getvalue()
