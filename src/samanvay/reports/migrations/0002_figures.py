import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TallyLine",
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
                ("case", models.UUIDField(db_index=True)),
                ("district", models.CharField(max_length=80)),
                ("day", models.DateField()),
                ("figure", models.CharField(max_length=16)),
                ("sex", models.CharField(blank=True, max_length=12)),
                ("band", models.CharField(blank=True, max_length=12)),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["district", "day"], name="reports_tallyline_day")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="reports_tallyline_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="reports_tallyline_rows"),
                    models.UniqueConstraint(
                        fields=("case", "day", "figure", "sex", "band"), name="reports_tallyline_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
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
                ("district", models.CharField(max_length=80)),
                ("voice", models.CharField(max_length=16)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("figure", models.CharField(max_length=16)),
                ("sex", models.CharField(blank=True, max_length=12)),
                ("band", models.CharField(blank=True, max_length=12)),
                ("number", models.PositiveIntegerField(null=True)),
                ("tally", models.PositiveIntegerField(null=True)),
                (
                    "source",
                    models.CharField(choices=[("typed", "typed"), ("cases", "cases")], default="typed", max_length=8),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="reports.situationreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["district", "-period_to"], name="reports_figure_district")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="reports_figure_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="reports_figure_rows"),
                    models.UniqueConstraint(fields=("report", "figure", "sex", "band"), name="reports_figure_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__isnull", False), ("tally__isnull", False), _connector="OR"),
                        name="reports_figure_says_something",
                    ),
                ],
            },
        ),
    ]
