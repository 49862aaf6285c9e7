"""Instruments: the list with what is repealed, and what rests on one."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.common.text import fold
from thidua.eligibility.comparing import may_read
from thidua.eligibility.queries import comparison_of
from thidua.lawbook import words
from thidua.lawbook.own_rules import known_by_text
from thidua.lawbook.uses import successors, uses_of
from thidua.rules import Instrument, default_law
from thidua.workflow.pages import who

_STATES = ("in_force", "to_come", "repealed")


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument: in force today, to come, no longer in force."""
    day, text = office_day(), request.GET.get("q", "")[:200]
    sought = fold(text).split()
    rows = [
        {"instrument": each, "state": state_of(each, day), "mark": words.mark(each.source),
         "tone": words.TONES[each.source]}
        for each in default_law().shelf.instruments.values()
        if all(word in fold(f"{each.printed} {each.title} {each.issuer}") for word in sought)
    ]  # fmt: skip
    rows.sort(key=lambda row: _STATES.index(str(row["state"])))
    return render(request, "lawbook/instruments.html", {"rows": rows, "text": text, "day": day})


@require_safe
def instrument(request: HttpRequest, instrument: str) -> HttpResponse:
    """One instrument: what it is, what replaced it, which rules of the program rest on it."""
    law, day = default_law(), office_day()
    found = law.shelf.instruments.get(instrument)
    if found is None:
        raise Http404
    context = {
        "instrument": found,
        "state": state_of(found, day),
        "successors": successors(law, found),
        "rows": [
            {
                "use": each,
                "title": law.shelf.titles.get(each.what),
                "is_in_force": each.is_in_force(day),
            }
            for each in uses_of(law, instrument)
        ],
        "comparison": comparison_of(instrument),
        "may_read": may_read(who(request), day),
        "mark": words.mark(found.source),
        "tone": words.TONES[found.source],
        "day": day,
        "own_known": known_by_text(),
    }
    return render(request, "lawbook/instrument.html", context)


def state_of(instrument: Instrument, day: date) -> str:
    """`in_force`, `to_come` or `repealed` on a day."""
    if day < instrument.in_force_from:
        return "to_come"
    until = instrument.in_force_until
    return "repealed" if until is not None and until <= day else "in_force"
