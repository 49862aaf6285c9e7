"""The app's configuration."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """See the package's models for what it holds."""

    name = "thidua.eligibility"
