"""Votes of a meeting in session: recusals, a member's own vote, the secretary's record of all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots import actions as ballots
from thidua.ballots.models import Recusal, RollEntry, Vote
from thidua.ballots.states import Choice
from thidua.common.errors import refuse
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.policies import MEETINGS
from thidua.councils.states import MeetingState
from thidua.documents.on_paper import DoneOnPaper, enter
from thidua.dossiers.models import Nominee
from thidua.organisations.models import Person
from thidua.workflow import act
from thidua.workflow.acting import Act
from thidua.workflow.policies import on_paper as entering

Choices = Mapping[Person, str]


def recuse(*, meeting: Meeting, by: User, person: Person, nominee: Nominee, reason: str) -> Recusal:
    """A member who is present steps aside from one item, for a reason that the minutes print."""
    with _in_session("recuse", meeting, by) as (locked, _act):
        agenda_item = locked.agenda.select_related("item__ballot").filter(nominee=nominee).first()
        if agenda_item is None:
            raise refuse(
                "not_on_the_agenda",
                _("%(nominee)s is not on this meeting's agenda.") % {"nominee": nominee},
                field="nominee",
            )
        entry = _entry_of(locked, person)
        return ballots.recuse(agenda_item.item, entry=entry, reason=reason)


def cast_vote(*, item: AgendaItem, by: User, choice: str) -> Vote:
    """The open vote of the member who is signed in, in their own seat and in nobody else's."""
    with _in_session("cast_vote", item.meeting, by) as (locked, _act):
        entry = RollEntry.objects.get(ballot=locked.ballot_id, person__user=by)
        return ballots.cast_vote(item.item, entry=entry, choice=choice)


def cast_rest(*, meeting: Meeting, by: User, choice: str) -> int:
    """The member's one open vote on every item on which they have not voted and are not recused.

    How many items that were; refuses an unknown choice, and when nothing is left to vote on.
    """
    with _in_session("cast_vote", meeting, by) as (locked, current):
        _demand_choice(choice, "choice")
        entry = RollEntry.objects.get(ballot=locked.ballot_id, person__user=by)
        settled = Q(votes__entry=entry) | Q(recusals__entry=entry)
        items = list(locked.ballot.items.exclude(settled).values_list("pk", flat=True))
        if not items:
            raise refuse("nothing_left", _("You have voted on every item."))
        votes = [Vote(item_id=item, entry=entry, choice=choice) for item in items]
        Vote.objects.bulk_create(votes)
        current.say(votes=len(votes), choice=choice)
    return len(votes)


def record_votes(
    *,
    meeting: Meeting,
    by: User,
    votes: Mapping[AgendaItem, Choices],
    rest: str | None = None,
    on_paper: DoneOnPaper | None = None,
) -> int:
    """Record an open vote as it was taken: by item, each member's choice. How many were recorded.

    `rest` is what everybody else present, not recused and without a vote yet chose, on every item
    of the agenda ("all for, but …"); None records only what `votes` names. Refuses, recording
    nothing, an item of another meeting, one who is not present, recused or has voted already.
    `on_paper` is the sheet of hands or open ballots that one of those present signed.
    """
    name = "record_votes"
    right = entering(name) if on_paper else name
    with _in_session(name, meeting, by, right) as (locked, current):
        agenda = {each: each for each in locked.agenda.select_related("item__ballot")}
        strangers = [each for each in votes if each not in agenda]
        if strangers:
            raise refuse(
                "not_on_the_agenda",
                _("%(nominee)s is not on this meeting's agenda.") % {"nominee": strangers[0]},
                field="votes",
            )
        count = 0
        for agenda_item, choices in votes.items():
            for person, choice in choices.items():
                entry = _entry_of(locked, person)
                ballots.cast_vote(agenda[agenda_item].item, entry=entry, choice=choice)
                count += 1
        if rest is not None:
            count += _record_rest(locked, rest)
        if on_paper is not None:
            present = locked.ballot.roll.filter(is_present=True).values("person")
            doers = Person.objects.filter(pk__in=present)
            enter(current, on_paper, doers=doers, since=locked.held_on)
        if not count:
            raise refuse("no_votes", _("There is no vote here to be recorded."), field="votes")
        current.say(votes=count)
    return count


@contextmanager
def _in_session(
    name: str, meeting: Meeting, by: User, right: str = ""
) -> Iterator[tuple[Meeting, Act]]:
    """An act in a meeting: its row locked, the right asked, the meeting in session."""
    with act(f"councils.meeting.{name}", by=by, subject=meeting) as current:
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        # Closed or not yet open is told before rights: on the roll one has rights only in session.
        MEETINGS.demand(by, "view", locked)
        if locked.state != MeetingState.OPEN:
            raise refuse(
                "not_in_session",
                _("The meeting is not in session: nothing can be voted.")
                if locked.state == MeetingState.PLANNED
                else _("The meeting is closed: its votes stand."),
            )
        MEETINGS.demand(by, right or name, locked)
        yield locked, current


def _entry_of(meeting: Meeting, person: Person) -> RollEntry:
    entry = RollEntry.objects.filter(ballot=meeting.ballot_id, person=person).first()
    if entry is None:
        raise refuse(
            "not_entitled",
            _("%(name)s is not on this roll and has no vote here.") % {"name": person},
            field="person",
        )
    return entry


def _record_rest(meeting: Meeting, choice: str) -> int:
    """One choice for all who are present, not recused and without a vote, on every item."""
    _demand_choice(choice, "rest")
    items = meeting.ballot.items.values_list("pk", flat=True)
    present = list(meeting.ballot.roll.filter(is_present=True).values_list("pk", flat=True))
    taken = set(Vote.objects.filter(item__in=items).values_list("item_id", "entry_id"))
    taken |= set(Recusal.objects.filter(item__in=items).values_list("item_id", "entry_id"))
    votes = [
        Vote(item_id=item, entry_id=entry, choice=choice)
        for item in items
        for entry in present
        if (item, entry) not in taken
    ]
    Vote.objects.bulk_create(votes)
    return len(votes)


def _demand_choice(choice: str, field: str) -> None:
    if choice not in Choice.values:
        raise refuse(
            "unknown_choice",
            _("“%(choice)s” is not a choice.") % {"choice": choice},
            cure=_("A vote is for, against, or abstains."),
            field=field,
        )
