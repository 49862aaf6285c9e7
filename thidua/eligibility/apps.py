"""The app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from thidua.audit.recording import follow


class EligibilityConfig(AppConfig):
    """See the package's models for what it holds."""

    name = "thidua.eligibility"

    def ready(self) -> None:
        """Have every act tell whose verdicts it may have changed."""
        follow(import_string("thidua.eligibility.actions.waiting.follow_act"))
