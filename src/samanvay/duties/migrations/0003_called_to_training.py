"""A text message may call somebody to a training."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0002_asking_mail_and_texts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="textmessage",
            name="reason",
            field=models.CharField(
                choices=[
                    ("overdue", "Overdue"),
                    ("escalated", "Escalated"),
                    ("urgent", "Urgent"),
                    ("called", "Called"),
                ],
                max_length=12,
            ),
        ),
    ]
