"""The composition root: joins the pure packages to Django's language and the demo's day."""

from django.apps import AppConfig
from django.conf import settings
from django.utils import translation

from thidua.common import clock, phrases
from thidua.year.day import demo_day


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


class ConfigConfig(AppConfig):
    """Joins what may not import one another."""

    name = "thidua.config"

    def ready(self) -> None:
        """Pure code speaks Django's active language; in the demo the office's day is a row."""
        phrases.follow(_language)
        if settings.DEMO:
            clock.follow(demo_day)
