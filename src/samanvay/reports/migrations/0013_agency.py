"""Call the reporting agency by its name; the column keeps its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0012_case_pairs")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("situationreport", "voice", "agency"),
                migrations.AlterField("situationreport", "agency", models.CharField(db_column="voice", max_length=16)),
                migrations.RenameField("figure", "voice", "agency"),
                migrations.AlterField("figure", "agency", models.CharField(db_column="voice", max_length=16)),
            ]
        )
    ]
