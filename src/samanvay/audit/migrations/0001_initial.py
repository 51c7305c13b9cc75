import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

import samanvay.audit.models.event
import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Position",
            fields=[
                ("subscriber", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("era", models.SmallIntegerField(default=0)),
                ("xid", samanvay.audit.models.event.XidField(default=0)),
                ("seq", models.BigIntegerField(default=0)),
                ("moved_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Amendment",
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
                ("target_kind", models.CharField(max_length=40)),
                ("target_id", models.UUIDField()),
                ("field", models.CharField(max_length=60)),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
                ("reason", models.TextField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["target_kind", "target_id", "at"], name="audit_amendment_target")],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="audit_amendment_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="audit_amendment_rows"),
                    samanvay.kernel.db.constraints.InsertOnly(name="audit_amendment_insert_only"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Era",
            fields=[
                ("number", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("because", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="audit_era_guard"),
                    samanvay.kernel.db.constraints.InsertOnly(name="audit_era_insert_only"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("era", models.SmallIntegerField()),
                ("xid", samanvay.audit.models.event.XidField(db_default=samanvay.audit.models.event.CurrentXid())),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("op", models.UUIDField()),
                ("actor", models.UUIDField()),
                ("via", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=64)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.CharField(blank=True, max_length=64)),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("body", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["era", "xid", "seq"], name="audit_event_order"),
                    models.Index(fields=["subject_kind", "subject_id", "seq"], name="audit_event_subject"),
                ],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="audit_event_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="audit_event_rows"),
                    samanvay.kernel.db.constraints.InsertOnly(name="audit_event_insert_only"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parked",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subscriber", models.CharField(max_length=100)),
                ("event_seq", models.BigIntegerField()),
                ("subject", models.CharField(max_length=110)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("error", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["subscriber", "subject", "event_seq"], name="audit_parked_subject")],
                "constraints": [models.UniqueConstraint(fields=("subscriber", "event_seq"), name="audit_parked_once")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("era", models.SmallIntegerField()),
                ("first_xid", samanvay.audit.models.event.XidField()),
                ("last_xid", samanvay.audit.models.event.XidField()),
                ("seqs", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("leaves", models.BinaryField()),
                ("root", models.BinaryField()),
                ("head", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="audit_seal_guard"),
                    samanvay.kernel.db.constraints.InsertOnly(name="audit_seal_insert_only"),
                ],
            },
        ),
    ]
