"""The app's configuration."""

from django.apps import AppConfig


class HonoursConfig(AppConfig):
    """See the package's models for what it holds."""

    name = "thidua.honours"
