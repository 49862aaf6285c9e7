"""Titles without diacritics, for searching."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from thidua.common.text import fold

BATCH = 500


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The folded title of every initiative on record."""
    rows = apps.get_model("initiatives", "Initiative")._default_manager
    batch = []
    for row in rows.only("title").iterator(chunk_size=BATCH):
        row.folded = fold(row.title)[:400]
        batch.append(row)
        if len(batch) == BATCH:
            rows.bulk_update(batch, ["folded"])
            batch = []
    rows.bulk_update(batch, ["folded"])


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="initiative",
            name="folded",
            field=models.CharField(default="", editable=False, max_length=400),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
