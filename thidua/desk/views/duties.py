"""The first page: my duties."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.councils.policies import seats_of
from thidua.desk import queries
from thidua.desk.board import boards_of
from thidua.emulation.queries import open_registrations
from thidua.organisations.policies import roles_of
from thidua.workflow.pages import who


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """What is due of me, what is open to my units, what has happened."""
    user, day = who(request), office_day()
    whole = request.GET.get("viec", "")
    due = queries.duties_shown(user, day, whole)
    registrations = open_registrations(user, day)
    context = {
        "shown": boards_of(user, day),
        "due": due,
        "whole": whole,
        "count": sum(each.count for each in due),
        "late": sum(each.late for each in due),
        "roles": roles_of(user, day),
        "posts": queries.posts_of(user, day),
        "seats": seats_of(user, day),
        "milestone": queries.next_milestone(user, day),
        "registrations": registrations,
        "news": queries.news_of(user, registrations),
    }
    return render(request, "desk/duties.html", context)
