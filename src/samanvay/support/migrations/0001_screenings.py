import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        ("cases", "0003_provisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Screening",
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
                ("submission_id", models.UUIDField(default=samanvay.kernel.ids.uuid7)),
                ("captured_at", models.DateTimeField(blank=True, null=True)),
                ("device", models.CharField(blank=True, max_length=64)),
                ("form_version", models.CharField(blank=True, max_length=16)),
                ("group", models.CharField(max_length=40)),
                ("edition", models.CharField(default="2026-1", max_length=16)),
                ("language", models.CharField(blank=True, max_length=16)),
                ("interpreter", models.CharField(blank=True, max_length=16)),
                ("suspects", models.BooleanField(default=False)),
                ("outcome", models.CharField(max_length=8)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
                (
                    "at_once",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                (
                    "declined",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="screenings", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["case", "-asked_at"], name="support_screening_case")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="support_screening_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="support_screening_rows"),
                    models.UniqueConstraint(fields=("recorded_by", "submission_id"), name="support_screening_once"),
                ],
            },
        ),
    ]
