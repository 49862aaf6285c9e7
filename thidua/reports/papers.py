"""The year's report as a paper."""

from thidua.common.clock import office_day
from thidua.councils.papers import marks_of
from thidua.councils.queries import council_of, journal_head
from thidua.documents.letterheads import full_name, letterhead_of, symbol_of
from thidua.documents.numbers import counted, grouped, percent
from thidua.documents.paper import Column, Marks, Paper, Reference, Signer, Table
from thidua.documents.papers import Section, YearReport
from thidua.documents.papers import year_report as report_text
from thidua.emulation.models import EmulationYear
from thidua.reports.queries import Figure, TitleFigures, YearFigures, year_report

KIND = "BC"


def year_report_paper(
    emulation_year: EmulationYear, *, signer_name: str = "", signer_title: str = "Chủ tịch"
) -> Paper:
    """The report of the year (báo cáo tổng kết) of the authority on the office's day.

    Without a signer's name there is room for it; the number is left open too.
    """
    figures = year_report(emulation_year)
    authority = emulation_year.authority
    council = council_of(authority)
    marks = marks_of(council, journal_head()) if council else Marks(journal_head=journal_head())
    return report_text(
        YearReport(
            head=letterhead_of(authority),
            reference=Reference(symbol_of(KIND, authority), office_day()),
            subject=f"Tổng kết công tác thi đua, khen thưởng năm {figures.year}",
            opening=(
                f"Thực hiện kế hoạch số {emulation_year.plan}, {full_name(authority)} báo cáo kết"
                f" quả công tác thi đua, khen thưởng năm {figures.year} như sau:"
            ),
            sections=tuple(_sections(figures)),
            signer=Signer(signer_title, signer_name),
            to=("Hội đồng Thi đua - Khen thưởng cấp trên",),
            marks=marks,
        )
    )


def _sections(figures: YearFigures) -> list[Section]:
    people, staff = figures.awarded_people, figures.awarded_staff
    collectives = figures.awarded_collectives
    late = [f"{each.label}: {counted(each.count)}." for each in figures.lateness]
    return [
        Section("Các bước đã thực hiện", tables=(("Số liệu các bước", _steps(figures.steps)),)),
        Section("Việc chấp hành thời hạn", paragraphs=tuple(late)),
        Section(
            "Kết quả theo danh hiệu, hình thức",
            tables=(("Từ đăng ký đến khen thưởng", _titles(figures.titles)),),
        ),
        Section(
            "Cơ cấu khen thưởng",
            paragraphs=(
                f"{people.label}: {counted(people.count)}. {staff.label}: {counted(staff.count)},"
                f" đạt {percent(staff.count, people.count)}.",
                f"{collectives.label}: {counted(collectives.count)}.",
            ),
        ),
        Section(
            "Tiền thưởng",
            paragraphs=(f"Tổng tiền thưởng theo các quyết định: {grouped(figures.money)} đồng.",),
        ),
    ]


def _steps(steps: tuple[Figure, ...]) -> Table:
    columns = (Column("TT", 1, "centre"), Column("Nội dung", 9), Column("Số lượng", 2.5, "right"))
    rows = tuple(
        (str(number), each.label, grouped(each.count)) for number, each in enumerate(steps, start=1)
    )
    return Table(columns, rows)


def _titles(titles: tuple[TitleFigures, ...]) -> Table:
    columns = (
        Column("Danh hiệu, hình thức", 5),
        Column("Đăng ký", 1.6, "right"),
        Column("Đề nghị", 1.6, "right"),
        Column("Đủ tiêu chuẩn", 1.8, "right"),
        Column("Hội đồng thông qua", 1.9, "right"),
        Column("Khen thưởng", 1.8, "right"),
        Column("Trình cấp trên", 1.7, "right"),
        Column("Tiền thưởng (đồng)", 2.6, "right"),
    )
    rows = tuple(
        (
            each.name,
            *(
                grouped(number)
                for number in (
                    each.registered,
                    each.nominated,
                    each.outcomes.get("met", 0),
                    each.passed,
                    each.awarded,
                    each.submitted,
                    each.money,
                )
            ),
        )
        for each in titles
    )
    return Table(columns, rows)
