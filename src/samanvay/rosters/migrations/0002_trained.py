"""What was counted as trained was attended; who passed is counted beside it. The column keeps its name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rosters", "0001_plans")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("coverageweek", "trained", "attended"),
                migrations.AlterField("coverageweek", "attended", models.PositiveIntegerField(db_column="trained")),
            ],
        ),
        migrations.AddField("coverageweek", "trained", models.PositiveIntegerField(db_column="passed", null=True)),
    ]
