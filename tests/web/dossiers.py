"""Dossiers under way, for tests of pages: a meeting in the commune, a draft of the ward, a dossier
of the school that the office appraises.
"""

from dataclasses import dataclass

from tests.cast import Cast
from thidua.common.clock import office_day_is
from thidua.documents.tests.scans import scan
from thidua.dossiers.actions import Candidate, attach_paper
from thidua.dossiers.models import Deliberation, Dossier, DossierPaper, Nominee
from thidua.dossiers.tests.steps import (
    DAY,
    LDTT,
    complete,
    drafted,
    held,
    received,
    school_meeting,
)
from thidua.eligibility.tests.records import person_of


@dataclass(frozen=True)
class Dossiers:
    """`meeting` is not voted on yet; `draft` lacks nothing; `received` is to be appraised."""

    meeting: Deliberation
    draft: Dossier
    received: Dossier
    paper: DossierPaper

    def arguments(self) -> dict[str, tuple[int | str, ...]]:
        """What each address with arguments is asked about."""
        drafted_one, judged_one = first(self.draft), first(self.received)
        return {
            "dossiers:deliberation": (self.meeting.unit.code, self.meeting.period.code),
            "dossiers:record_votes": (self.meeting.pk,),
            "dossiers:conclude_deliberation": (self.meeting.pk,),
            "dossiers:draw_up": (self.draft.deliberation_id or 0,),
            "dossiers:dossier": (self.draft.pk,),
            "dossiers:note_paper": (self.draft.pk,),
            "dossiers:paper": (self.paper.pk,),
            "dossiers:replace_paper": (self.paper.pk,),
            "dossiers:take_paper_off": (self.paper.pk,),
            "dossiers:add_nominee": (self.draft.pk,),
            "dossiers:submit": (self.draft.pk,),
            "dossiers:endorse": (self.received.pk,),
            "dossiers:receive": (self.received.pk,),
            "dossiers:return": (self.received.pk,),
            "dossiers:appraise_rest": (self.received.pk,),
            "dossiers:judge_again": (self.received.pk,),
            "dossiers:conclude_appraisal": (self.received.pk,),
            "dossiers:verdict": (judged_one.pk,),
            "dossiers:write_achievement": (drafted_one.pk,),
            "dossiers:remove_nominee": (drafted_one.pk,),
        }


def first(dossier: Dossier) -> Nominee:
    """The first nominee of a dossier."""
    found: Nominee = dossier.nominees.order_by("pk")[0]
    return found


def make_dossiers(cast: Cast) -> Dossiers:
    """Write them to the test database, as of December 2018."""
    with office_day_is(DAY):
        mai, nam = person_of(cast, "mai"), person_of(cast, "nam")
        draft = complete(drafted(cast), cast.ward_officer)
        paper = attach_paper(
            by=cast.ward_officer, dossier=draft, kind="khac", title="Bản sao", file=scan()
        )
        return Dossiers(
            meeting=held(
                cast,
                by=cast.commune_officer,
                unit=cast.commune,
                chair=nam,
                secretary=mai,
                candidates=[Candidate(mai, LDTT), Candidate(nam, LDTT)],
            ),
            draft=draft,
            received=received(cast, **school_meeting(cast)),
            paper=paper,
        )
