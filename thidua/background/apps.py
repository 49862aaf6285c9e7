"""The app's configuration."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Long work that the worker does while pages show how far it is."""

    name = "thidua.background"
