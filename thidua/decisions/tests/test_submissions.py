"""Submissions to whoever decides above."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.councils.models import Meeting
from thidua.councils.tests.world import LDTT, TTLDXS, World, on
from thidua.decisions.actions import draft_submission, send_submission
from thidua.decisions.models import Submission
from thidua.decisions.policies import SUBMISSIONS
from thidua.decisions.states import SubmissionState
from thidua.decisions.tests.world import PROVINCE, SIGNED_ON, voted_world
from thidua.documents.files import read_file
from thidua.documents.models import NumberRegister
from thidua.workflow.policies import VIEW

Voted = tuple[World, Meeting]


@pytest.fixture
def voted(cast: Cast) -> Voted:
    return voted_world(cast)


def codes(refusal: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def draft(voted: Voted, what: str = TTLDXS, to: str = PROVINCE) -> Submission:
    world, meeting = voted
    with on(SIGNED_ON):
        return draft_submission(by=world.cast.officer, meeting=meeting, what=what, addressed_to=to)


def send(voted: Voted, submission: Submission, by: User, signed_on: date = SIGNED_ON) -> Submission:
    with on(SIGNED_ON):
        return send_submission(
            submission=submission,
            by=by,
            signer_name="Nguyễn Hồng Phúc",
            signer_title="Chủ tịch",
            signed_on=signed_on,
        )


def test_submission_is_numbered_and_on_paper(voted: Voted) -> None:
    submission = send(voted, draft(voted), voted[0].chair)
    assert (str(submission), submission.state) == ("1/TTr-UBND", SubmissionState.SENT)
    assert submission.word is not None
    document = Document(BytesIO(read_file(submission.word)))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "thấp nhất 5/5 phiếu đồng ý, đạt 100%" in text
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Xã Lê Lợi" in cells
    assert NumberRegister.objects.get().kind == "TTr"
    assert verify().faults == ()


def test_submission_refused(voted: Voted) -> None:
    world, _meeting = voted
    for what, to, code in (
        (LDTT, PROVINCE, "not_above"),
        (TTLDXS, "  ", "no_address"),
        (TTLDXS, "x" * 301, "too_long"),
    ):
        with pytest.raises(Refusal) as told:
            draft(voted, what, to)
        assert codes(told) == [code]
    assert not Submission.objects.exists()
    submission = draft(voted)
    with pytest.raises(Refusal) as again:
        draft(voted)
    assert codes(again) == ["nothing_passed"]
    for user in (world.cast.officer, world.cast.commune_head, world.cast.nobody):
        with pytest.raises(Refusal) as not_theirs:
            send(voted, submission, user)
        assert codes(not_theirs) == ["not_yours"]
    with pytest.raises(Refusal) as early:
        send(voted, submission, world.chair, date(2018, 12, 1))
    assert codes(early) == ["signed_before_meeting"]
    assert not NumberRegister.objects.exists()


def test_policy_answers_as_it_lists(voted: Voted) -> None:
    submission = send(voted, draft(voted), voted[0].chair)
    seen = set()
    for user in User.objects.all():
        sees = bool(SUBMISSIONS.allows(user, VIEW, submission))
        assert (submission in SUBMISSIONS.visible_to(user)) == sees
        if sees:
            seen.add(user.username)
    assert seen == {"yen", "duc", "phuc", "van", "son", "mai", "nam"}
