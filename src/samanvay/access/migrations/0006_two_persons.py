"""A second person agrees before a role of the state, its end, a reset or a token holds; tokens of before stay valid."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_confirmations"),
    ]

    operations = [
        migrations.AddField(
            model_name="apitoken",
            name="waits",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="grant",
            name="is_wide",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="grant",
            name="waits",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="signincode",
            name="waits",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[("posting", "Posting"), ("ending", "Ending"), ("reset", "Reset"), ("token", "Token")],
                        max_length=8,
                    ),
                ),
                ("until", models.DateField(blank=True, help_text="last day of what is to end", null=True)),
                ("reason", models.CharField(blank=True, help_text="of a reset", max_length=16)),
                ("home_state", models.CharField(max_length=6)),
                ("units", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                ("lapses_at", models.DateTimeField()),
                ("agreed_by", models.UUIDField(blank=True, null=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_by", models.UUIDField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("closed_by", models.UUIDField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("close_reason", models.CharField(blank=True, max_length=300)),
                (
                    "code",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="access.signincode",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="access.grant",
                    ),
                ),
                (
                    "token",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="access.apitoken",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")),
                        fields=["home_state", "lapses_at"],
                        name="access_proposal_open",
                    )
                ],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="access_proposal_guard"),
                    models.UniqueConstraint(
                        condition=models.Q(("grant__isnull", False), ("outcome", "")),
                        fields=("grant",),
                        name="access_proposal_one_open",
                    ),
                ],
            },
        ),
    ]
