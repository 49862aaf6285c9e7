"""The interface's app: base templates, components, styles, scripts."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """What every page shares."""

    name = "thidua.ui"
