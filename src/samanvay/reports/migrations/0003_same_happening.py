import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_audiences"),
        ("reports", "0002_figures"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="apart_from",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name="claim",
            name="same_as_case",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="same_as_claim",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="same_as_event",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="settled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="settled_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("same_as_claim__isnull", True), ("same_as_case__isnull", True), _connector="OR"),
                name="reports_claim_one_link",
            ),
        ),
    ]
