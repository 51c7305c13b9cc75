"""The facts of one lot are found by its number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("picture", "0009_lots")]

    operations = [
        migrations.AddIndex(
            "sharedfact",
            models.Index(fields=["lot"], condition=models.Q(lot__isnull=False), name="picture_sharedfact_lot"),
        ),
    ]
