import django.contrib.postgres.fields
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    """Two cases that may tell of one happening, and what was said of them."""

    dependencies = [("reports", "0011_sources")]

    operations = [
        migrations.CreateModel(
            name="CasePair",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("home_unit", models.IntegerField(help_text="audience of the unit that the row belongs to")),
                ("home_state", models.CharField(help_text="ISO 3166-2 code, as IN-UP", max_length=6)),
                ("first_case", models.UUIDField(db_index=True)),
                ("first_event", models.UUIDField()),
                ("second_case", models.UUIDField(db_index=True)),
                ("second_event", models.UUIDField(db_index=True)),
                (
                    "district",
                    models.CharField(help_text="key of the district in which both happened", max_length=80),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("same", "same"), ("apart", "apart")], default="", max_length=8
                    ),
                ),
                ("settled_by", models.UUIDField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="reports_casepair_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="reports_casepair_rows"),
                    models.UniqueConstraint(fields=("first_event", "second_event"), name="reports_casepair_once"),
                ],
            },
        ),
    ]
