"""`/healthz`: the process answers. `/readyz`: database, migrations, guards, disk in order."""

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from thidua.audit import guards

_FREE_BYTES_NEEDED = 200 * 1024 * 1024


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
    checks = {"database": False, "migrations": False, "guards": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        checks["guards"] = not guards.missing(connection)
    except DatabaseError:
        checks["database"] = False
    checks["disk"] = shutil.disk_usage(settings.DATA).free >= _FREE_BYTES_NEEDED
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


urlpatterns = [path("healthz", health, name="healthz"), path("readyz", ready, name="readyz")]
