"""What the reader missed: places as written, sexes and ages, claims that an officer added, sentences, numbers."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_wide_grants"), ("reports", "0013_agency")]

    operations = [
        migrations.AddField("claim", "added_by", models.UUIDField(null=True)),
        migrations.AddField("claim", "children", models.PositiveIntegerField(null=True)),
        migrations.AddField("claim", "females", models.PositiveIntegerField(null=True)),
        migrations.AddField("claim", "males", models.PositiveIntegerField(null=True)),
        migrations.AddField("claim", "is_unsettled", models.BooleanField(db_default=False, default=False)),
        migrations.AddField(
            "claim", "written", models.JSONField(db_default=models.Value([], models.JSONField()), default=list)
        ),
        migrations.AddField(
            "situationreport",
            "numbers",
            models.JSONField(help_text="where numbers stand in the narrative; the numbers stay there", null=True),
        ),
        migrations.AddField(
            "situationreport",
            "unread",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(),
                help_text="where sentences begin and end of which nothing was read",
                null=True,
                size=None,
            ),
        ),
        migrations.AddIndex(
            "claim",
            models.Index(
                condition=models.Q(("is_unsettled", True)), fields=["home_unit"], name="reports_claim_unsettled"
            ),
        ),
    ]
