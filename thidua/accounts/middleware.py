"""Nobody reaches a page without signing in; and nothing typed is lost on the way there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from thidua.accounts.kept import KEPT
from thidua.accounts.models import User
from thidua.accounts.views import sign_in_again
from thidua.ui.kept import typed_in

# Who last signed in here, sealed: tells whose words a form had when its session has ended.
TYPIST = "thidua_typist"
_MONTH = 30 * 24 * 3600
_signer = signing.Signer(salt="thidua.accounts.typist")


class SignInFirst(LoginRequiredMiddleware):
    """Leads to the sign-in page; a form that was sent goes with it, sealed."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Keep in the browser, sealed, whose words its pages will have."""
        user = request.user
        if isinstance(user, User) and _typist(request) != user.pk:
            response.set_cookie(
                TYPIST,
                _signer.sign(str(user.pk)),
                max_age=_MONTH,
                secure=settings.SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """The sign-in page where one has to: for a form with what was typed."""
        is_sent = request.method == "POST"
        if is_sent and request.user.is_authenticated:
            _drop_what_is_sent(request)
        answer: HttpResponseBase | None = super().process_view(
            request, view_func, view_args, view_kwargs
        )
        if answer is None:
            return None
        if request.headers.get("HX-Request") == "true":
            return _lead_the_whole_page(request)
        if is_sent and request.POST:
            return sign_in_again(request, typed_in(request, by=_typist(request)))
        return answer


def _drop_what_is_sent(request: HttpRequest) -> None:
    """A form sent at last waits no longer."""
    waiting = request.session.get(KEPT)
    if waiting and waiting["path"] == request.get_full_path():
        del request.session[KEPT]


def _lead_the_whole_page(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back to the page on which htmx asked, not into a part of it."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = f"{page.path}?{page.query}" if page.query else page.path
    sign_in = resolve_url(settings.LOGIN_URL)
    return HttpResponseClientRedirect(f"{sign_in}?{urlencode({'next': back or '/'})}")


def _typist(request: HttpRequest) -> int:
    try:
        return int(_signer.unsign(request.COOKIES.get(TYPIST, "")))
    except (signing.BadSignature, ValueError):
        return 0
