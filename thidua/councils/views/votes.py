"""Votes of a meeting in session: a member's own, the secretary's record, recusals."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.ballots.queries import needed
from thidua.ballots.states import Choice
from thidua.common.errors import Refusal
from thidua.councils import actions, pages
from thidua.councils.forms import MemberReasonForm, VoteForm, VotesForm
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.policies import MEETINGS
from thidua.councils.queries import roll_of
from thidua.councils.states import MeetingState
from thidua.organisations.models import Person
from thidua.workflow.pages import Words, attempt, demand_may, form_page, found, who

GET_POST = ["GET", "HEAD", "POST"]


def _item(request: HttpRequest, pk: int, item_pk: int) -> tuple[Meeting, AgendaItem]:
    meeting = found(pages.meeting_of(MEETINGS.visible_to(who(request)), pk))
    return meeting, found(pages.item_of(meeting, item_pk))


def _back_to(meeting: Meeting, agenda_item: AgendaItem) -> str:
    """The page of the agenda on which the item stands, at the item."""
    order = agenda_item.item.order
    first = (order - 1) // pages.ON_A_PAGE * pages.ON_A_PAGE + 1
    here = reverse("councils:meeting", args=[meeting.pk])
    return f"{here}?from={first}#muc-{order}"


@require_safe
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """One item: who is proposed, the verdict, who voted how and who stands aside."""
    user = who(request)
    meeting, agenda_item = _item(request, pk, item_pk)
    votes, recusals = pages.votes_on(agenda_item.item), pages.recusals_on(agenda_item.item)
    is_open = meeting.state == MeetingState.OPEN
    entry = pages.own_entry(meeting, user)
    roll = list(roll_of(meeting))
    is_settled = entry is not None and (entry.pk in votes or entry.pk in recusals)
    context = {
        "meeting": meeting,
        "item": agenda_item,
        "needed": needed(agenda_item.item),
        "back": _back_to(meeting, agenda_item),
        "choices": Choice.choices,
        "may_vote": is_open and not is_settled and bool(
            MEETINGS.allows(user, "cast_vote", meeting)
        ),
        "may_recuse": is_open and bool(MEETINGS.allows(user, "recuse", meeting)),
        "rows": [
            {
                "entry": each,
                "vote": _shown(votes[each.pk].choice) if each.pk in votes else None,
                "recusal": recusals.get(each.pk),
            }
            for each in roll
        ],
        "left": pages.left_of_vote(agenda_item.item, roll, votes, recusals) if is_open else "",
    }  # fmt: skip
    return render(request, "councils/item.html", context)


def _shown(choice: str) -> tuple[str, str]:
    return str(Choice(choice).label), pages.CHOICE_TONES[Choice(choice)]


@require_POST
def vote(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """The member's own vote on one item."""
    meeting, agenda_item = _item(request, pk, item_pk)
    choice = request.POST.get("choice", "")
    try:
        actions.cast_vote(item=agenda_item, by=who(request), choice=choice)
    except Refusal as refusal:
        if any(reason.code == "not_yours" for reason in refusal.reasons):
            raise
        for reason in refusal.reasons:
            messages.error(request, str(reason))
    else:
        words = {"order": agenda_item.item.order, "choice": Choice(choice).label}
        messages.success(request, _("Item %(order)s: your vote is “%(choice)s”.") % words)
    return redirect(_back_to(meeting, agenda_item))


@require_http_methods(GET_POST)
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """The member's one vote on everything that is left."""
    user = who(request)
    meeting = found(pages.meeting_of(MEETINGS.visible_to(user), pk))
    demand_may(MEETINGS, user, "cast_vote", meeting)
    left = pages.own_left(meeting, user)

    def do(data: Mapping[str, Any]) -> None:
        count = actions.cast_rest(meeting=meeting, by=user, choice=data["choice"])
        told = ngettext("You voted on %(count)s item.", "You voted on %(count)s items.", count)
        messages.success(request, told % {"count": count})

    sentence = ngettext(
        "One vote on %(count)s item, on which you have not voted.",
        "One vote on each of %(count)s items, on which you have not voted.",
        left,
    )
    words = {
        "title": _("Vote on all the rest at once"),
        "sentences": (sentence % {"count": left}, _("A vote cannot be changed after.")),
        "button": _("Vote"),
    }
    return _form_page(request, meeting, VoteForm(request.POST or None), words, do)


@require_http_methods(GET_POST)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an open vote as it was taken: all for, but these exceptions."""
    user = who(request)
    meeting = found(pages.meeting_of(MEETINGS.visible_to(user), pk))
    demand_may(MEETINGS, user, "record_votes", meeting)
    agenda = {each.item.order: each for each in meeting.agenda.select_related("item")}
    is_sent = request.method == "POST"
    data = request.POST if is_sent else None
    files = request.FILES if is_sent else None
    form = VotesForm(data, files=files, roll=roll_of(meeting), orders=list(agenda))
    status = 200
    if is_sent:

        def do(cleaned: Mapping[str, Any]) -> None:
            votes: dict[AgendaItem, dict[Person, str]] = {}
            for number, person, choice in form.votes:
                votes.setdefault(agenda[number], {})[person] = choice
            count = actions.record_votes(
                meeting=meeting,
                by=user,
                votes=votes,
                rest=cleaned["rest"] or None,
                on_paper=cleaned["on_paper"],
            )
            told = ngettext("%(count)s vote was recorded.", "%(count)s votes were recorded.", count)
            messages.success(request, told % {"count": count})

        is_done, status = attempt(form, do)
        if is_done:
            return redirect("councils:meeting", pk)
    context = {"meeting": meeting, "form": form, "total": len(agenda)}
    return render(request, "councils/record.html", context, status=status)


@require_http_methods(GET_POST)
def recuse(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """A member steps aside from one item."""
    user = who(request)
    meeting, agenda_item = _item(request, pk, item_pk)
    demand_may(MEETINGS, user, "recuse", meeting)
    data = request.POST if request.method == "POST" else None
    form = MemberReasonForm(data, roll=roll_of(meeting))

    def do(cleaned: Mapping[str, Any]) -> None:
        actions.recuse(
            meeting=meeting,
            by=user,
            person=form.chosen(),
            nominee=agenda_item.nominee,
            reason=cleaned["reason"],
        )
        messages.success(
            request, _("%(name)s takes no part in this item.") % {"name": form.chosen()}
        )

    words = {
        "title": _("A member takes no part in item %(order)s") % {"order": agenda_item.item.order},
        "sentences": (
            agenda_item.item.label,
            _("Who steps aside does not vote; a share of all members counts them still."),
        ),
        "button": _("Record"),
    }
    then = reverse("councils:item", args=[pk, item_pk])
    return _form_page(request, meeting, form, words, do, then)


def _form_page(
    request: HttpRequest,
    meeting: Meeting,
    form: forms.Form,
    words: Mapping[str, Any],
    do: Any,
    then: str = "",
) -> HttpResponse:
    """The page of one act in a session: GET says what it does, POST does it."""
    back = then or reverse("councils:meeting", args=[meeting.pk])
    return form_page(
        request,
        words=Words(**words, done="", back=back, then=back),
        form=form,
        do=do,
        done=lambda: redirect(back),
    )
