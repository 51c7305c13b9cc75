from django.db import migrations, models


class Migration(migrations.Migration):
    """Messages of districts that an office above took down: by them the district itself has not spoken."""

    dependencies = [("reports", "0008_sure")]

    operations = [
        migrations.AddField(
            model_name="situationreport",
            name="is_taken_down",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="from a district's message, by an office above the districts",
            ),
        ),
    ]
