import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("username", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("name_hi", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("hi", "हिन्दी")], default="en", max_length=2
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "is_persona",
                    models.BooleanField(
                        default=False, help_text="of the demonstration; refused in production"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "constraints": [samanvay.kernel.db.constraints.WriteGuard(name="access_user_guard")],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("audience", models.IntegerField()),
                ("compartment", models.CharField(max_length=16)),
                ("home_state", models.CharField(max_length=6)),
                ("role", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants_held",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["user", "since"], name="access_grant_user"),
                    models.Index(fields=["audience", "role"], name="access_grant_unit"),
                ],
                "constraints": [samanvay.kernel.db.constraints.WriteGuard(name="access_grant_guard")],
            },
        ),
    ]
