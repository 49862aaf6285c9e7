"""A unit's registration form as a sheet: always in Vietnamese, as offices write it."""

from collections.abc import Mapping, Sequence

from thidua.documents.sheets import Book, Cell, Choice, Row, Sheet, Style, write_book
from thidua.emulation.titles import COLLECTIVE, HOUSEHOLD, INDIVIDUAL, holder_kind
from thidua.exchange.content import (
    ABOUT,
    CODE,
    COLLECTIVES,
    INITIATIVE,
    MARK,
    NAME,
    NUMBER,
    PEOPLE,
    RATING,
    TITLES,
    FormContent,
    Holder,
)
from thidua.exchange.identity import Identity, Line, identity_sheet
from thidua.organisations.models import Person, Unit
from thidua.organisations.states import Calendar, Level, PersonKind, UnitKind
from thidua.rules import Title, title_name

SPARE_ROWS = 15
_TEXT_HEIGHT, _HEAD_HEIGHT = 17.0, 50.0

_RATINGS: Mapping[str, str] = {
    Level.OUTSTANDING: "Hoàn thành xuất sắc nhiệm vụ",
    Level.GOOD: "Hoàn thành tốt nhiệm vụ",
    Level.COMPLETED: "Hoàn thành nhiệm vụ",
    Level.FAILED: "Không hoàn thành nhiệm vụ",
}
_PERSON_KINDS: Mapping[str, str] = {
    PersonKind.FARMER: "nông dân",
    PersonKind.WORKER: "công nhân",
    PersonKind.BUSINESSPERSON: "doanh nhân",
}
_UNIT_KINDS: Mapping[str, str] = {
    UnitKind.SMALL_COLLECTIVE: "Tập thể nhỏ (tổ, đội)",
    UnitKind.HOUSEHOLD: "Hộ gia đình",
}
_FILLING = (
    f"Cách điền: đánh chữ {MARK} vào ô của danh hiệu đăng ký; xóa đi nếu không đăng ký nữa.",
    "Chỉ ghi vào các ô nền trắng. Không sửa cột Mã, không gộp ô, không dùng công thức.",
    "Sáng kiến, đề tài: ghi tên sáng kiến mà người đó dự định thực hiện trong kỳ.",
    "Người chưa có trong bảng: ghi họ và tên vào dòng trống ở cuối bảng. Người chưa có trong sổ "
    "của đơn vị thì thêm trên trang đăng ký trước.",
    "Lưu tệp dạng .xlsx rồi gửi lại cho cơ quan thường trực.",
)


def form_bytes(content: FormContent) -> bytes:
    """The form as .xlsx. The same content gives the same bytes."""
    individual = [*content.titles[INDIVIDUAL]]
    collective = [
        *content.titles[COLLECTIVE],
        *(each for each in content.titles[HOUSEHOLD] if each not in content.titles[COLLECTIVE]),
    ]
    sheets = (
        _people_sheet(content, individual),
        _collective_sheet(content, collective),
        identity_sheet(_identity(content)),
    )
    return write_book(Book(_title(content), sheets, content.day))


def form_name(content: FormContent) -> str:
    """What the file is called, without marks: mail and Zalo take it as it is."""
    return f"phieu-dang-ky-{content.round.period.code}-{content.unit.code}.xlsx"


def _title(content: FormContent) -> str:
    period = content.round.period
    kind = "NĂM HỌC" if period.calendar == Calendar.SCHOOL_YEAR else "NĂM"
    return f"PHIẾU ĐĂNG KÝ DANH HIỆU THI ĐUA {kind} {period.code}"


def _identity(content: FormContent) -> Identity:
    issued: dict[Line, str] = {}
    for each in (*content.people, *content.collectives):
        for what, initiative in each.lines.items():
            issued[each.holder.code, what] = initiative
    return Identity(content.round.pk, content.unit.code, issued)


def _top(content: FormContent, keys: Sequence[str], heads: Sequence[str]) -> list[Row]:
    """The rows above the table: what this is, how to fill it in, the hidden row, the heads."""
    in_round = content.round
    return [
        Row((Cell(_title(content), Style.TITLE),), 24),
        Row((Cell(f"Đơn vị: {content.unit.name}", Style.LABEL),), _TEXT_HEIGHT),
        Row((Cell(in_round.bloc.name),), _TEXT_HEIGHT),
        Row((Cell(f"Hạn gửi: hết ngày {in_round.last_day:%d/%m/%Y}", Style.LABEL),), _TEXT_HEIGHT),
        *(Row((Cell(text),), _TEXT_HEIGHT) for text in _FILLING),
        Row(tuple(Cell(key) for key in keys), is_hidden=True),
        Row(tuple(Cell(head, Style.HEAD) for head in heads), _HEAD_HEIGHT),
    ]


def _people_sheet(content: FormContent, titles: Sequence[Title]) -> Sheet:
    year = content.round.period.year - 1
    keys = (NUMBER, CODE, NAME, ABOUT, RATING, TITLES, *(t.id for t in titles), INITIATIVE)
    heads = (
        *("STT", "Mã", "Họ và tên", "Chức vụ", f"Xếp loại năm {year}", "Danh hiệu các năm trước"),
        *(title.name for title in titles),
        "Sáng kiến, đề tài dự định",
    )
    rows = _top(content, keys, heads)
    first = len(rows)
    for number, each in enumerate(content.people, 1):
        rows.append(_row(number, each, titles, {INDIVIDUAL}))
    blank = (Cell("", Style.OPEN),) * 3 + (Cell("", Style.FIXED),) * 2
    for number in range(len(content.people) + 1, len(content.people) + SPARE_ROWS + 1):
        marks = tuple(Cell("", Style.MARK) for _title in titles)
        rows.append(Row((Cell(number, Style.FIXED), *blank, *marks, Cell("", Style.OPEN))))
    return Sheet(
        name=PEOPLE,
        rows=tuple(rows),
        widths=(6, 12, 28, 26, 18, 26, *(14 for _title in titles), 44),
        choices=_choices(first, len(rows) - 1, titles),
        head_row=first - 1,
        is_locked=True,
    )


def _collective_sheet(content: FormContent, titles: Sequence[Title]) -> Sheet:
    keys = (NUMBER, CODE, NAME, ABOUT, RATING, TITLES, *(title.id for title in titles))
    year = content.round.period.year - 1
    heads = (
        *("STT", "Mã", "Tên tập thể", "Loại", f"Xếp loại năm {year}", "Danh hiệu các năm trước"),
        *(title.name for title in titles),
    )
    rows = _top(content, keys, heads)
    first = len(rows)
    for number, each in enumerate(content.collectives, 1):
        assert isinstance(each.holder, Unit)  # noqa: S101 - as the query gives it
        kind = holder_kind(each.holder)
        rows.append(_row(number, each, titles, {kind}))
    return Sheet(
        name=COLLECTIVES,
        rows=tuple(rows),
        widths=(6, 24, 40, 24, 18, 26, *(18 for _title in titles)),
        choices=_choices(first, len(rows) - 1, titles),
        head_row=first - 1,
        is_locked=True,
    )


def _choices(first: int, last: int, titles: Sequence[Title]) -> tuple[Choice, ...]:
    if last < first:
        return ()
    message = f"Đánh chữ {MARK} hoặc để trống."
    return tuple(
        Choice(first, last, column, (MARK,), "Đánh dấu", message)
        for column, _each in enumerate(titles, 6)
    )


def _row(number: int, each: Holder, titles: Sequence[Title], kinds: set[str]) -> Row:
    """One holder's row; a title that is not for its kind has a locked cell."""
    holder = each.holder
    past = "; ".join(f"{title_name(what)} {period}" for period, what in each.past.titles)
    cells = [
        Cell(number, Style.FIXED),
        Cell(holder.code, Style.FIXED),
        Cell(holder.name, Style.FIXED),
        Cell(about(holder), Style.FIXED),
        Cell(_RATINGS.get(each.past.rating, ""), Style.FIXED),
        Cell(past, Style.FIXED),
    ]
    for title in titles:
        style = Style.MARK if kinds & set(title.holders) else Style.FIXED
        cells.append(Cell(MARK if title.id in each.lines else "", style))
    if isinstance(holder, Person):
        cells.append(Cell(initiative_of(each.lines), Style.OPEN))
    return Row(tuple(cells))


def initiative_of(lines: Mapping[str, str]) -> str:
    """The initiative that a row shows for several lines: the first there is."""
    return next((text for _what, text in sorted(lines.items()) if text), "")


def about(holder: Person | Unit) -> str:
    """A person's post, with her kind where she holds no office; a collective's kind."""
    if isinstance(holder, Unit):
        return _UNIT_KINDS.get(holder.kind, "Đơn vị")
    kind = _PERSON_KINDS.get(getattr(holder, "kind", ""), "")
    return ", ".join(word for word in (holder.position, kind) if word)
