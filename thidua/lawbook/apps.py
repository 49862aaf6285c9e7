"""The app's configuration."""

from django.apps import AppConfig
from django_tasks.signals import task_started

from thidua.lawbook.in_force import law_in_force, own_texts, refresh
from thidua.rules.in_force import follow


class LawbookConfig(AppConfig):
    """The law as pages read it."""

    name = "thidua.lawbook"

    def ready(self) -> None:
        """Own rules count beside the law that ships; the worker asks for new ones before a task."""
        follow(law_in_force, own_texts)
        task_started.connect(refresh, dispatch_uid="thidua.lawbook.refresh")
