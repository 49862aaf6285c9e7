"""After signing in: what was typed before waits in the session until it is sent or dropped."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.ui.kept import FIELD, Kept, opened

KEPT = "kept"


def take_along(request: HttpRequest) -> bool:
    """Keep what the sign-in page carried, for the user now signed in; whether there is something.

    Another's words are not shown to her: she is told so.
    """
    kept = opened(request.POST.get(FIELD, ""), request)
    user = request.user
    if kept is None or not isinstance(user, User):
        return False
    if kept.by and kept.by != user.pk:
        messages.warning(
            request,
            _(
                "What was typed before was another user's, so it was neither sent nor shown."
                " She can type it again under her own name."
            ),
        )
        return False
    request.session[KEPT] = asdict(kept)
    return True


def waiting(request: HttpRequest) -> Kept | None:
    """What waits to be sent."""
    found = request.session.get(KEPT)
    if not found:
        return None
    fields = tuple((name, value) for name, value in found["fields"])
    return Kept(**{**found, "fields": fields})
