"""Pages for what went wrong, each saying what happened and what to do; and refusals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.common.errors import Refusal

_FORBIDDEN_CODES = frozenset({"not_yours"})


def _page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    return render(request, "ui/problem.html", {"title": title, "message": message}, status=status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page: 403 where it is another's to do, else 409. Nothing was changed."""
    is_forbidden = any(reason.code in _FORBIDDEN_CODES for reason in refusal.reasons)
    return render(
        request,
        "ui/refused.html",
        {"reasons": refusal.reasons},
        status=403 if is_forbidden else 409,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    del exception
    return _page(
        request,
        400,
        _("The request could not be read"),
        _("What was sent is not what this page takes. Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the reason, where one was given."""
    reason = str(exception) or _("This is not yours to do.")
    return _page(request, 403, _("Not allowed"), reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: does not exist, or may not be seen; which of the two is not told."""
    del exception
    return _page(
        request,
        404,
        _("Not found"),
        _("There is no such page, or it is not yours to see."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: says that nothing was half-done and that it is recorded."""
    return _page(
        request,
        500,
        _("The program failed"),
        _("Nothing was changed. The fault is recorded; please tell the administrator."),
    )
