"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the app."""

    name = "thidua.reports"
