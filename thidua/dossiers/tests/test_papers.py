"""Papers of a dossier with their files: attached, replaced, taken off, read by whom it concerns."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, make_person
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.queries import history_of
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.councils.tests.world import make_world
from thidua.desk.papers import paper_seen
from thidua.documents.files import read_file
from thidua.documents.models import OnPaper, StoredFile
from thidua.documents.tests.scans import PDF_BYTES, on_paper, scan
from thidua.dossiers.actions import (
    attach_papers,
    endorse_dossier,
    hold_deliberation,
    remove_nominee,
    replace_paper,
    return_for_completion,
    submit_dossier,
    take_paper_off,
)
from thidua.dossiers.models import DossierPaper
from thidua.dossiers.pages import paper_of, papers_shown
from thidua.dossiers.papers import missing_papers
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.queries import nominees_of
from thidua.dossiers.states import DossierState
from thidua.dossiers.tests.steps import (
    DAY,
    MEETING,
    appraised,
    code_of,
    complete,
    drafted,
    meeting,
    school_meeting,
    submitted,
)
from thidua.eligibility.tests.records import person_of
from thidua.workflow import act


def test_several_files_are_one_paper_each_and_count(cast: Cast) -> None:
    dossier = drafted(cast)
    lacking = {each.paper.id for each in missing_papers(dossier, nominees_of(dossier), DAY)}
    assert "to_trinh" in lacking
    papers = attach_papers(
        by=cast.ward_officer,
        dossier=dossier,
        kind="to_trinh",
        files=[scan("trang-1.pdf"), scan("trang-2.pdf")],
        number="12/TTr-UBND",
    )
    assert [paper.file.name for paper in papers if paper.file] == ["trang-1.pdf", "trang-2.pdf"]
    assert papers[0].file is not None
    assert read_file(papers[0].file) == PDF_BYTES
    lacking = {each.paper.id for each in missing_papers(dossier, nominees_of(dossier), DAY)}
    assert "to_trinh" not in lacking
    assert Entry.objects.filter(action="dossiers.attach_paper").count() == 1
    assert verify().faults == ()


def test_a_replaced_paper_is_kept_and_one_taken_off_counts_no_more(cast: Cast) -> None:
    dossier = drafted(cast)
    [first] = attach_papers(
        by=cast.ward_officer, dossier=dossier, kind="dang_ky_thi_dua", files=[scan("cu.pdf")]
    )
    second = replace_paper(by=cast.ward_head, paper=first, file=scan("moi.pdf"))
    shown = papers_shown(dossier)
    assert (shown["papers"], shown["old_papers"]) == ([second], [first])
    assert code_of(replace_paper, by=cast.ward_head, paper=first, file=scan()) == "gone"
    assert code_of(take_paper_off, by=cast.ward_head, paper=first) == "gone"
    take_paper_off(by=cast.ward_officer, paper=second)
    assert papers_shown(dossier)["papers"] == []
    lacking = {each.paper.id for each in missing_papers(dossier, nominees_of(dossier), DAY)}
    assert "dang_ky_thi_dua" in lacking
    assert code_of(take_paper_off, by=cast.ward_officer, paper=second) == "gone"
    assert DossierPaper.objects.count() == 2
    assert verify().faults == ()


def test_papers_go_with_their_nominee(cast: Cast) -> None:
    dossier = drafted(cast)
    nominee = dossier.nominees.order_by("pk")[0]
    given: dict[str, Any] = {"by": cast.ward_officer, "dossier": dossier, "nominee": nominee}
    [first] = attach_papers(**given, kind="khac", title="Bản sao", files=[scan()])
    replace_paper(by=cast.ward_officer, paper=first, file=scan("moi.pdf"))
    remove_nominee(by=cast.ward_officer, nominee=nominee)
    assert not dossier.papers.exists()
    assert verify().faults == ()


def test_only_the_unit_and_only_while_it_is_open(cast: Cast) -> None:
    dossier = complete(drafted(cast), cast.ward_officer)
    given: dict[str, Any] = {"dossier": dossier, "kind": "khac", "title": "Bản sao"}
    [paper] = attach_papers(by=cast.ward_officer, files=[scan()], **given)
    kept = StoredFile.objects.count()
    for user in (cast.commune_head, cast.officer, cast.sector, cast.nobody):
        assert code_of(attach_papers, by=user, files=[scan("x.pdf")], **given) == "not_yours"
        assert code_of(replace_paper, by=user, paper=paper, file=scan("x.pdf")) == "not_yours"
        assert code_of(take_paper_off, by=user, paper=paper) == "not_yours"
    submit_dossier(by=cast.ward_officer, dossier=dossier)
    for step, more in ((replace_paper, {"file": scan("x.pdf")}), (take_paper_off, {})):
        assert code_of(step, by=cast.ward_officer, paper=paper, **more) == "wrong_state"
    assert StoredFile.objects.count() == kept


def test_papers_are_read_as_their_dossier_is(cast: Cast) -> None:
    world = make_world(cast)
    dossier = appraised(cast)
    paper = dossier.papers.order_by("pk")[0]
    readers = set()
    for user in User.objects.all():
        seen = DOSSIERS.visible_to(user)
        assert (paper_of(seen, paper.pk) is not None) == bool(
            DOSSIERS.allows(user, "view", dossier)
        )
        if paper_of(seen, paper.pk):
            readers.add(user.username)
    assert {"lan", "hung", "yen", "duc", "son"} <= readers
    assert {member.user.username for member in world.members if member.user} <= readers
    assert not readers & {"mai", "hoa", "khach", "hai", "dat"}


def test_a_letter_signed_on_paper_gives_the_day_of_submission(cast: Cast) -> None:
    dossier = complete(drafted(cast), cast.ward_officer)
    head, officer = person_of(cast, "hung"), person_of(cast, "lan")
    day = date(2018, 12, 3)

    def submit(by: User, **more: Any) -> dict[str, Any]:
        given = {"doer": head, "day": day, "is_scanned": True, **more}
        done = on_paper(given["doer"], given["day"], is_scanned=given["is_scanned"])
        return {"by": by, "dossier": dossier, "on_paper": done}

    assert code_of(submit_dossier, **submit(cast.commune_head)) == "not_yours"
    # A draft is its unit's own affair: the office neither sees nor submits it.
    assert code_of(submit_dossier, **submit(cast.officer)) == "not_yours"
    assert code_of(submit_dossier, **submit(cast.ward_officer, doer=officer)) == "not_the_doer"
    early = submit(cast.ward_officer, day=date(2018, 11, 19))
    assert code_of(submit_dossier, **early) == "too_early"
    late = submit(cast.ward_officer, day=date(2018, 12, 11))
    assert code_of(submit_dossier, **late) == "future"
    submit_dossier(**submit(cast.ward_officer))
    assert (dossier.state, dossier.submitted_on) == (DossierState.SUBMITTED, day)
    # After its return, the letter of before answers nothing.
    return_for_completion(by=cast.officer, dossier=dossier, reason="Thiếu bản sao.")
    assert code_of(submit_dossier, **submit(cast.ward_officer)) == "too_early"
    with office_day_is(date(2018, 12, 12)):
        submit_dossier(**submit(cast.ward_officer, day=date(2018, 12, 11)))
    assert dossier.submitted_on == date(2018, 12, 11)
    row = OnPaper.objects.order_by("pk")[0]
    assert paper_seen(cast.officer, row.pk) == row
    assert paper_seen(cast.commune_officer, row.pk) is None
    assert verify().faults == ()


def test_a_paper_submits_nothing_that_lacks_its_papers(cast: Cast) -> None:
    dossier = drafted(cast)
    done = on_paper(person_of(cast, "hung"), DAY)
    told = code_of(submit_dossier, by=cast.ward_officer, dossier=dossier, on_paper=done)
    assert told != "not_yours"
    dossier.refresh_from_db()
    assert dossier.state == DossierState.DRAFT
    assert not OnPaper.objects.exists()


def test_the_sector_endorses_on_paper(cast: Cast) -> None:
    dossier = submitted(cast, **school_meeting(cast))
    stranger = on_paper(person_of(cast, "hung"), DAY)
    told = code_of(endorse_dossier, by=cast.sector, dossier=dossier, on_paper=stranger)
    assert told == "not_the_doer"
    told = code_of(endorse_dossier, by=cast.school_head, dossier=dossier, on_paper=stranger)
    assert told == "not_yours"
    with act("tests.leader", by=cast.system):
        leader = make_person("p-dao", "Vũ Thị Đào", cast.education, is_leader=True)
    early = on_paper(leader, date(2018, 12, 9))
    told = code_of(endorse_dossier, by=cast.sector, dossier=dossier, on_paper=early)
    assert told == "too_early"
    with office_day_is(date(2018, 12, 14)):
        done = on_paper(leader, date(2018, 12, 12))
        endorse_dossier(by=cast.sector, dossier=dossier, on_paper=done)
    assert (dossier.state, dossier.endorsed_on) == (DossierState.ENDORSED, date(2018, 12, 12))
    row = OnPaper.objects.get(action="dossiers.dossier.endorse")
    assert (row.doer, row.unit, row.entered_by, row.on_behalf) == (leader, None, cast.sector, False)
    assert [line.on_paper is not None for line in history_of(dossier)][:2] == [True, False]
    assert verify().faults == ()


@pytest.mark.parametrize("is_scanned", [True, False])
def test_minutes_of_a_meeting_held_on_paper(cast: Cast, is_scanned: bool) -> None:
    minutes = scan("bien-ban.pdf") if is_scanned else None
    held = hold_deliberation(**meeting(cast), minutes=minutes)
    rows = list(OnPaper.objects.all())
    assert len(rows) == is_scanned
    for row in rows:
        assert (row.doer, row.done_on) == (held.chair, MEETING)
        # A meeting not concluded is its unit's own affair.
        assert paper_seen(cast.ward_officer, row.pk) == row
        assert paper_seen(cast.officer, row.pk) is None
    assert verify().faults == ()
