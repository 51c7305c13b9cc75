import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samanvay.cases.states
import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        ("directory", "0002_audiences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
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
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("voided_by", models.UUIDField(blank=True, null=True)),
                ("void_reason", models.TextField(blank=True)),
                ("number", models.CharField(max_length=24, unique=True)),
                ("what", models.CharField(max_length=200)),
                ("narrative", models.TextField(blank=True)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
                ("stage", models.CharField(default=samanvay.cases.states.Stage["OPENED"], max_length=16)),
                ("source", models.CharField(max_length=20)),
                ("people", models.PositiveIntegerField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("stage_since", models.DateTimeField()),
                ("occurred_earliest", models.DateField(blank=True, null=True)),
                ("occurred_latest", models.DateField(blank=True, null=True)),
                ("occurred_said", models.CharField(blank=True, default="", max_length=120)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.place"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
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
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("voided_by", models.UUIDField(blank=True, null=True)),
                ("void_reason", models.TextField(blank=True)),
                ("kind", models.CharField(max_length=16)),
                ("people", models.PositiveIntegerField(null=True)),
                ("note", models.TextField(blank=True)),
                ("journey_minutes", models.PositiveIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("occurred_earliest", models.DateField(blank=True, null=True)),
                ("occurred_latest", models.DateField(blank=True, null=True)),
                ("occurred_said", models.CharField(blank=True, default="", max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.case"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.place"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CasePerson",
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
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("voided_by", models.UUIDField(blank=True, null=True)),
                ("void_reason", models.TextField(blank=True)),
                ("role", models.CharField(max_length=12)),
                ("noun", models.CharField(max_length=12)),
                ("no", models.PositiveSmallIntegerField()),
                ("sex", models.CharField(default="unknown", max_length=12)),
                ("age", models.PositiveSmallIntegerField(null=True)),
                ("age_band", models.CharField(default="unknown", max_length=12)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.UUIDField()),
                ("purge_after", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="persons", to="cases.case"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseSeries",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("district", models.CharField(max_length=120, unique=True)),
                ("state", models.CharField(max_length=6)),
                ("code", models.CharField(max_length=3)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="cases_caseseries_guard"),
                    models.UniqueConstraint(fields=("state", "code"), name="cases_caseseries_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseCounter",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("year", models.SmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseseries"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["-opened_at", "-id"], name="cases_case_latest"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["stage", "-opened_at", "-id"], name="cases_case_stage"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="cases_case_guard"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="cases_case_rows"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("occurred_earliest__isnull", False),
                        ("occurred_earliest__lte", models.F("occurred_latest")),
                        ("occurred_latest__isnull", False),
                    ),
                    models.Q(("occurred_earliest__isnull", True), ("occurred_latest__isnull", True)),
                    _connector="OR",
                ),
                name="cases_case_occurred",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("opened_by", "submission_id"), name="cases_case_once"),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["case", "occurred_earliest"], name="cases_caseevent_case"),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="cases_caseevent_guard"),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="cases_caseevent_rows"),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("occurred_earliest__isnull", False),
                        ("occurred_earliest__lte", models.F("occurred_latest")),
                        ("occurred_latest__isnull", False),
                    ),
                    models.Q(("occurred_earliest__isnull", True), ("occurred_latest__isnull", True)),
                    _connector="OR",
                ),
                name="cases_caseevent_occurred",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=models.UniqueConstraint(fields=("recorded_by", "submission_id"), name="cases_caseevent_once"),
        ),
        migrations.AddIndex(
            model_name="caseperson",
            index=models.Index(
                condition=models.Q(("purge_after__isnull", False)),
                fields=["purge_after"],
                name="cases_caseperson_purge",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseperson",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="cases_caseperson_guard"),
        ),
        migrations.AddConstraint(
            model_name="caseperson",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="cases_caseperson_rows"),
        ),
        migrations.AddConstraint(
            model_name="caseperson",
            constraint=models.UniqueConstraint(fields=("case", "noun", "no"), name="cases_caseperson_label"),
        ),
        migrations.AddConstraint(
            model_name="caseperson",
            constraint=models.UniqueConstraint(fields=("added_by", "submission_id"), name="cases_caseperson_once"),
        ),
        migrations.AddConstraint(
            model_name="casecounter",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="cases_casecounter_guard"),
        ),
        migrations.AddConstraint(
            model_name="casecounter",
            constraint=models.UniqueConstraint(fields=("series", "year"), name="cases_casecounter_once"),
        ),
    ]
