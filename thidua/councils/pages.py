"""What the pages of councils show: the agenda by pages, the steps, the one next action."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ballots.counting import outlook
from thidua.ballots.models import Ballot, BallotItem, Recusal, RollEntry, Vote
from thidua.ballots.queries import needed, rule_of, tally_of
from thidua.ballots.states import Choice, Outcome
from thidua.councils.models import AgendaItem, Council, Meeting
from thidua.councils.queries import Agenda, LeftOff
from thidua.councils.states import VOTING, MeetingState
from thidua.dossiers.models import Dossier
from thidua.dossiers.states import DossierState
from thidua.organisations.models import Period
from thidua.ui.parts import NextAction, Step

ON_A_PAGE = 50
TONES = {MeetingState.PLANNED: "neutral", MeetingState.OPEN: "info", MeetingState.CLOSED: "ok"}
CHOICE_TONES = {Choice.YES: "ok", Choice.NO: "bad", Choice.ABSTAIN: "warn"}


@dataclass(frozen=True)
class Group:
    """The items of one title: how many, where on the agenda they begin, how many passed."""

    what: str
    items: int
    first: int
    passed: int


@dataclass(frozen=True)
class Row:
    """One item as the agenda shows it. `own` is the user's vote, `aside` whether recused."""

    agenda_item: AgendaItem
    votes: int
    lacking: int
    own: str
    own_tone: str
    is_aside: bool
    share: str
    needed: str
    outcome_tone: str


@dataclass(frozen=True)
class AgendaPage:
    """A page of an agenda: the items from `first` on; 0 where there is none before or after."""

    rows: Sequence[Row]
    first: int
    last: int
    total: int
    before: int
    after: int


def meeting_of(visible: QuerySet[Meeting], pk: int) -> Meeting | None:
    """A meeting that may be seen, with what its page names. One query."""
    return (
        visible.filter(pk=pk)
        .select_related("council__authority", "period", "ballot", "chair", "secretary")
        .first()
    )


def groups_of(meeting: Meeting) -> list[Group]:
    """The agenda by title, in its order. One query."""
    found = (
        AgendaItem.objects.filter(meeting=meeting)
        .values("nominee__what")
        .annotate(
            items=Count("pk"),
            first=Min("item__order"),
            passed=Count("pk", filter=Q(item__outcome=Outcome.PASSED)),
        )
        .order_by("first")
    )
    return [
        Group(each["nominee__what"], each["items"], each["first"], each["passed"]) for each in found
    ]


def agenda_page(meeting: Meeting, user: User, first: int, total: int) -> AgendaPage:
    """The items of the agenda from number `first` on, with the user's own votes: four queries."""
    own_votes: QuerySet[Vote] = Vote.objects.filter(entry__person__user=user)
    own_recusals: QuerySet[Recusal] = Recusal.objects.filter(entry__person__user=user)
    found = list(
        AgendaItem.objects.filter(meeting=meeting, item__order__gte=first)
        .select_related(
            "item", "nominee__person", "nominee__unit", "nominee__dossier__unit", "nominee__verdict"
        )
        .prefetch_related(
            Prefetch("item__votes", own_votes, to_attr="own"),
            Prefetch("item__recusals", own_recusals, to_attr="aside"),
        )
        .order_by("item__order")[:ON_A_PAGE]
    )
    cast = _votes_cast([each.item_id for each in found])
    last = found[-1].item.order if found else first - 1
    return AgendaPage(
        rows=[_row(meeting.ballot, each, cast.get(each.item_id, 0)) for each in found],
        first=first,
        last=last,
        total=total,
        before=max(1, first - ON_A_PAGE) if first > 1 else 0,
        after=last + 1 if last < total else 0,
    )


def _votes_cast(items: Collection[int]) -> dict[int, int]:
    counted = Vote.objects.filter(item__in=items).values_list("item").annotate(cast=Count("pk"))
    return dict(counted)


def _row(ballot: Ballot, agenda_item: AgendaItem, cast: int) -> Row:
    item: BallotItem = agenda_item.item
    own: list[Vote] = item.own  # type: ignore[attr-defined]
    return Row(
        agenda_item=agenda_item,
        votes=cast,
        lacking=max(0, ballot.present - item.recused - cast),
        own=str(Choice(own[0].choice).label) if own else "",
        own_tone=CHOICE_TONES[Choice(own[0].choice)] if own else "",
        is_aside=bool(item.aside),  # type: ignore[attr-defined]
        share=tally_of(ballot, item).printed(item.base) if item.yes is not None else "",
        needed=needed(item),
        outcome_tone="ok" if item.outcome == Outcome.PASSED else "bad",
    )


def item_of(meeting: Meeting, pk: int) -> AgendaItem | None:
    """One item of the meeting's agenda with who is proposed and the verdict. One query."""
    return (
        AgendaItem.objects.filter(meeting=meeting, pk=pk)
        .select_related(
            "meeting", "item__ballot", "nominee__person", "nominee__unit",
            "nominee__dossier__unit", "nominee__verdict",
        )
        .first()
    )  # fmt: skip


def votes_on(item: BallotItem) -> dict[int, Vote]:
    """The votes on one item by roll entry. One query."""
    return {vote.entry_id: vote for vote in item.votes.all()}


def recusals_on(item: BallotItem) -> dict[int, Recusal]:
    """Who takes no part in one item, by roll entry. One query."""
    return {each.entry_id: each for each in item.recusals.all()}


def left_of_vote(
    item: BallotItem,
    roll: Sequence[RollEntry],
    votes: Mapping[int, Vote],
    recusals: Mapping[int, Recusal],
) -> str:
    """One sentence on what is left of an item's vote: who has not voted, how many more are needed,
    whether the outcome can still change. Empty where everybody has voted.
    """
    waited = [
        entry.person
        for entry in roll
        if entry.is_present
        and entry.capacity in VOTING
        and entry.pk not in votes
        and entry.pk not in recusals
    ]
    if not waited:
        return ""
    counted = Counter(vote.choice for vote in votes.values())
    tally = replace(
        tally_of(item.ballot, item),
        yes=counted[Choice.YES],
        no=counted[Choice.NO],
        abstain=counted[Choice.ABSTAIN],
        recused=len(recusals),
    )
    rest = outlook(tally, rule_of(item))
    words = {
        "names": "; ".join(str(person) for person in waited),
        "left": len(waited),
        "needed": rest.needed,
        "yes": tally.yes,
    }
    if rest.needed is None:
        message = _(
            "Not yet voted: %(names)s. Even all of these votes are not enough: the outcome no"
            " longer changes."
        )
    elif rest.needed == 0:
        message = _(
            "Not yet voted: %(names)s. The %(yes)s votes for are enough already: the outcome no"
            " longer changes."
        )
    else:
        message = _(
            "Not yet voted: %(names)s. Of these %(left)s votes %(needed)s more must be for; the"
            " outcome is still open."
        )
    return message % words


def own_entry(meeting: Meeting, user: User) -> RollEntry | None:
    """The user's own line on the roll. One query."""
    return meeting.ballot.roll.filter(person__user=user).first()


def own_left(meeting: Meeting, user: User) -> int:
    """On how many items the member has still to vote. One query."""
    mine = Q(votes__entry__person__user=user) | Q(recusals__entry__person__user=user)
    return int(meeting.ballot.items.exclude(mine).count())


def waiting_periods(council: Council) -> list[Period]:
    """The periods of dossiers whose appraisal is concluded, the newest first. One query."""
    periods = Dossier.objects.filter(
        authority=council.authority_id, state=DossierState.APPRAISED
    ).values("period")
    return list(Period.objects.filter(pk__in=periods).order_by("-ends_on", "-pk"))


@dataclass(frozen=True)
class TitleCount:
    """How many of one title the agenda would have."""

    what: str
    count: int


@dataclass(frozen=True)
class LeftOffGroup:
    """Those of one title left off for one reason; `names` are the first of them."""

    what: str
    why: str
    citation: str
    count: int
    names: str


NAMED = 10


def titles_of(agenda: Agenda) -> list[TitleCount]:
    """An agenda's proposals counted by title, in its order."""
    counts: dict[str, int] = {}
    for each in agenda.proposals:
        counts[each.nominee.what] = counts.get(each.nominee.what, 0) + 1
    return [TitleCount(what, count) for what, count in counts.items()]


def left_off_of(agenda: Agenda) -> list[LeftOffGroup]:
    """Those left off, by title and reason."""
    groups: dict[tuple[str, str, str], list[LeftOff]] = {}
    for each in agenda.left_off:
        groups.setdefault((each.nominee.what, each.why, each.citation), []).append(each)
    return [
        LeftOffGroup(
            what,
            why,
            citation,
            len(each),
            "; ".join(str(one.nominee.holder) for one in each[:NAMED])
            + ("…" if len(each) > NAMED else ""),
        )
        for (what, why, citation), each in groups.items()
    ]


def steps(meeting: Meeting) -> list[Step]:
    """Called, in session, closed."""
    order = [MeetingState.PLANNED, MeetingState.OPEN, MeetingState.CLOSED]
    now = order.index(MeetingState(meeting.state))
    day = f"{meeting.held_on:%d/%m/%Y}"
    labels = (_("Called"), _("In session"), _("Closed"))
    is_over = meeting.state == MeetingState.CLOSED
    return [
        Step(
            label,
            "done" if at < now or is_over else "now" if at == now else "later",
            day if at == 1 else "",
        )
        for at, label in enumerate(labels)
    ]


def next_action(
    meeting: Meeting, may: Collection[str], left: int, lacking: int, day: date
) -> NextAction:
    """The one thing that this user does next, or who must act. `lacking`: items without votes."""
    if meeting.state == MeetingState.PLANNED:
        return _next_of_called(meeting, may, day)
    if meeting.state == MeetingState.OPEN:
        return _next_in_session(meeting, may, left, lacking)
    if "draft_decision" in may:
        where = reverse("decisions:decisions")
        return NextAction(_("Draft the papers on what was passed"), where)
    return NextAction(_("The standing office drafts the papers on what was passed."))


def _next_of_called(meeting: Meeting, may: Collection[str], day: date) -> NextAction:
    if "open" not in may:
        return NextAction(_("The council opens the meeting on its day."))
    if day < meeting.held_on:
        words = {"day": f"{meeting.held_on:%d/%m/%Y}"}
        return NextAction(_("The meeting opens on %(day)s.") % words)
    return NextAction(_("Open the meeting"), reverse("councils:open", args=[meeting.pk]))


def _next_in_session(meeting: Meeting, may: Collection[str], left: int, lacking: int) -> NextAction:
    if "record_votes" in may and lacking:
        where = reverse("councils:record_votes", args=[meeting.pk])
        return NextAction(_("Record the votes"), where)
    if "close" in may and not lacking:
        return NextAction(_("Close the meeting"), reverse("councils:close", args=[meeting.pk]))
    if "cast_vote" in may and left:
        return NextAction(
            _("Vote on all the rest at once"),
            reverse("councils:vote_rest", args=[meeting.pk]),
            _("You have still to vote on %(count)s items: on each below, or on all at once.")
            % {"count": left},
        )
    return NextAction(_("The members vote; the secretary records the votes and closes."))


@dataclass(frozen=True)
class LeftToVote:
    """How many of a meeting's `items` lack the vote of a member present, and how many votes."""

    items: int
    lacking: int
    votes: int

    def __str__(self) -> str:
        """One sentence for the page of the meeting in session, with what closes the vote."""
        if not self.lacking:
            return _("All %(items)s items are voted on: the meeting may be closed.") % {
                "items": number_format(self.items)
            }
        words = {
            "done": number_format(self.items - self.lacking),
            "items": number_format(self.items),
            "lacking": number_format(self.lacking),
            "votes": number_format(self.votes),
        }
        return (
            _(
                "Voted on: %(done)s of %(items)s items. Items that still lack votes: %(lacking)s;"
                " votes still to come: %(votes)s. The meeting is closed once every member present"
                " has voted on every item or takes no part in it."
            )
            % words
        )


def left_to_vote(meeting: Meeting) -> LeftToVote:
    """What is left of a meeting's votes. One query."""
    cast = meeting.ballot.items.annotate(cast=Count("votes"))
    lacks = Greatest(meeting.ballot.present - F("recused") - F("cast"), 0)
    found = cast.annotate(lacks=lacks).aggregate(
        items=Count("pk"), lacking=Count("pk", filter=Q(lacks__gt=0)), votes=Sum("lacks")
    )
    return LeftToVote(found["items"], found["lacking"], found["votes"] or 0)
