"""Search: the first of every kind, and all of one kind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.desk.search import search, search_kind
from thidua.workflow.pages import found, who


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What one box finds. As one types, only the list under the box is sent."""
    text = request.GET.get("q", "")
    context = {"text": text, "groups": search(who(request), text)}
    is_typing = request.headers.get("HX-Target") == "found"
    return render(request, "desk/found.html" if is_typing else "desk/search.html", context)


@require_safe
def one_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """All that is found of one kind, page by page."""
    text = request.GET.get("q", "")
    page = found(
        search_kind(
            who(request), text, kind, request.GET.get("sau", ""), request.GET.get("truoc", "")
        )
    )
    return render(request, "desk/search_kind.html", {"text": text, "group": page})
