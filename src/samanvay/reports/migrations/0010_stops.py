"""Where people were kept on the way of a movement; null for what was read before the two were told apart."""

import django.contrib.postgres.fields
from django.db import migrations, models


def stops(**more: object) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=80), null=True, size=None, **more
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_taken_down")]

    operations = [
        migrations.AddField(model_name="claim", name="stops", field=stops()),
        migrations.AlterField(model_name="claim", name="stops", field=stops(default=list)),
    ]
