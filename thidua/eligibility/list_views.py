"""Who qualifies this year: the list, its table, judging a year again."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from thidua.common.pages import page_of
from thidua.documents.uploads import EXCEL, attached
from thidua.eligibility import lists
from thidua.eligibility.actions.years import ask_to_judge, carry_on
from thidua.eligibility.everybody import governing_on
from thidua.eligibility.models import Judging
from thidua.eligibility.policies import may_read_cases, may_read_lists
from thidua.eligibility.states import Result
from thidua.emulation.models import Bloc
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, holds
from thidua.workflow.pages import who

FIRST_TITLE = "lao_dong_tien_tien"
ALL = "tat-ca"


@require_safe
def qualifying(request: HttpRequest) -> HttpResponse:
    """The list of a title in a year; those who qualify by the records first."""
    user = _reader(request)
    years = lists.years_judged()
    year = _year(request, years)
    titles = lists.titles_of(year, governing_on(year))
    blocs = lists.blocs_of(user, year)
    asked = _asked(request, year, titles, blocs)
    get = request.GET
    page = page_of(lists.listed(user, asked), after=get.get("sau", ""), before=get.get("truoc", ""))
    shows_cases = may_read_cases(user)
    state = lists.fresh(year)
    context = {
        "asked": asked,
        "years": sorted({*years, year}, reverse=True),
        "titles": titles,
        "blocs": blocs,
        "facts": lists.FACTS.items(),
        "counts": lists.counts(user, asked) if state.newest else [],
        "page": page,
        "rows": [
            (row, lists.TONES[Result(row.result)], lists.reason(row, shows_cases=shows_cases))
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
    """The same list in full, as an Excel file."""
    user = _reader(request)
    year = _year(request, lists.years_judged())
    titles = lists.titles_of(year, governing_on(year))
    asked = _asked(request, year, titles, lists.blocs_of(user, year))
    content = lists.as_book(
        lists.listed(user, asked), office_day(), shows_cases=may_read_cases(user)
    )
    return attached(content, f"du-dieu-kien-{year}.xlsx", EXCEL.media_type)


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
    request: HttpRequest, year: int, titles: list[tuple[str, str]], blocs: list[Bloc]
) -> lists.Asked:
    """What the address asks for; what it cannot mean narrows nothing."""
    get = request.GET
    known = dict(titles)
    first = FIRST_TITLE if FIRST_TITLE in known else next(iter(known), "")
    what = get.get("gi", "")
    result = get.get("la", Result.VOUCHED)
    unit = get.get("don-vi", "")
    fact = get.get("thieu", "")
    result = result if result in Result.values else ""
    return lists.Asked(
        year=year,
        what=what if what in known else first,
        result=result,
        bloc=next((each for each in blocs if str(each.pk) == get.get("khoi")), None),
        unit=Unit.objects.filter(pk=int(unit)).first() if unit.isdecimal() else None,
        fact=fact if fact in lists.FACTS and result == Result.UNKNOWN else "",
        text=get.get("q", ""),
    )
