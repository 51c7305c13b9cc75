import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids
import samanvay.reports.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        ("directory", "0002_audiences"),
    ]

    operations = [
        migrations.CreateModel(
            name="SituationReport",
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
                ("voice", models.CharField(max_length=16)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("narrative", models.TextField(blank=True)),
                ("source_name", models.CharField(blank=True, help_text="of an uploaded file", max_length=120)),
                ("is_quiet", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("accepted", "accepted"),
                        ],
                        default=samanvay.reports.states.ReportState["DRAFT"],
                        max_length=12,
                    ),
                ),
                ("words_back", models.TextField(blank=True, help_text="why it was returned")),
                ("written_by", models.UUIDField()),
                ("written_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.place"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                ("number", models.PositiveSmallIntegerField(help_text="in the order of the text")),
                ("kind", models.CharField(choices=[("movement", "movement"), ("event", "event")], max_length=10)),
                ("event_kind", models.CharField(blank=True, max_length=16)),
                (
                    "via",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("people", models.PositiveIntegerField(null=True)),
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
                ("certainty", models.CharField(max_length=8)),
                ("evidence", models.TextField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("confirmed", "confirmed"),
                            ("refused", "refused"),
                            ("aside", "aside"),
                        ],
                        default=samanvay.reports.states.ClaimState["PROPOSED"],
                        max_length=10,
                    ),
                ),
                ("aside_reason", models.CharField(blank=True, max_length=16)),
                ("refuse_reason", models.CharField(blank=True, max_length=200)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_corrected", models.BooleanField(default=False)),
                ("occurred_earliest", models.DateField(blank=True, null=True)),
                ("occurred_latest", models.DateField(blank=True, null=True)),
                ("occurred_said", models.CharField(blank=True, default="", max_length=120)),
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
                    "place",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.place"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="reports.situationreport"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="situationreport",
            index=models.Index(fields=["-period_to", "-id"], name="reports_report_latest"),
        ),
        migrations.AddIndex(
            model_name="situationreport",
            index=models.Index(fields=["district", "-period_to"], name="reports_report_district"),
        ),
        migrations.AddConstraint(
            model_name="situationreport",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="reports_situationreport_guard"),
        ),
        migrations.AddConstraint(
            model_name="situationreport",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="reports_situationreport_rows"),
        ),
        migrations.AddConstraint(
            model_name="situationreport",
            constraint=models.UniqueConstraint(fields=("home_unit", "submission_id"), name="reports_submission_once"),
        ),
        migrations.AddConstraint(
            model_name="situationreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_from__lte", models.F("period_to"))), name="reports_period_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="reports_claim_guard"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="reports_claim_rows"),
        ),
        migrations.AddConstraint(
            model_name="claim",
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
                name="reports_claim_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="reports_claim_number"),
        ),
    ]
