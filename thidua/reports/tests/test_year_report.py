"""The year's report: each number is that of the rows behind it."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from thidua.audit.models import Head
from thidua.councils.tests.world import CSTDCS, LDTT, TTLDXS, World, on
from thidua.decisions.actions import draft_submission, send_submission
from thidua.decisions.tests.world import (
    PROVINCE,
    SIGNED_ON,
    compare_all,
    drafted,
    issued,
    voted_world,
)
from thidua.documents.paper import DEMO_NOTICE
from thidua.documents.rendering import render
from thidua.emulation.models import (
    Bloc,
    BlocMember,
    EmulationYear,
    Registration,
    RegistrationLine,
    Round,
)
from thidua.emulation.states import RegistrationState
from thidua.plans.models import Plan
from thidua.plans.states import PlanState
from thidua.reports.papers import year_report_paper
from thidua.reports.queries import year_report
from thidua.workflow import act

QUERIES = 27


def make_year(cast: Cast) -> EmulationYear:
    """A year with one bloc of two members, one of whom registered, three days late."""
    with act("tests.year", by=cast.system):
        plan = Plan(
            authority=cast.town,
            number="01",
            symbol="KH-TĐKT",
            year=2018,
            text="Kế hoạch",
            reading={},
            sha256="0" * 64,
            state=PlanState.CONFIRMED,
            confirmed_on=date(2018, 1, 10),
        )
        plan.save()
        year = EmulationYear(plan=plan, authority=cast.town, year=2018, opened_on=date(2018, 1, 10))
        year.save()
        bloc = Bloc(emulation_year=year, code="xa-phuong", name="Khối các xã, phường", order=1)
        bloc.save()
        BlocMember(bloc=bloc, unit=cast.ward).save()
        BlocMember(bloc=bloc, unit=cast.commune).save()
        deadline = date(2018, 1, 31)
        opened = Round(
            bloc=bloc,
            period=cast.year,
            opens_on=date(2018, 1, 10),
            deadline=deadline,
            last_day=deadline,
        )
        opened.save()
        registration = Registration(
            round=opened,
            unit=cast.ward,
            state=RegistrationState.SENT,
            sent_on=date(2018, 2, 3),
            days_late=3,
        )
        registration.save()
        person = cast.ward_officer.person
        RegistrationLine(registration=registration, person=person, what=LDTT).save()
    return year


@pytest.fixture
def year_and_world(cast: Cast) -> tuple[EmulationYear, World]:
    """A year in which two decisions were issued and one submission sent."""
    year = make_year(cast)
    world, meeting = voted_world(cast)
    compare_all(world)
    for what in (LDTT, CSTDCS):
        issued(world, drafted(world, meeting, what))
    with on(SIGNED_ON):
        submission = draft_submission(
            by=cast.officer, meeting=meeting, what=TTLDXS, addressed_to=PROVINCE
        )
        send_submission(
            submission=submission,
            by=world.chair,
            signer_name="Nguyễn Hồng Phúc",
            signer_title="Chủ tịch",
            signed_on=SIGNED_ON,
        )
    return year, world


def test_figures_of_the_year(year_and_world: tuple[EmulationYear, World]) -> None:
    figures = year_report(year_and_world[0])
    counts = {each.code: each.count for each in (*figures.steps, *figures.lateness)}
    assert counts == {
        "members": 2,
        "registrations": 1,
        "lines": 1,
        "signatures": 0,
        "reviews": 0,
        "deliberations": 0,
        "dossiers": 2,
        "returns": 0,
        "nominees": 7,
        "meetings": 1,
        "voted": 7,
        "decisions": 2,
        "awarded": 3,
        "submitted": 1,
        "late": 1,
        "missing": 1,
        "waiting": 0,
    }
    for code, count in counts.items():
        assert figures.figure(code).rows.count() == count
    assert figures.figure("missing").rows.get().unit == year_and_world[1].cast.commune
    # Of the three awards one went to the commune's head.
    assert (figures.awarded_people.count, figures.awarded_staff.count) == (3, 2)
    assert figures.awarded_collectives.count == 0
    # The ward's officer is paid for the higher title only; the commune's head for hers.
    assert figures.money == 1_390_000 + 420_000


def test_figures_by_title(year_and_world: tuple[EmulationYear, World]) -> None:
    titles = {each.what: each for each in year_report(year_and_world[0]).titles}
    advanced = titles[LDTT]
    assert (advanced.registered, advanced.nominated, advanced.passed, advanced.failed) == (
        1,
        3,
        2,
        1,
    )
    assert (advanced.awarded, advanced.money) == (2, 420_000)
    assert sum(advanced.outcomes.values()) == advanced.nominated
    assert (titles[TTLDXS].submitted, titles[TTLDXS].awarded) == (1, 0)


def test_figures_of_a_year_not_begun(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    year = make_year(cast)
    with django_assert_num_queries(QUERIES):
        figures = year_report(year)
    assert (figures.money, figures.awarded_people.count) == (0, 0)
    assert [each.what for each in figures.titles] == [LDTT]


def test_queries_do_not_grow(
    year_and_world: tuple[EmulationYear, World],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(QUERIES):
        year_report(year_and_world[0])


def test_report_on_paper(year_and_world: tuple[EmulationYear, World]) -> None:
    with on(date(2018, 12, 31)):
        paper = year_report_paper(year_and_world[0], signer_name="Nguyễn Hồng Phúc")
    rendered = render(paper)
    assert rendered.pdf.startswith(b"%PDF")
    document = Document(BytesIO(rendered.word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(p.text for p in document.paragraphs), *cells])
    for words in (
        "Tổng kết công tác thi đua, khen thưởng năm 2018",
        "kế hoạch số 01/KH-TĐKT",
        "đạt 66,67%",
        "1.810.000 đồng",
        "Lao động tiên tiến",
    ):
        assert words in text, words
    assert paper.marks.notice == DEMO_NOTICE
    assert paper.marks.journal_head == Head.objects.get().digest
