"""Coming in by a personal link: a session of its own, which opens one registration, nothing else.

The secret stands only in the address that the person was sent. Opening it sets a signed cookie that
browsers send to that link's pages alone; the program's own session knows nothing of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.request import through
from thidua.emulation.actions import digest_of
from thidua.emulation.models import PersonalLink
from thidua.emulation.queries import standing_links

SALT = "thidua.exchange.link"
HOURS = 10
# So many wrong addresses from one place within so many seconds; then it waits.
WRONG_TRIES, WAIT_SECONDS = 60, 15 * 60
CLOSED, TOO_MANY = 404, 429

P = ParamSpec("P")
LinkView = Callable[Concatenate[HttpRequest, PersonalLink, P], HttpResponse]


def link_named(secret: str) -> PersonalLink | None:
    """The link that a secret opens now; one query."""
    return standing_links(office_day()).filter(digest=digest_of(secret)).first()


def let_in(response: HttpResponse, link: PersonalLink) -> HttpResponse:
    """Have the browser keep that it opened `link`, for some hours and that link's pages alone."""
    response.set_cookie(
        _cookie(link.pk),
        signing.dumps(link.pk, salt=SALT),
        max_age=HOURS * 3600,
        path=reverse("exchange:link", args=[link.pk]),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def let_out(response: HttpResponse, link: PersonalLink) -> HttpResponse:
    """Have the browser forget that it opened `link`."""
    response.delete_cookie(_cookie(link.pk), path=reverse("exchange:link", args=[link.pk]))
    return response


def _cookie(pk: int) -> str:
    return f"thidua_lien_ket_{pk}"


def _opened(request: HttpRequest, pk: int) -> PersonalLink | None:
    """The link `pk`, where this browser opened it and it still stands."""
    try:
        kept = signing.loads(request.COOKIES.get(_cookie(pk), ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return standing_links(office_day()).filter(pk=pk).first() if kept == pk else None


def by_link(view: LinkView[P]) -> Callable[..., HttpResponse]:
    """A page of the link session: `view` is given the link; for this request alone the user is its
    person, and what is done is journaled as done through the link.
    """

    @login_not_required
    @wraps(view)
    def page(request: HttpRequest, pk: int, *args: P.args, **options: P.kwargs) -> HttpResponse:
        link = _opened(request, pk)
        if link is None:
            return closed(request)
        request.user = person_user(link)
        request.personal_link = link  # type: ignore[attr-defined]
        with through(f"personal_link:{link.pk}"):
            response = view(request, link, *args, **options)
        response["Cache-Control"] = "private, no-store"
        return response

    return page


def person_user(link: PersonalLink) -> User:
    """The account in whose name the link acts."""
    user = link.person.user
    assert user is not None, "a link's person has an account"  # noqa: S101
    return user


def closed(request: HttpRequest) -> HttpResponse:
    """The same page for every address that opens nothing: wrong, revoked, past, or not opened."""
    return _private(render(request, "exchange/closed_link.html", status=CLOSED))


def is_waiting(request: HttpRequest) -> bool:
    """Whether too many wrong addresses were tried from where the request comes."""
    return int(cache.get(_tries(request), 0)) >= WRONG_TRIES


def count_wrong(request: HttpRequest) -> None:
    """Count one more wrong address."""
    key = _tries(request)
    cache.add(key, 0, WAIT_SECONDS)
    try:
        cache.incr(key)
    except ValueError:
        # It ran out between the two: the next one counts anew.
        cache.add(key, 1, WAIT_SECONDS)


def _tries(request: HttpRequest) -> str:
    return f"thidua.exchange.tries:{get_client_ip_address(request)}"


def _private(response: HttpResponse) -> HttpResponse:
    """Nothing of the address leaves in a Referer, nothing stays in a cache."""
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "private, no-store"
    return response


private = _private
