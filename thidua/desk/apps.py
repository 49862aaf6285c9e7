"""The app's configuration."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The first page of everyone: what is due, what is open, what has happened."""

    name = "thidua.desk"
