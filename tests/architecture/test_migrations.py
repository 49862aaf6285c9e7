"""Migrations are named, complete, and in the order of the apps."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader

from thidua.audit.models import JournaledModel


def _ours() -> list[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = {app.label for app in apps.get_app_configs() if app.name.startswith("thidua.")}
    return sorted(key for key in loader.disk_migrations if key[0] in labels)


def test_every_migration_is_named_after_what_it_does() -> None:
    unnamed = [
        key for key in _ours() if "_auto_" in key[1] or key[1].partition("_")[2] in {"", "initial"}
    ]
    assert unnamed == []


def test_every_app_with_tables_has_migrations() -> None:
    with_tables = {
        app.label
        for app in apps.get_app_configs()
        if app.name.startswith("thidua.") and list(app.get_models())
    }
    assert with_tables - {label for label, _name in _ours()} == set()


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        pytest.fail(f"run `thidua manage makemigrations --name …`:\n{capsys.readouterr().out}")


def test_columns_added_to_journaled_models_are_told_to_the_journal() -> None:
    """Else every row of before would be reported as changed by another hand after an upgrade."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    untold = []
    for key in _ours():
        for operation in loader.disk_migrations[key].operations:
            if not isinstance(operation, AddField):
                continue
            model = apps.get_model(key[0], operation.model_name)
            if not issubclass(model, JournaledModel) or key[1].startswith("0001_"):
                continue
            columns = {field.name: field.attname for field in model._meta.concrete_fields}
            told = {name for version in model.ADDED for name in version}
            if operation.name in columns and operation.name not in model.UNVOUCHED:
                untold += [] if columns[operation.name] in told else [(*key, operation.name)]
    assert untold == []
