"""The app's configuration."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """See the package's models for what it holds."""

    name = "thidua.exchange"
