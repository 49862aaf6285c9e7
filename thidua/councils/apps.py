"""The app's configuration."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    """See the package's models for what it holds."""

    name = "thidua.councils"
