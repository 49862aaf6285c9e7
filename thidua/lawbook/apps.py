"""The app's configuration."""

from django.apps import AppConfig


class LawbookConfig(AppConfig):
    """The law as pages read it."""

    name = "thidua.lawbook"
