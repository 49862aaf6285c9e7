"""The register of honours: list and table."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.pages import page_of
from thidua.desk import register as reads
from thidua.desk.views.people import unit_asked
from thidua.documents.uploads import EXCEL
from thidua.emulation.models import Bloc
from thidua.honours.models import Honour
from thidua.rules import title_name
from thidua.workflow.pages import who

ALL_YEARS = "tat-ca"


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The honours that one may see, those of the newest year first."""
    user = who(request)
    years, blocs = reads.years_of(user), reads.blocs_of(user)
    asked, titles = _asked(request, user, years, blocs)
    rows = reads.honours_listed(user, asked)
    page = page_of(
        rows, key="pk", after=request.GET.get("sau", ""), before=request.GET.get("truoc", "")
    )
    context = {
        "asked": asked,
        "years": years,
        "blocs": blocs,
        "titles": titles,
        "page": page,
        "rows": [(row, title_name(row.what)) for row in page.rows],
        "export": request.GET.urlencode(),
    }
    return render(request, "desk/register.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The same list in full, as a table for office programs."""
    answer = StreamingHttpResponse(
        reads.as_csv(_rows(request)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="so-khen.csv"'
    return answer


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The same list in full, as an Excel file."""
    content = reads.as_book(_rows(request), office_day())
    answer = HttpResponse(content, content_type=EXCEL.media_type)
    answer["Content-Disposition"] = 'attachment; filename="so-khen.xlsx"'
    return answer


def _rows(request: HttpRequest) -> QuerySet[Honour]:
    user = who(request)
    asked, _titles = _asked(request, user, reads.years_of(user), reads.blocs_of(user))
    return reads.honours_listed(user, asked)


def _asked(
    request: HttpRequest, user: User, years: list[int], blocs: list[Bloc]
) -> tuple[reads.Asked, list[tuple[str, str]]]:
    """What the address asks for, and the titles to choose from; what it cannot mean narrows
    nothing.
    """
    get = request.GET
    year = next((each for each in years if str(each) == get.get("nam")), None)
    if year is None and get.get("nam") != ALL_YEARS:
        year = years[0] if years else None
    titles = reads.titles_offered(user, year)
    asked = reads.Asked(
        year=year,
        what=get.get("gi", "") if get.get("gi", "") in dict(titles) else "",
        unit=unit_asked(request),
        bloc=next((each for each in blocs if str(each.pk) == get.get("khoi")), None),
        text=get.get("q", ""),
    )
    return asked, titles
