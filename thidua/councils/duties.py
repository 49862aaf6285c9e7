"""What councils ask of a user: one list for "my duties"."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots.models import BallotItem, Recusal, Vote
from thidua.councils.models import Council, Meeting
from thidua.councils.policies import COUNCILS, MEETINGS
from thidua.councils.queries import PROPOSED
from thidua.councils.states import MeetingState
from thidua.dossiers.models import Dossier
from thidua.dossiers.states import DossierState
from thidua.organisations.queries import periods_known
from thidua.workflow.duties import Duty, in_order

# What is due on one day, in the order in which a meeting goes.
_ORDER = ("councils.open", "councils.vote", "councils.close")


def duties_of(user: User, day: date) -> list[Duty]:
    """What is due of `user` on `day`, soonest first; queries do not grow with dossiers."""
    return in_order(
        [
            *_to_call(user),
            *sorted(
                [*_in_hand(user, day), *_to_vote(user, day)],
                key=lambda duty: _ORDER.index(duty.code),
            ),
        ]
    )


def _to_call(user: User) -> Iterable[Duty]:
    """Appraised nominees wait for a meeting: one duty for each council and period."""
    if not COUNCILS.may_concern(user, "call_meeting"):
        return
    callable_by = COUNCILS.visible_to(user, "call_meeting")
    waiting = (
        Dossier.objects.filter(
            authority__in=callable_by.values("authority"),
            state=DossierState.APPRAISED,
            nominees__appraisal__in=PROPOSED,
            nominees__agenda_items__isnull=True,
        )
        .values("authority", "period")
        .annotate(count=Count("nominees", distinct=True))
        .order_by("authority", "period")
    )
    rows = list(waiting)
    if not rows:
        return
    by_authority: dict[int, Council] = {council.authority_id: council for council in callable_by}
    periods = {period.pk: period for period in periods_known()}
    for row in rows:
        council = by_authority[row["authority"]]
        yield Duty(
            code="councils.call_meeting",
            title=_("Call the council for %(period)s: %(count)s proposals wait")
            % {"period": periods[row["period"]], "count": number_format(row["count"])},
            due_on=None,
            subject=council,
            url_name="councils:call_meeting",
            url_args=(council.pk,),
        )


def _in_hand(user: User, day: date) -> Iterable[Duty]:
    """Meetings that the council's officers open or close."""
    if not (MEETINGS.may_concern(user, "open") or MEETINGS.may_concern(user, "close")):
        return
    planned, opened = Q(state=MeetingState.PLANNED), Q(state=MeetingState.OPEN)
    meetings = Meeting.objects.filter(
        (MEETINGS.condition(user, "open") & planned) | (MEETINGS.condition(user, "close") & opened)
    )
    for meeting in meetings.select_related("council").order_by("held_on", "pk"):
        if meeting.state == MeetingState.PLANNED:
            yield _of_meeting("councils.open", _("Open the meeting: %(meeting)s"), meeting, day)
        else:
            title = _("Record the votes and close the meeting: %(meeting)s")
            yield _of_meeting("councils.close", title, meeting, day)


def _to_vote(user: User, day: date) -> Iterable[Duty]:
    """Meetings in session in which the member has not voted on everything. Two queries at most."""
    mine = MEETINGS.visible_to(user, "cast_vote").select_related("council")
    in_session = list(mine.order_by("held_on", "pk"))
    if not in_session:
        return
    asked = BallotItem.objects.filter(ballot__in=[each.ballot_id for each in in_session])
    # Votes are asked for item by item: joined, all ballots of all years would be read.
    voted = Vote.objects.filter(item=OuterRef("pk"), entry__person__user=user)
    aside = Recusal.objects.filter(item=OuterRef("pk"), entry__person__user=user)
    left = asked.filter(~Exists(voted), ~Exists(aside)).values_list("ballot", flat=True)
    waiting = set(left.order_by().distinct())
    for meeting in in_session:
        if meeting.ballot_id in waiting:
            yield _of_meeting("councils.vote", _("Vote: %(meeting)s"), meeting, day)


def _of_meeting(code: str, title: str, meeting: Meeting, day: date) -> Duty:
    return Duty(
        code=code,
        title=title % {"meeting": meeting},
        due_on=meeting.held_on,
        subject=meeting,
        url_name="councils:meeting",
        url_args=(meeting.pk,),
        is_late=meeting.held_on < day,
    )
