"""The composition root: joins the pure packages to Django's language and the demo's day."""

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import translation

from thidua.common import clock, phrases
from thidua.year.day import demo_day

# The pages of all roles ask some four hundred different questions.
_MOST_PLANS = 500


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


def _keep_plans(connection: BaseDatabaseWrapper, **_said: object) -> None:
    if connection.vendor == "postgresql":
        connection.connection.prepared_max = _MOST_PLANS


class ConfigConfig(AppConfig):
    """Joins what may not import one another."""

    name = "thidua.config"

    def ready(self) -> None:
        """Pure code speaks Django's active language; in the demo the office's day is a row; each
        connection to PostgreSQL keeps the plans of all that pages ask.
        """
        phrases.follow(_language)
        connection_created.connect(_keep_plans, dispatch_uid="thidua.config.plans")
        if settings.DEMO:
            clock.follow(demo_day)
