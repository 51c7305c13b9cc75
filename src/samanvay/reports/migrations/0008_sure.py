from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0007_asked"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="is_sure",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
