"""What surrounds every request: its id, its language, the office's day, refusals as pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import translation

from thidua.common import clock
from thidua.common.errors import Refusal
from thidua.common.remembered import page_remembered
from thidua.common.request import request as request_scope
from thidua.lawbook.in_force import law_in_force, refresh_if_due
from thidua.rules.in_force import law_is
from thidua.ui.views import refused

_WITHOUT_A_PASSWORD_OF_ONES_OWN = (
    "organisations:own_password",
    "accounts:sign_out",
    "accounts:language",
    "healthz",
    "readyz",
)

GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request an id, for the journal, the logs and the answer's header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with request_scope() as name:
            response = get_response(request)
            response["X-Request-ID"] = name
            return response

    return middleware


def language(get_response: GetResponse) -> GetResponse:
    """Speak the language chosen by the user, else in the cookie, else Vietnamese.

    The browser's own wish is ignored: office machines are set up in any language.
    """
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME, ""
        )
        code = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def office_day(get_response: GetResponse) -> GetResponse:
    """Read the office's day once a request, so that every rule in it sees the same day."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.office_day_is(clock.office_day()):
            return get_response(request)

    return middleware


def law(get_response: GetResponse) -> GetResponse:
    """Every rule in a request is of one law; which own rules are approved is asked now and then."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refresh_if_due()
        with law_is(law_in_force()):
            return get_response(request)

    return middleware


def roles(get_response: GetResponse) -> GetResponse:
    """Read what many ask for once for a page that only reads; what writes asks each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        with page_remembered():
            return get_response(request)

    return middleware


def own_password_first(get_response: GetResponse) -> GetResponse:
    """Who signs in with a password that another gave chooses one before doing anything else."""
    allowed = {str(reverse_lazy(name)) for name in _WITHOUT_A_PASSWORD_OF_ONES_OWN}

    def middleware(request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "must_change_password", False) and request.path not in allowed:
            return redirect("organisations:own_password")
        return get_response(request)

    return middleware


class _Refusals:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal that no view caught becomes a page with its reasons (403 or 409)."""
        return refused(request, error) if isinstance(error, Refusal) else None


refusals = _Refusals
