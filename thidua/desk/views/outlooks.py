"""The outlook of a person or a unit, judged when asked for; the holder's page fetches it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.desk.outlooks import outlook_of, person_seen, unit_seen
from thidua.organisations.models import Person, Unit
from thidua.workflow.pages import found, who


@require_safe
def of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's."""
    return _page(request, found(person_seen(who(request), pk)), "desk:person")


@require_safe
def of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's."""
    return _page(request, found(unit_seen(who(request), pk)), "desk:unit")


def _page(request: HttpRequest, holder: Person | Unit, back: str) -> HttpResponse:
    context = {
        "holder": holder,
        "back": reverse(back, args=[holder.pk]),
        "outlook": outlook_of(who(request), holder, office_day()),
    }
    is_part = request.headers.get("HX-Request") == "true"
    template = "desk/outlook_part.html" if is_part else "desk/outlook.html"
    answer = render(request, template, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
