import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import samanvay.kernel.db.constraints


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("kind", models.CharField(max_length=10)),
                ("event_kind", models.CharField(blank=True, max_length=16)),
                ("journey", models.BigIntegerField(help_text="random; the same for the facts of one journey")),
                ("origin", models.CharField(blank=True, max_length=80)),
                (
                    "via",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("destination", models.CharField(blank=True, max_length=80)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("quarter", models.DateField(help_text="its first day")),
                ("month", models.DateField(help_text="its first day; null where only the quarter is told", null=True)),
                ("is_as_reported", models.BooleanField(default=False, help_text="dated by its report's period")),
                ("persons", models.PositiveIntegerField(help_text="null = not said, counted as one", null=True)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                (
                    "lures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("age_band", models.CharField(blank=True, max_length=8)),
                ("sex", models.CharField(blank=True, max_length=8)),
                ("certainty", models.CharField(max_length=8)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("open_on", models.DateField()),
                ("is_open", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["quarter", "kind"], name="picture_fact_quarter"),
                    models.Index(fields=["month"], name="picture_fact_month"),
                    models.Index(condition=models.Q(("is_open", False)), fields=["open_on"], name="picture_fact_open"),
                ],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="picture_fact_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="picture_fact_rows"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactSource",
            fields=[
                ("source", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("fact_id", models.UUIDField()),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                "indexes": [models.Index(fields=["fact_id"], name="picture_factsource_fact")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="picture_factsource_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="picture_factsource_rows"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedWeek",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("district", models.CharField(max_length=80)),
                ("week", models.DateField(help_text="its Monday")),
                ("voice", models.CharField(max_length=16)),
                ("is_quiet", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="picture_reportedweek_guard"),
                    models.UniqueConstraint(fields=("district", "week", "voice"), name="picture_reportedweek_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedFact",
            fields=[
                ("kind", models.CharField(max_length=10)),
                ("event_kind", models.CharField(blank=True, max_length=16)),
                ("journey", models.BigIntegerField(help_text="random; the same for the facts of one journey")),
                ("origin", models.CharField(blank=True, max_length=80)),
                (
                    "via",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("destination", models.CharField(blank=True, max_length=80)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("quarter", models.DateField(help_text="its first day")),
                ("month", models.DateField(help_text="its first day; null where only the quarter is told", null=True)),
                ("is_as_reported", models.BooleanField(default=False, help_text="dated by its report's period")),
                ("persons", models.PositiveIntegerField(help_text="null = not said, counted as one", null=True)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                (
                    "lures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("age_band", models.CharField(blank=True, max_length=8)),
                ("sex", models.CharField(blank=True, max_length=8)),
                ("certainty", models.CharField(max_length=8)),
                ("fact_id", models.UUIDField(primary_key=True, serialize=False)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                (
                    "near",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["quarter"], name="picture_sharedfact_quarter"),
                    models.Index(fields=["month"], name="picture_sharedfact_month"),
                ],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="picture_sharedfact_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="picture_sharedfact_rows"),
                ],
            },
        ),
    ]
