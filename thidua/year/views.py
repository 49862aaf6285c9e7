"""The demo: being one of its people, and moving the office's day. Elsewhere these are 404."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.accounts.kept import take_along
from thidua.accounts.models import User
from thidua.common.errors import Refusal
from thidua.year import actions, queries
from thidua.year.forms import DayForm, RoleForm

View = Callable[[HttpRequest], HttpResponse]


def demo_only(view: View) -> View:
    """404 outside the demo."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request)

    return wrapped


@login_not_required
@demo_only
@require_POST
def be_someone(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, without a password."""
    form = RoleForm(request.POST)
    user = queries.cast_user(form.cleaned_data["username"]) if form.is_valid() else None
    if user is None:
        raise Http404
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("accounts:kept" if take_along(request) else settings.LOGIN_REDIRECT_URL)


@demo_only
@require_POST
def move_day(request: HttpRequest) -> HttpResponse:
    """Move the office's day and go back where one was."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets in no other
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["day"][0]))
        return HttpResponseRedirect(back)
    try:
        row = actions.move_demo_day(by=request.user, day=form.cleaned_data["day"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The office's day is now %(day)s.") % {"day": row})
    return HttpResponseRedirect(back)
