"""People and units: lists and pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.common.pages import page_of
from thidua.desk.holders import people_listed, person_page, unit_page
from thidua.organisations.models import Unit
from thidua.organisations.policies import UNITS
from thidua.organisations.queries import named, search_words
from thidua.organisations.states import UnitKind
from thidua.ui.converters import LARGEST
from thidua.workflow.pages import found, who


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people whom one may see: all, those of a unit, those of a name."""
    user, text = who(request), request.GET.get("q", "")
    unit = unit_asked(request)
    rows = people_listed(user, unit, office_day()).filter(named(search_words(text)))
    context = {
        "text": text,
        "unit": unit,
        "page": page_of(
            rows, after=request.GET.get("sau", ""), before=request.GET.get("truoc", "")
        ),
    }
    return render(request, "desk/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person."""
    page = found(person_page(who(request), pk))
    return render(request, "desk/person.html", {"page": page})


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The units that one may see: all, those of a kind, those of a name."""
    text, kind = request.GET.get("q", ""), request.GET.get("loai", "")
    seen = UNITS.visible_to(who(request)).select_related("parent")
    rows = seen.filter(named(search_words(text)))
    if kind in UnitKind.values:
        rows = rows.filter(kind=kind)
    present = set(seen.order_by().values_list("kind", flat=True).distinct())
    context = {
        "text": text,
        "chosen": kind if kind in UnitKind.values else "",
        "kinds": [each for each in UnitKind if each in present],
        "page": page_of(
            rows, after=request.GET.get("sau", ""), before=request.GET.get("truoc", "")
        ),
    }
    return render(request, "desk/units.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit."""
    page = found(unit_page(who(request), pk, office_day()))
    return render(request, "desk/unit.html", {"page": page})


def unit_asked(request: HttpRequest) -> Unit | None:
    """The unit that narrows a list, if it may be seen."""
    asked = request.GET.get("don-vi", "")
    if not (asked.isascii() and asked.isdigit()) or int(asked[:30]) > LARGEST:
        return None
    return UNITS.visible_to(who(request)).filter(pk=int(asked)).first()
