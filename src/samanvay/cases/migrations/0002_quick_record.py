import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("directory", "0002_audiences"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="disparities",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24), db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="lures",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24), db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="to_unit",
            field=models.IntegerField(null=True),
        ),
        migrations.CreateModel(
            name="CaseItem",
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
                ("kind", models.CharField(max_length=12)),
                ("description", models.CharField(blank=True, max_length=300)),
                ("amount", models.PositiveIntegerField(null=True)),
                ("train", models.CharField(blank=True, max_length=5)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("travelled_earliest", models.DateField(blank=True, null=True)),
                ("travelled_latest", models.DateField(blank=True, null=True)),
                ("travelled_said", models.CharField(blank=True, default="", max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="cases.case"
                    ),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.place"
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.place"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="cases.caseperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["case"], name="cases_caseitem_case")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="cases_caseitem_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="cases_caseitem_rows"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("travelled_earliest__isnull", False),
                                ("travelled_earliest__lte", models.F("travelled_latest")),
                                ("travelled_latest__isnull", False),
                            ),
                            models.Q(("travelled_earliest__isnull", True), ("travelled_latest__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_caseitem_travelled",
                    ),
                    models.UniqueConstraint(fields=("recorded_by", "submission_id"), name="cases_caseitem_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseLeg",
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
                ("position", models.PositiveSmallIntegerField()),
                ("role", models.CharField(max_length=12)),
                ("mode", models.CharField(default="unknown", max_length=8)),
                ("train", models.CharField(blank=True, max_length=5)),
                ("certainty", models.CharField(default="stated", max_length=8)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("occurred_earliest", models.DateField(blank=True, null=True)),
                ("occurred_latest", models.DateField(blank=True, null=True)),
                ("occurred_said", models.CharField(blank=True, default="", max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="cases.case"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.place"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["case", "position"], name="cases_caseleg_case")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="cases_caseleg_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="cases_caseleg_rows"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("occurred_earliest__isnull", False),
                                ("occurred_earliest__lte", models.F("occurred_latest")),
                                ("occurred_latest__isnull", False),
                            ),
                            models.Q(("occurred_earliest__isnull", True), ("occurred_latest__isnull", True)),
                            _connector="OR",
                        ),
                        name="cases_caseleg_occurred",
                    ),
                    models.UniqueConstraint(fields=("recorded_by", "submission_id"), name="cases_caseleg_once"),
                ],
            },
        ),
    ]
