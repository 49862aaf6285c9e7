"""A meeting: called with its agenda, opened on a roll, closed, its minutes."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.councils import actions, pages
from thidua.councils.composition import quorum_of
from thidua.councils.forms import DayForm, MeetingForm, RollForm
from thidua.councils.models import Council, Meeting
from thidua.councils.papers import minutes_paper
from thidua.councils.policies import COUNCILS, MEETINGS
from thidua.councils.queries import agenda_for, meetings_listed, members_on, roll_of
from thidua.councils.states import VOTING, Capacity, MeetingState
from thidua.councils.transitions import MEETING_MOVES, stops_closing
from thidua.documents.pdf import render_pdf
from thidua.documents.rendering import PDF, WORD
from thidua.documents.word import render_docx
from thidua.organisations.models import Period
from thidua.organisations.policies import OFFICE, holds
from thidua.workflow.pages import Words, attempt, demand_may, found, move_page, who

GET_POST = ["GET", "HEAD", "POST"]
LISTED = 100
FORMATS = {"docx": (WORD, render_docx), "pdf": (PDF, render_pdf)}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The meetings that one may see, and the councils for which one may call another."""
    user = who(request)
    context = {
        "seen": COUNCILS.visible_to(user).order_by("name", "pk"),
        "may_found": bool(holds(user, *OFFICE)),
        "councils": COUNCILS.visible_to(user, "call_meeting").order_by("name", "pk"),
        "meetings": [
            {
                "meeting": meeting,
                "state": MEETING_MOVES.label(meeting.state),
                "tone": pages.TONES[MeetingState(meeting.state)],
            }
            for meeting in meetings_listed(MEETINGS.visible_to(user))[:LISTED]
        ],
    }
    return render(request, "councils/meetings.html", context)


@require_http_methods(GET_POST)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting: what its agenda would have, who is left off and why; POST calls it."""
    user = who(request)
    council: Council = found(
        COUNCILS.visible_to(user).filter(pk=pk).select_related("authority").first()
    )
    demand_may(COUNCILS, user, "call_meeting", council)
    periods = pages.waiting_periods(council)
    is_sent = request.method == "POST"
    form = MeetingForm(request.POST if is_sent else None, periods=periods, initial=_asked(request))
    status = 200
    if is_sent:
        called: list[Meeting] = []

        def do(data: Mapping[str, Any]) -> None:
            called.append(
                actions.call_meeting(
                    by=user,
                    council=council,
                    period=form.chosen(),
                    held_on=data["held_on"],
                    place=data["place"],
                )
            )

        is_done, status = attempt(form, do)
        if is_done:
            messages.success(request, _("The meeting was called."))
            return redirect("councils:meeting", called[0].pk)
    day = form.cleaned_data.get("held_on") if is_sent else None
    context = {
        "council": council,
        "form": form,
        "agendas": [_agenda(council, period, day or office_day()) for period in periods],
        "day": day or office_day(),
    }
    return render(request, "councils/call.html", context, status=status)


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = request.GET.get("period", "")
    return {"period": asked} if asked else {}


def _agenda(council: Council, period: Period, day: date) -> dict[str, object]:
    agenda = agenda_for(council, period, day)
    return {
        "period": period,
        "count": len(agenda.proposals),
        "titles": pages.titles_of(agenda),
        "left_off": pages.left_off_of(agenda),
    }


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting: steps, the next action, roll, agenda with votes or results, history."""
    user, day = who(request), office_day()
    meeting = found(pages.meeting_of(MEETINGS.visible_to(user), pk))
    moves = {move.name for move in MEETING_MOVES.open_to(user, meeting)}
    is_open = meeting.state == MeetingState.OPEN
    also = ("cast_vote", "record_votes", "recuse") if is_open else ("draft_decision",)
    may = moves | {each for each in also if MEETINGS.allows(user, each, meeting)}
    groups = pages.groups_of(meeting)
    total = sum(group.items for group in groups)
    left = pages.own_left(meeting, user) if "cast_vote" in may else 0
    votes_left = pages.left_to_vote(meeting) if is_open else None
    context = {
        "meeting": meeting,
        "state": MEETING_MOVES.label(meeting.state),
        "tone": pages.TONES[MeetingState(meeting.state)],
        "steps": pages.steps(meeting),
        "may": may,
        "left": left,
        "votes_left": votes_left,
        "missing": stops_closing(meeting) if is_open else [],
        "next": pages.next_action(meeting, may, left, votes_left.lacking if votes_left else 0, day),
        "groups": groups,
        "agenda": pages.agenda_page(meeting, user, first_of(request), total),
        "roll": (roll := _roll(meeting)),
        "quorum": quorum_of(
            Fraction(meeting.ballot.quorum) if meeting.ballot.quorum else None,
            meeting.ballot.entitled or len(roll),
            is_strict=meeting.ballot.quorum_is_strict,
        ),
        "history": history_of(meeting, meeting.council, most=20),
    }
    return render(request, "councils/meeting.html", context)


def first_of(request: HttpRequest) -> int:
    """From which number on a long list is asked for: `?from=51`; anything else is 1."""
    asked = request.GET.get("from", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) <= 6 else 1  # noqa: PLR2004


def _roll(meeting: Meeting) -> list[dict[str, object]]:
    """Who is entitled: the roll once it is fixed, before that the members of the day."""
    if meeting.state == MeetingState.PLANNED:
        return [
            {"person": seat.person, "capacity": seat.get_capacity_display(), "presence": None}
            for seat in members_on(meeting.council, meeting.held_on)
            if seat.capacity in VOTING
        ]
    return [
        {
            "person": entry.person,
            "capacity": Capacity(entry.capacity).label,
            "presence": entry.is_present,
        }
        for entry in roll_of(meeting)
    ]


@require_http_methods(GET_POST)
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the meeting for another day."""
    meeting = found(pages.meeting_of(MEETINGS.visible_to(who(request)), pk))
    here = reverse("councils:meeting", args=[pk])
    words = Words(
        title=_("Call the meeting for another day"),
        sentences=(
            _("The meeting is called for %(day)s now.") % {"day": f"{meeting.held_on:%d/%m/%Y}"},
            _("Its agenda stays as it is."),
        ),
        button=_("Call for this day"),
        done=_("The meeting was called for another day."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=MEETING_MOVES,
        name="postpone",
        row=meeting,
        words=words,
        form_class=DayForm,
        do=lambda data: actions.postpone_meeting(
            meeting=meeting, by=who(request), held_on=data["held_on"]
        ),
    )


@require_http_methods(GET_POST)
def open_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the meeting with its roll."""
    meeting = found(pages.meeting_of(MEETINGS.visible_to(who(request)), pk))
    here = reverse("councils:meeting", args=[pk])
    words = Words(
        title=_("Open the meeting of %(day)s") % {"day": f"{meeting.held_on:%d/%m/%Y}"},
        sentences=(
            _("The roll is fixed: who is entitled to vote, and who of them is present."),
            _("Whoever is proposed for an award takes no part in that item."),
        ),
        button=_("Open the meeting"),
        done=_("The meeting is in session."),
        back=here,
        then=here,
    )
    seats = list(members_on(meeting.council, meeting.held_on))
    return move_page(
        request,
        table=MEETING_MOVES,
        name="open",
        row=meeting,
        words=words,
        form_class=partial(RollForm, seats=seats),
        do=lambda data: actions.open_meeting(
            meeting=meeting,
            by=who(request),
            chair=data["chair"],
            secretary=data["secretary"],
            present=data["present"],
        ),
    )


@require_http_methods(GET_POST)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the meeting, after a word on what that means."""
    meeting = found(pages.meeting_of(MEETINGS.visible_to(who(request)), pk))
    here = reverse("councils:meeting", args=[pk])
    words = Words(
        title=_("Close the meeting of %(day)s") % {"day": f"{meeting.held_on:%d/%m/%Y}"},
        sentences=(
            _("The votes are counted, and every item gets its outcome."),
            _("No vote can be added or changed after."),
            _("The minutes can be printed, and the papers on what was passed drafted."),
        ),
        button=_("Close the meeting"),
        done=_("The meeting is closed."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=MEETING_MOVES,
        name="close",
        row=meeting,
        words=words,
        do=lambda _data: actions.close_meeting(meeting=meeting, by=who(request)),
    )


@require_safe
def minutes(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The minutes of a closed meeting as Word (`docx`) or PDF (`pdf`)."""
    meeting = found(pages.meeting_of(MEETINGS.visible_to(who(request)), pk))
    if form not in FORMATS:
        raise Http404
    media_type, rendered = FORMATS[form]
    name = f"bien-ban-{meeting.held_on:%Y-%m-%d}.{form}"
    answer = HttpResponse(rendered(minutes_paper(meeting)), content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return answer
