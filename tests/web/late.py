"""The end of a year, for tests of pages: meetings in every state, papers, scores.

Its days lie in November and December, while the tests' own day is in January: what was done stands,
what is still to be done is told to be too early.
"""

from dataclasses import dataclass, replace
from datetime import date

from tests.cast import Cast, make_person
from thidua.accounts.models import User
from thidua.councils.actions import call_meeting
from thidua.councils.models import AgendaItem, Council, Meeting
from thidua.councils.tests.world import (
    CSTDCS,
    GK,
    LDTT,
    MEETING_DAY,
    TTLDTT,
    TTLDXS,
    make_dossier,
    on,
    opened,
)
from thidua.councils.tests.world import World as Councils
from thidua.decisions.actions import draft_submission
from thidua.decisions.models import Decision, Submission
from thidua.decisions.tests.world import (
    PROVINCE,
    SIGNED_ON,
    compare_all,
    drafted,
    issued,
    voted_world,
)
from thidua.emulation.models import Bloc
from thidua.organisations.models import Period, Unit
from thidua.scoring.actions import open_selection, rank_units
from thidua.scoring.models import ScoreSheet, Selection
from thidua.scoring.tests.sheets import results, scored
from thidua.workflow import act

SELECTED_ON = date(2018, 11, 20)


@dataclass(frozen=True)
class LateWorld:
    """A closed meeting with a draft, a decision and a submission; one in session; one called."""

    cast: Cast
    council: Council
    chair: User
    closed: Meeting
    session: Meeting
    called: Meeting
    draft: Decision
    issued: Decision
    submission: Submission
    bloc: Bloc
    sheet: ScoreSheet
    selection: Selection

    @property
    def item(self) -> AgendaItem:
        """The first item of the meeting in session."""
        return self.session.agenda.order_by("item__order")[0]

    def arguments(self) -> dict[str, tuple[int | str, ...]]:
        """What each address with arguments is asked about."""
        session = (self.session.pk, self.item.pk)
        return {
            "councils:council": (self.council.pk,),
            "councils:choose_member": (self.council.pk,),
            "councils:council_decision": (self.council.pk,),
            "councils:seat": (self.council.pk, self.cast.clerk.person.pk),
            "councils:end_seat": (self.council.members.order_by("pk")[0].pk,),
            "councils:call_meeting": (self.council.pk,),
            "councils:meeting": (self.session.pk,),
            "councils:postpone": (self.called.pk,),
            "councils:open": (self.called.pk,),
            "councils:close": (self.session.pk,),
            "councils:minutes": (self.closed.pk, "docx"),
            "councils:record_votes": (self.session.pk,),
            "councils:vote_rest": (self.session.pk,),
            "councils:item": session,
            "councils:vote": session,
            "councils:recuse": session,
            "decisions:draft": (self.closed.pk, TTLDTT),
            "decisions:decision": (self.draft.pk,),
            "decisions:prize_list": (self.issued.pk,),
            "decisions:prize_paper": (self.issued.pk, "docx"),
            "decisions:take_back_payment": (
                self.issued.pk,
                self.issued.items.order_by("order")[0].pk,
            ),
            "decisions:leave_out": (self.draft.pk, self.draft.items.get(order=1).pk),
            "decisions:issue": (self.draft.pk,),
            "decisions:attach_signed": (self.issued.pk,),
            "decisions:revoke": (self.issued.pk,),
            "decisions:decision_file": (self.issued.pk, "docx"),
            "decisions:submission": (self.submission.pk,),
            "decisions:send": (self.submission.pk,),
            "decisions:submission_file": (self.submission.pk, "docx"),
            "scoring:adopt": (self.bloc.pk, self.cast.year.pk),
            "scoring:sheet": (self.sheet.pk,),
            "scoring:results": (self.sheet.pk, self.cast.ward.pk),
            "scoring:rank": (self.sheet.pk,),
            "scoring:reopen": (self.selection.sheet_id,),
            "scoring:open_selection": (self.sheet.pk,),
            "scoring:selection": (self.selection.pk,),
        }


def call_for(
    councils: Councils, unit: Unit, people: int, period: Period, name: str = "w"
) -> Meeting:
    """A meeting on `people` more workers of a unit, their codes beginning with `name`."""
    with act("tests.people", by=councils.cast.system):
        workers = [
            make_person(f"{name}-{unit.code}-{at}", f"Nguyễn Thị Số {at}", unit)
            for at in range(people)
        ]
    make_dossier(councils, unit, *((worker, LDTT) for worker in workers), period=period)
    return call_meeting(
        by=councils.cast.officer,
        council=councils.council,
        period=period,
        held_on=MEETING_DAY,
        place="Hội trường",
    )


def scores_of(cast: Cast, bloc: Bloc) -> tuple[ScoreSheet, Selection]:
    """A sheet being scored, and another period's whose selection is under way."""
    with on(SELECTED_ON):
        sheet = scored(cast.officer, bloc, cast.year, {cast.ward: results(120)})
        both = {cast.ward: results(120), cast.commune: results(90, "B")}
        past = scored(cast.officer, bloc, cast.past, both)
        rank_units(by=cast.officer, sheet=past)
        selection = open_selection(
            by=cast.officer, sheet=past, held_on=SELECTED_ON, entitled=2, present=2
        )
    return sheet, selection


def make_late_world(cast: Cast, bloc: Bloc) -> LateWorld:
    """Write it to the test database. Its dossiers are of 2017: those of 2018 are others'."""
    sheet, selection = scores_of(cast, bloc)
    councils, closed = voted_world(replace(cast, year=cast.past))
    compare_all(councils)
    decided = issued(councils, drafted(councils, closed, CSTDCS))
    draft = drafted(councils, closed, LDTT)
    with on(SIGNED_ON):
        submission = draft_submission(
            by=cast.officer, meeting=closed, what=TTLDXS, addressed_to=PROVINCE
        )
    with on(MEETING_DAY):
        session = opened(councils, call_for(councils, cast.home_office, 2, cast.past))
        called = call_for(councils, cast.education, 2, cast.past)
        # Two more wait for a meeting that is not called, one of them for a secret ballot.
        make_dossier(councils, cast.school, (cast.school_head.person, GK), period=cast.past)
    return LateWorld(
        cast=cast,
        council=councils.council,
        chair=councils.chair,
        closed=closed,
        session=session,
        called=called,
        draft=draft,
        issued=decided,
        submission=submission,
        bloc=bloc,
        sheet=sheet,
        selection=selection,
    )
