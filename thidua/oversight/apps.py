"""The app's configuration."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The journal read and checked, the state of the system, the administrator's overview."""

    name = "thidua.oversight"
