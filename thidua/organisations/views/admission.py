"""Who is let into the administrator's pages."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from thidua.organisations.policies import holds
from thidua.organisations.states import Role
from thidua.workflow.pages import who

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """404 for everyone else: these lists are not theirs to see."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        if not holds(who(request), Role.ADMINISTRATOR):
            raise Http404
        return view(request, *args, **options)

    return wrapped
