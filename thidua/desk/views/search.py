"""Search: the first of every kind, and all of one kind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.desk.search import search, search_kind
from thidua.workflow.pages import found, who


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What one box finds: the first of every kind, or all of one kind page by page. As one types,
    only the list under the box is sent.
    """
    user, get = who(request), request.GET
    text, kind = get.get("q", ""), get.get("loai", "")
    if kind:
        group = found(search_kind(user, text, kind, get.get("sau", ""), get.get("truoc", "")))
        return render(request, "desk/search_kind.html", {"text": text, "group": group})
    context = {"text": text, "groups": search(user, text)}
    is_typing = request.headers.get("HX-Target") == "found"
    return render(request, "desk/found.html" if is_typing else "desk/search.html", context)
