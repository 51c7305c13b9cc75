from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    """Consent of the state's desk that decided reports teach the reader."""

    dependencies = [("reports", "0014_missed")]

    operations = [
        migrations.CreateModel(
            name="ReaderConsent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("home_state", models.CharField(max_length=6)),
                ("reason", models.TextField()),
                ("given_by", models.UUIDField()),
                ("given_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="reports_readerconsent_guard"),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("home_state",),
                        name="reports_readerconsent_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("given_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_readerconsent_two",
                    ),
                ],
            },
        ),
    ]
