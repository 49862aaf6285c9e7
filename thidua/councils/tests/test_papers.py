"""Minutes say what happened, with figures, articles and the journal's head."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from tests.cast import Cast
from thidua.audit.models import Head
from thidua.common.errors import Refusal
from thidua.councils.actions import close_meeting, record_votes
from thidua.councils.papers import deliberation_minutes, minutes_paper
from thidua.councils.tests.world import (
    LDTT,
    MEETING_DAY,
    called,
    make_dossier,
    make_world,
    on,
    opened,
)
from thidua.documents.paper import DEMO_NOTICE, Paper
from thidua.documents.rendering import render
from thidua.dossiers.actions import (
    conclude_deliberation,
    hold_deliberation,
    record_deliberation_votes,
)
from thidua.dossiers.actions.candidates import Candidate
from thidua.dossiers.states import Appraisal
from thidua.emulation.tests.opened import person_of


def printed(paper: Paper) -> str:
    rendered = render(paper)
    assert rendered.pdf.startswith(b"%PDF")
    assert render(paper) == rendered  # the same facts give the same bytes
    document = Document(BytesIO(rendered.word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_minutes_of_a_meeting(cast: Cast) -> None:
    world = make_world(cast)
    make_dossier(
        world,
        cast.ward,
        (cast.ward_head.person, LDTT),
        appraisal=Appraisal.OVERRULED,
    )
    with on(MEETING_DAY):
        meeting = opened(world, called(world), world.members[:4])
        with pytest.raises(Refusal):
            minutes_paper(meeting)
        record_votes(meeting=meeting, by=cast.officer, votes={}, rest="yes")
        close_meeting(meeting=meeting, by=cast.officer)
        paper = minutes_paper(meeting)
    text = printed(paper)
    for words in (
        "Họp xét khen thưởng năm 2018",
        "Có mặt 04/05 thành viên, đạt 80%",
        "ít nhất 2/3 tổng số thành viên (khoản 1 Điều 5 Quy chế số 01/QC-HĐTĐKT (minh họa))",
        "3/3",
        "Lao động tiên tiến: đạt khi có số phiếu đồng ý trên 1/2",
        "Không tham gia bỏ phiếu đối với Bà Trần Văn Hùng",
        f"Có ý kiến khác (người thẩm định: {person_of(cast.officer).name})",
        "Vắng mặt",
    ):
        assert words in text, words
    assert paper.marks.journal_head == Head.objects.get().digest
    assert paper.marks.notice == DEMO_NOTICE


def test_minutes_of_a_deliberation(cast: Cast) -> None:
    day = date(2018, 11, 20)
    with on(day):
        deliberation = hold_deliberation(
            by=cast.ward_officer,
            unit=cast.ward,
            period=cast.year,
            held_on=day,
            chair=cast.ward_head.person,
            secretary=cast.ward_officer.person,
            entitled=2,
            present=2,
            candidates=[Candidate(cast.ward_officer.person, LDTT)],
        )
        with pytest.raises(Refusal):
            deliberation_minutes(deliberation)
        item = deliberation.items.get()
        record_deliberation_votes(
            deliberation=deliberation, by=cast.ward_officer, counts={item: (2, 0, 0)}
        )
        conclude_deliberation(by=cast.ward_officer, deliberation=deliberation)
        text = printed(deliberation_minutes(deliberation))
    for words in (
        "Bình xét thi đua, khen thưởng năm 2018",
        "02/02 người",
        "2/2",
        "100%",
        "trên 1/2 số người có mặt",
        "khoản 2 Điều 6 Quy chế",
        "Chưa có",  # nobody is rated yet
    ):
        assert words in text, words
