"""The interface's app: base templates, components, styles, scripts."""

from django.apps import AppConfig

from thidua.ui import converters


class UiConfig(AppConfig):
    """What every page shares."""

    name = "thidua.ui"

    def ready(self) -> None:
        """Before any address is read."""
        converters.register()
