"""Say of a line's ``is_late`` what it means now; no row and no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("review", "0002_conferences")]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="is_late",
            field=models.BooleanField(default=False, help_text="added after the meeting had ended"),
        ),
    ]
