"""How many of a unit have an outcome is counted from an index."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eligibility", "0006_supposed_law"),
        ("organisations", "0003_putting_forward"),
    ]

    operations = [
        migrations.AlterField(
            model_name="standing",
            name="at",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                fields=["at", "year", "what", "result"], name="eligibility_standing_at"
            ),
        ),
    ]
