import django.contrib.postgres.fields
from django.db import migrations, models

import samanvay.kernel.db.constraints


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("actor", models.UUIDField()),
                ("key", models.CharField(max_length=100)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["actor", "at"], name="api_reply_age")],
                "constraints": [
                    samanvay.kernel.db.constraints.RowSecurity(name="api_reply_rows"),
                    models.UniqueConstraint(fields=("actor", "key"), name="api_reply_once"),
                ],
            },
        ),
    ]
