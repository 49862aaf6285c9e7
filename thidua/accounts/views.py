"""Signing in and out, choosing the language, and being locked out."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from thidua.accounts import actions
from thidua.accounts.forms import SignInForm
from thidua.accounts.kept import KEPT, take_along, waiting
from thidua.accounts.models import User
from thidua.ui.kept import FIELD, Kept, is_from_here, opened, sealed, typed_in


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The sign-in page. `next` leads only to this site's own addresses.

    A form that could not be taken for want of a session is carried along, sealed.
    """

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """Whoever signed in elsewhere meanwhile goes on with what she typed."""
        if request.user.is_authenticated and take_along(request):
            return redirect("accounts:kept")
        return super().dispatch(request, *args, **options)

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Signs in; `again` only shows the page, with what is carried."""
        if "again" in request.POST:
            return self.get(request, *args, **options)
        return super().post(request, *args, **options)

    def get_success_url(self) -> str:
        """To what was typed, where something was."""
        if take_along(self.request):
            return reverse("accounts:kept")
        return super().get_success_url()

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """With what is carried along."""
        return {**super().get_context_data(**options), **_carried(self.request)}


def _carried(request: HttpRequest) -> dict[str, Any]:
    """What a sign-in page carries, where the seal is ours."""
    text = request.POST.get(FIELD, "")
    kept = opened(text, request)
    return {"kept": kept, "sealed": text} if kept else {}


def sign_in_again(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The sign-in page for a form that was sent when its session had ended (403)."""
    context = {"form": SignInForm(request), "next": "", "kept": kept, "sealed": sealed(kept)}
    return render(request, "accounts/sign_in.html", context, status=403)


@require_http_methods(["GET", "HEAD", "POST"])
def kept_page(request: HttpRequest) -> HttpResponse:
    """What was typed before signing in, and the button that sends it; POST drops it."""
    kept = waiting(request)
    if request.method == "POST" or kept is None:
        request.session.pop(KEPT, None)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/kept.html", {"kept": kept})


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form's protection did not match: most often one signed in anew since the page was opened.

    A form of this site's own is shown again, to be sent knowingly; another site's never (403).
    """
    del reason
    if not is_from_here(request) or not request.POST:
        return render(request, "accounts/form_expired.html", {}, status=403)
    context = _carried(request)
    if not context:
        user = request.user.pk if isinstance(request.user, User) else 0
        kept = typed_in(request, by=user)
        context = {"kept": kept, "sealed": sealed(kept)}
    context["is_sign_in"] = request.path == reverse("accounts:sign_in")
    return render(request, "accounts/form_expired.html", context, status=403)


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Ends the session, by POST."""


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language, in the account or a cookie, and go back where one was.

    What a page carried for want of a session goes along.
    """
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return _back(request)
    with translation.override(language):
        response = _back(request)
    if isinstance(request.user, User):
        actions.choose_language(by=request.user, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """Where one was when choosing a language; with what was typed, where a page carried it."""
    carried = _carried(request)
    if carried and take_along(request):
        return redirect("accounts:kept")
    if carried and not request.user.is_authenticated:
        context = {"form": SignInForm(request), "next": "", **carried}
        return render(request, "accounts/sign_in.html", context)
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    return HttpResponseRedirect(back)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """Too many wrong passwords: says so and when to try again (429)."""
    del response, credentials
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    context = {"minutes": minutes, **_carried(request)}
    return render(request, "accounts/locked_out.html", context, status=429)
