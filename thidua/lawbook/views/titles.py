"""Titles and forms: the list, one on a day, through time, and on two days side by side."""

import re
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.common.text import fold
from thidua.eligibility.queries import compared_instruments
from thidua.lawbook import through_time, words
from thidua.lawbook.forms import DayForm, TwoDaysForm
from thidua.lawbook.offices import jurisdiction_named, office_jurisdiction
from thidua.lawbook.own_rules import known_by_text
from thidua.lawbook.sheets import Sheet
from thidua.rules import Title, default_law
from thidua.workflow.pages import INVALID


@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    """Every title and form: by name, by holder, by family; whether in force today."""
    law, day = default_law(), office_day()
    text = request.GET.get("q", "")[:200]
    holder, family = request.GET.get("ai", ""), request.GET.get("loai", "")
    sought = fold(text).split()
    rows = [
        {
            "title": title,
            "is_in_force": any(each.covers(day) and not each.is_draft for each in title.versions),
            "holders": ", ".join(str(words.HOLDERS[each]) for each in title.holders),
            "family": words.FAMILIES[title.family],
        }
        for title in sorted(law.shelf.titles.values(), key=lambda each: fold(each.name))
        if all(word in fold(f"{title.name} {title.short}") for word in sought)
        and (holder not in words.HOLDERS or holder in title.holders)
        and (family not in words.FAMILIES or family == title.family)
    ]
    rows.sort(key=lambda row: (not row["is_in_force"], str(row["family"])))
    context = {
        "rows": rows,
        "text": text,
        "holder": holder,
        "family": family,
        "holders": words.HOLDERS.items(),
        "families": words.FAMILIES.items(),
        "day": day,
    }
    return render(request, "lawbook/titles.html", context)


@require_safe
def title(request: HttpRequest, what: str) -> HttpResponse:
    """One title or form as in force on a day."""
    found, form = _found(what), _form(request)
    sheet = None
    if form.is_valid():
        whose = jurisdiction_named(form.cleaned_data["noi"])
        sheet = Sheet(default_law(), found, form.cleaned_data["ngay"], whose)
    context = {
        "title": found,
        "form": form,
        "sheet": sheet,
        # Notes of the data name a key in backticks, for those who write the data.
        "note": re.sub(r"\s*\(`[^`]*`\)", "", found.note),
        "holders": ", ".join(str(words.HOLDERS[each]) for each in found.holders),
        "family": words.FAMILIES[found.family],
        "compared": compared_instruments(),
        "own_known": known_by_text(),
    }
    return render(request, "lawbook/title.html", context, status=200 if sheet else INVALID)


@require_safe
def versions(request: HttpRequest, what: str) -> HttpResponse:
    """One title through time: every version of every rule about it."""
    found, law, day = _found(what), default_law(), office_day()
    lines = [
        (
            line,
            [(use, use.is_in_force(day)) for use in line.versions],
        )
        for line in through_time.versions_of(law, found)
    ]
    context = {"title": found, "lines": lines, "day": day, "own_known": known_by_text()}
    return render(request, "lawbook/versions.html", context)


@require_safe
def side_by_side(request: HttpRequest, what: str) -> HttpResponse:
    """One title on two days, the differences marked in words."""
    found, law, is_asked = _found(what), default_law(), "so_voi" in request.GET
    form = _form(request, TwoDaysForm)
    whose = jurisdiction_named(str(form.data["noi"]))
    turns = through_time.turning_days(law, found, whose.authority)
    if not is_asked:
        form = TwoDaysForm(
            {**form.data, **_turn(turns)}, day=office_day(), authority=whose.authority
        )
    rows: list[through_time.Difference] = []
    days = None
    if form.is_valid():
        days = sorted((form.cleaned_data["ngay"], form.cleaned_data["so_voi"]))
        first, second = (Sheet(law, found, each, whose) for each in days)
        rows = through_time.compared(first, second)
    context = {
        "title": found,
        "form": form,
        "days": days,
        "rows": [each for each in rows if each.kind != through_time.SAME],
        "same": sum(each.kind == through_time.SAME for each in rows),
        "turns": turns,
        "own_known": known_by_text(),
    }
    return render(request, "lawbook/side_by_side.html", context, status=200 if days else INVALID)


def _found(what: str) -> Title:
    found = default_law().shelf.titles.get(what)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, kind: type[DayForm] = DayForm) -> DayForm:
    """The form with what was asked; the office's own day and rules where nothing was."""
    sent = {key: str(value) for key, value in request.GET.items() if value}
    if "noi" in request.GET:
        sent["noi"] = str(request.GET["noi"])
    own = None if "noi" in sent else office_jurisdiction().authority
    return kind(sent, day=office_day(), authority=own)


def _turn(turns: list[date]) -> dict[str, str]:
    """The last change before the office's day, and else the first after it."""
    day = office_day()
    before = [each for each in turns if each <= day]
    after = [each for each in turns if each > day]
    other = after[0] if after else before[-1] - timedelta(days=1) if before else day
    return {"so_voi": other.strftime("%d/%m/%Y")}
