from django.db import migrations, models


class Migration(migrations.Migration):
    """Why the counts of a report are lower than the details that its office confirmed."""

    dependencies = [("reports", "0015_reader_consent")]

    operations = [
        migrations.AddField(
            "situationreport",
            "explained",
            models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                help_text="why its counts are lower than its details, and which numbers that was said of",
            ),
        ),
    ]
