"""The app's configuration."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """See the package's models for what it holds."""

    name = "thidua.organisations"
