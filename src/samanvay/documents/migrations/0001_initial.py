import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
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
                ("record_id", models.UUIDField()),
                ("subject_id", models.UUIDField(db_index=True, null=True)),
                ("kind", models.CharField(max_length=16)),
                ("name", models.BinaryField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("data_key", models.UUIDField(unique=True)),
                ("added_by", models.UUIDField()),
                ("added_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["record_id", "-added_at"], name="documents_document_record")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="documents_document_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="documents_document_rows"),
                    models.UniqueConstraint(fields=("added_by", "submission_id"), name="documents_document_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
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
                ("kind", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("staged", "Staged"),
                            ("applying", "Applying"),
                            ("applied", "Applied"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                            ("dropped", "Dropped"),
                        ],
                        default="staged",
                        max_length=12,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("file_hash", models.CharField(help_text="SHA-256 of the file as it came", max_length=64)),
                ("sheet", models.CharField(blank=True, max_length=120)),
                ("headers", models.JSONField()),
                ("notes", models.JSONField(default=list)),
                ("mapping", models.JSONField()),
                ("summary", models.JSONField(default=dict)),
                ("total", models.PositiveIntegerField(default=0, help_text="rows of data")),
                (
                    "good",
                    models.PositiveIntegerField(default=0, help_text="rows without fault that wait or were written"),
                ),
                ("bad", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0, help_text="rows written or taken back so far")),
                ("begun_by", models.UUIDField()),
                ("begun_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["-begun_at", "id"], name="documents_importrun_latest")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="documents_importrun_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="documents_importrun_rows"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(max_length=40)),
                ("signature", models.CharField(max_length=64)),
                ("mapping", models.JSONField()),
                ("used_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="documents_columnmapping_guard"),
                    models.UniqueConstraint(fields=("user", "kind", "signature"), name="documents_columnmapping_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustodyEntry",
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
                ("no", models.PositiveIntegerField()),
                ("what", models.CharField(max_length=10)),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("purpose", models.CharField(blank=True, max_length=16)),
                ("digest", models.CharField(max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="custody", to="documents.document"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="documents_custodyentry_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="documents_custodyentry_rows"),
                    samanvay.kernel.db.constraints.InsertOnly(name="documents_custodyentry_insert_only"),
                    models.UniqueConstraint(fields=("document", "no"), name="documents_custodyentry_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
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
                ("number", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("aside", "Aside"),
                            ("bad", "Bad"),
                            ("waiting", "Waiting"),
                            ("created", "Created"),
                            ("updated", "Updated"),
                            ("unchanged", "Unchanged"),
                            ("refused", "Refused"),
                            ("undone", "Undone"),
                            ("kept", "Kept"),
                        ],
                        max_length=10,
                    ),
                ),
                ("aside", models.CharField(blank=True, help_text="what it is when it is no data", max_length=20)),
                ("cells", models.JSONField(help_text="texts in the order of the headers")),
                ("errors", models.JSONField(default=list)),
                ("reference", models.CharField(blank=True, max_length=64)),
                ("written_version", models.PositiveIntegerField(blank=True, null=True)),
                ("before", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="documents.importrun"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["run", "status", "number"], name="documents_importrow_status")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="documents_importrow_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="documents_importrow_rows"),
                    models.UniqueConstraint(fields=("run", "number"), name="documents_importrow_once"),
                ],
            },
        ),
    ]
