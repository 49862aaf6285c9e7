"""The journal's app: installs the database guards after every migration."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from thidua.audit import guards


class AuditConfig(AppConfig):
    """The append-only journal."""

    name = "thidua.audit"

    def ready(self) -> None:
        """Reinstall guards after migrate: SQLite drops triggers when it remakes a table."""
        post_migrate.connect(guards.install_after_migrate, dispatch_uid="thidua.guards")
        register(Tags.database)(guards.check_installed)
