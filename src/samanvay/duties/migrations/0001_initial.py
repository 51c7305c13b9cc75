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
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("took_ms", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Duty",
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
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=160, null=True, unique=True)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=64)),
                ("title_en", models.CharField(max_length=240)),
                ("title_hi", models.CharField(blank=True, max_length=240)),
                ("link", models.CharField(blank=True, max_length=240)),
                ("owner_role", models.CharField(max_length=40)),
                ("owner_audience", models.IntegerField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("due_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(null=True)),
                ("pause_reason", models.TextField(blank=True)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("steps", models.JSONField(default=list)),
                ("next_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
                ("proof", models.TextField(blank=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("drop_reason", models.TextField(blank=True)),
                (
                    "owner_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("words_en", models.CharField(max_length=300)),
                ("words_hi", models.CharField(blank=True, max_length=300)),
                ("link", models.CharField(blank=True, max_length=240)),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("key", models.CharField(max_length=160, unique=True)),
                (
                    "duty",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="duties.duty"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["due_at", "id"], name="duties_duty_due"
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="duties_duty_next"
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["subject_kind", "subject_id"], name="duties_duty_subject"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="duties_duty_guard"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="duties_duty_rows"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "-at"], name="duties_notice_user"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", True)), fields=["at"], name="duties_notice_unsent"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=samanvay.kernel.db.constraints.WriteGuard(name="duties_notice_guard"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=samanvay.kernel.db.constraints.RowSecurity(name="duties_notice_rows"),
        ),
    ]
