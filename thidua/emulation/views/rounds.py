"""Lists: my units' registrations, the rounds, one round's members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.emulation import pages
from thidua.emulation.reminders import reminder
from thidua.emulation.states import RegistrationState
from thidua.workflow.pages import found, who

NOT_SENT = "missing"
LATE = "late"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The registrations of my units, and the rounds that I oversee."""
    user, day = who(request), office_day()
    unbegun, written = pages.own_registrations(user, day)
    context = {
        "unbegun": unbegun,
        "written": written,
        "rounds": pages.rounds_overseen(user, day),
        "day": day,
    }
    return render(request, "emulation/registrations.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The members of a round: who has sent what, who is late. `state` shows some of them."""
    user, day = who(request), office_day()
    in_round = found(pages.round_of(user, pk))
    rows = pages.round_rows(user, in_round, day)
    chosen = request.GET.get("state", "")
    office = pages.is_office(user)
    context = {
        "round": in_round,
        "rows": [row for row in rows if not chosen or _is_in(row, chosen)],
        "filters": _filters(rows, chosen),
        "rounds": pages.rounds_overseen(user, day),
        "is_office": office,
        "reminder": reminder(in_round, rows, day) if office else "",
    }
    return render(request, "emulation/round.html", context)


def _is_in(row: pages.Shown, chosen: str) -> bool:
    if chosen == LATE:
        return row.days_late > 0
    if chosen == NOT_SENT:
        return row.sent_on is None
    return row.registration is not None and row.registration.state == chosen


def _filters(rows: list[pages.Shown], chosen: str) -> list[dict[str, object]]:
    """Each way to narrow the list, how many rows it leaves, and whether it is chosen."""
    codes = (NOT_SENT, RegistrationState.SENT, RegistrationState.RETURNED,
             RegistrationState.ACCEPTED, LATE)  # fmt: skip
    return [
        {
            "code": str(code),
            "count": sum(_is_in(row, code) for row in rows),
            "is_chosen": code == chosen,
        }
        for code in codes
    ]
