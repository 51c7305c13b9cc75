from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_move_tallies"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="is_asked",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("is_asked", True)), fields=["home_state"], name="reports_claim_asked"
            ),
        ),
    ]
