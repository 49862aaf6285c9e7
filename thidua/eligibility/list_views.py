"""Who qualifies this year: the list, its table, judging a year again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.accounts.models import User
from thidua.background.actions import is_lost
from thidua.background.states import WorkState
from thidua.common.clock import office_day
from thidua.common.errors import Refusal
from thidua.common.pages import Page, page_of
from thidua.documents.uploads import EXCEL, attached
from thidua.eligibility import lists
from thidua.eligibility.actions.years import ask_to_judge, carry_on
from thidua.eligibility.caps import Line, capped, lines, units_under
from thidua.eligibility.everybody import Court, court_of, governing_on
from thidua.eligibility.list_book import as_book
from thidua.eligibility.models import Judging, Standing
from thidua.eligibility.policies import STANDINGS, may_read_all, may_read_cases, may_read_lists
from thidua.eligibility.preferring import Place, Ranking
from thidua.eligibility.shown_caps import ShownCap, in_order, lines_of_units, ranking_of, shown_caps
from thidua.eligibility.states import Result
from thidua.eligibility.unit_picker import Picked, picked, units_listed
from thidua.emulation.models import Bloc
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, holds
from thidua.workflow.pages import who

FIRST_TITLE = "lao_dong_tien_tien"
ALL = "tat-ca"


@dataclass(frozen=True)
class ListRow:
    """One line of the list; `place` where it stands in an order of preference, `line` what a cap
    allows its unit.
    """

    row: Standing
    tone: str
    why: str
    place: Place | None = None
    line: Line | None = None


@dataclass(frozen=True)
class Reading:
    """What a request to read the list means: who asks, for what, by which law, under which caps."""

    user: User
    years: list[int]
    court: Court
    titles: list[tuple[str, str]]
    blocs: list[Bloc]
    picked: Picked
    asked: lists.Asked
    caps: list[ShownCap]

    @property
    def ranking(self) -> Ranking | None:
        """The order of preference, where the list stands in it."""
        return ranking_of(self.caps, self.asked)

    def rows(self) -> QuerySet[Any]:
        """The rows listed, by preference where they stand in that order (`order_key`)."""
        if self.ranking is None:
            return lists.listed(self.user, self.asked)
        rows = lists.listed(self.user, replace(self.asked, result=""))
        return in_order(rows, self.caps[0], self.ranking)


def _reading(request: HttpRequest) -> Reading:
    user = _reader(request)
    years = lists.years_judged()
    year = _year(request, years)
    court = court_of(year, governing_on(year))
    titles, blocs = lists.titles_of(court), lists.blocs_of(user, year)
    unit = picked(units_listed(user, year), request.GET)
    asked = _asked(request, year, titles, blocs, unit.unit)
    caps = shown_caps(user, asked, court)
    return Reading(user, years, court, titles, blocs, unit, asked, caps)


@require_safe
def qualifying(request: HttpRequest) -> HttpResponse:
    """The list of a title in a year; those who qualify by the records first. Where a cap is looked
    at as a whole, by the law's preferences.
    """
    reading = _reading(request)
    user, asked, get = reading.user, reading.asked, request.GET
    ranking, shows_cases = reading.ranking, may_read_cases(user)
    page = page_of(
        reading.rows(),
        key="order_key" if ranking else "sort_key",
        after=get.get("sau", ""),
        before=get.get("truoc", ""),
    )
    state = lists.fresh(asked.year)
    unit_lines = lines_of_units(reading.caps, page.rows, STANDINGS.visible_to(user))
    context = {
        "asked": asked,
        "picked": reading.picked,
        "years": sorted({*reading.years, asked.year}, reverse=True),
        "titles": reading.titles,
        "blocs": reading.blocs,
        "caps": reading.caps,
        "ranking": ranking,
        "facts": lists.FACTS.items(),
        "counts": lists.counts(user, asked) if state.newest else [],
        "page": page,
        "rows": [
            ListRow(
                row,
                lists.TONES[Result(row.result)],
                lists.reason(row, shows_cases=shows_cases),
                ranking.of(row.marks) if ranking else None,
                unit_lines.get(row.at_id),
            )
            for row in page.rows
        ],
        "state": state,
        "is_lost": state.newest is not None and is_lost(state.newest),
        "is_broken_off": state.newest is not None and state.newest.state == WorkState.FAILED,
        "may_judge": bool(holds(user, *OFFICE)),
        "may_try": shows_cases,
        "export": get.urlencode(),
        "here": request.get_full_path(),
    }
    return render(request, "eligibility/qualifying.html", context)


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The same list in full, as an Excel file, with the caps beside."""
    reading = _reading(request)
    content = as_book(
        lists.listed(reading.user, reading.asked),
        [each.cap for each in reading.caps if each.cap.is_of_unit or each.line],
        STANDINGS.visible_to(reading.user),
        office_day(),
        shows_cases=may_read_cases(reading.user),
    )
    return attached(content, f"du-dieu-kien-{reading.asked.year}.xlsx", EXCEL.media_type)


@require_safe
def by_unit(request: HttpRequest) -> HttpResponse:
    """How many each unit may put forward under one cap, and how many qualify, unit by unit."""
    user = _reader(request)
    years = lists.years_judged()
    year = _year(request, years)
    court = court_of(year, governing_on(year))
    known = capped(court, year)
    get = request.GET
    cap = next((each for each in known if each.key == get.get("gi")), next(iter(known), None))
    rows, units = STANDINGS.visible_to(user), units_listed(user, year)
    unit = picked(units, get)
    page: Page[Unit] = Page(())
    found: list[Line] = []
    if cap is not None and cap.is_of_unit:
        some = units.filter(pk=unit.unit.pk) if unit.unit else units_under(cap, units, rows)
        page = page_of(some, after=get.get("sau", ""), before=get.get("truoc", ""))
        found = lines(cap, page.rows, rows)
    elif cap is not None and may_read_all(user, office_day()):
        found = lines(cap, None, rows)
    context = {
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "caps": known,
        "cap": cap,
        "picked": unit,
        "page": page,
        "lines": found,
    }
    return render(request, "eligibility/by_unit.html", context)


@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """Have a year judged again, or go on with a judging that broke off."""
    user = _reader(request)
    answer = holds(user, *OFFICE)
    if not answer:
        raise PermissionDenied(answer.why)
    year = _year(request, lists.years_judged(), request.POST)
    newest = Judging.objects.filter(year=year).order_by("-pk").first()
    try:
        if request.POST.get("lam") == "tiep" and newest is not None:
            carry_on(work=newest, by=user)
        else:
            ask_to_judge(year=year, by=user)
    except Refusal as refusal:
        messages.info(request, str(refusal.reasons[0]))
    else:
        messages.success(request, _("It has begun; you may leave this page."))
    return redirect(f"{reverse('eligibility:qualifying')}?nam={year}")


def _reader(request: HttpRequest) -> User:
    """Who asks; 404 for those whom the lists do not concern."""
    user = who(request)
    if not may_read_lists(user, office_day()):
        raise Http404
    return user


def _year(request: HttpRequest, years: list[int], given: Mapping[str, str] | None = None) -> int:
    """The year asked for, else the office's, else the newest that was judged."""
    today = office_day().year
    asked = (given if given is not None else request.GET).get("nam", "")
    for year in (*years, today, today - 1):
        if str(year) == asked:
            return year
    return today if today in years or not years else years[0]


def _asked(
    request: HttpRequest,
    year: int,
    titles: list[tuple[str, str]],
    blocs: list[Bloc],
    unit: Unit | None,
) -> lists.Asked:
    """What the address asks for; what it cannot mean narrows nothing."""
    get = request.GET
    known = dict(titles)
    first = FIRST_TITLE if FIRST_TITLE in known else next(iter(known), "")
    what = get.get("gi", "")
    result = get.get("la", Result.VOUCHED)
    fact = get.get("thieu", "")
    result = result if result in Result.values else ""
    return lists.Asked(
        year=year,
        what=what if what in known else first,
        result=result,
        bloc=next((each for each in blocs if str(each.pk) == get.get("khoi")), None),
        unit=unit,
        fact=fact if fact in lists.FACTS and result == Result.UNKNOWN else "",
        text=get.get("q", ""),
    )
