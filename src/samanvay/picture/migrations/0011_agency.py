"""Call the reporting agency by its name; the column keeps its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("picture", "0010_lot_index")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("reportedweek", "voice", "agency"),
                migrations.AlterField("reportedweek", "agency", models.CharField(db_column="voice", max_length=16)),
                migrations.RemoveConstraint("reportedweek", "picture_reportedweek_once"),
                migrations.AddConstraint(
                    "reportedweek",
                    models.UniqueConstraint(fields=["district", "week", "agency"], name="picture_reportedweek_once"),
                ),
            ]
        )
    ]
