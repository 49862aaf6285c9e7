"""The signed paper of a decision, and votes entered from a sheet."""

from typing import Any

import pytest

from tests.cast import Cast
from thidua.audit.queries import history_of
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.councils.actions import close_meeting, record_votes
from thidua.councils.tests.world import LDTT, MEETING_DAY, called, make_dossier, make_world, on
from thidua.councils.tests.world import opened as opened_meeting
from thidua.decisions.actions import attach_signed, issue_decision, revoke_decision
from thidua.decisions.tests.world import SIGNED_ON, compare_all, drafted, voted_world
from thidua.desk.papers import paper_seen
from thidua.documents.models import OnPaper
from thidua.documents.tests.scans import on_paper, scan


def test_a_scan_is_attached_at_issue_or_after(cast: Cast) -> None:
    world, meeting = voted_world(cast)
    compare_all(world)
    decision = drafted(world, meeting)
    with on(SIGNED_ON):
        with pytest.raises(Refusal):
            attach_signed(decision=decision, by=world.chair, scan=scan())
        issue_decision(
            decision=decision,
            by=cast.clerk,
            signer_name="Nguyễn Hồng Phúc",
            signer_title="Chủ tịch",
            signed_on=SIGNED_ON,
            scan=scan("da-ky.pdf"),
        )
        for user in (cast.officer, cast.ward_head, cast.inspector, cast.nobody):
            with pytest.raises(Refusal) as told:
                attach_signed(decision=decision, by=user, scan=scan())
            assert told.value.reasons[0].code == "not_yours"
        attach_signed(decision=decision, by=cast.clerk, scan=scan("ban-dep-hon.pdf"))
        first, second = OnPaper.objects.order_by("pk")
        assert (first.doer, first.doer_name, first.done_on) == (
            None,
            "Nguyễn Hồng Phúc",
            SIGNED_ON,
        )
        assert [line.on_paper.scan for line in history_of(decision) if line.on_paper] == [
            second.pk,
            first.pk,
        ]
        # Whom it names may read it, nobody else's unit.
        assert paper_seen(cast.ward_officer, first.pk) == first
        assert paper_seen(cast.school_officer, first.pk) is None
        revoke_decision(decision=decision, by=world.chair, reason="Sai", revoked_on=SIGNED_ON)
        with pytest.raises(Refusal):
            attach_signed(decision=decision, by=cast.clerk, scan=scan())
    assert verify().faults == ()


def test_votes_from_a_sheet_that_the_chair_signed(cast: Cast) -> None:
    world = make_world(cast)
    make_dossier(world, cast.ward, (cast.ward_officer.person, LDTT))
    with on(MEETING_DAY):
        meeting = opened_meeting(world, called(world))

        def record(**more: Any) -> int:
            given = {"by": cast.officer, "meeting": meeting, "votes": {}, "rest": "yes", **more}
            return record_votes(**given)

        sheet = on_paper(world.chair.person, MEETING_DAY)
        for wrong, code in (
            ({"on_paper": sheet, "by": cast.ward_head}, "not_yours"),
            ({"on_paper": on_paper(cast.commune_officer.person, MEETING_DAY)}, "not_the_doer"),
            ({"on_paper": on_paper(world.chair.person, SIGNED_ON)}, "future"),
        ):
            with pytest.raises(Refusal) as told:
                record(**wrong)
            assert told.value.reasons[0].code == code
        assert record(on_paper=sheet) > 0
        assert OnPaper.objects.get().doer == world.chair.person
        assert history_of(meeting)[0].on_paper is not None
        # A sheet adds no vote to one given already.
        with pytest.raises(Refusal):
            record(on_paper=sheet)
        close_meeting(meeting=meeting, by=cast.officer)
    assert verify().faults == ()
