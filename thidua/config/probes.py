"""`/healthz`: the process answers. `/readyz`: database, migrations, guards, disk in order."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from thidua.oversight.health import needed_checks, worker_lives


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 whenever the process answers."""
    del request
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when every check holds, else 503; names of checks only, no details."""
    del request
    checks = needed_checks()
    status = 200 if all(checks.values()) else 503
    # Pages are served without the worker too: its state is told, and decides nothing.
    return JsonResponse({**checks, "worker": worker_lives()}, status=status)


urlpatterns = [path("healthz", health, name="healthz"), path("readyz", ready, name="readyz")]
