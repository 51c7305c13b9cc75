"""When each program began, how often it came back and why it ended; how each part of the ticker's round fares."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0003_called_to_training"),
    ]

    operations = [
        migrations.AddField("heartbeat", "began_at", models.DateTimeField(null=True)),
        migrations.AddField("heartbeat", "restarts", models.PositiveIntegerField(default=0)),
        migrations.AddField("heartbeat", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("heartbeat", "ended_why", models.CharField(blank=True, max_length=240)),
        migrations.CreateModel(
            name="RoundPart",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("succeeded_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=120)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
            ],
            options={"abstract": False},
        ),
    ]
