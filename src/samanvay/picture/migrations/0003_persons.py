"""What was exploited, by what means, and of what sex and age the persons of a fact are.

The columns ``age_band`` and ``sex``, which nothing filled, only leave the state: code that runs meanwhile still names
them. They get a default, so that new code need not.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

MODELS = ("fact", "sharedfact")
LEFT = ("age_band", "sex")


def added(name: str, length: int, **more: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(
            model_name=model,
            name=name,
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=length), db_default=[], default=list, size=None, **more
            ),
        )
        for model in MODELS
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("picture", "0002_layers"),
    ]

    operations = [
        *added("disparities", 24),
        *added("modes", 8),
        *added("who", 24, help_text="sex/age band of each person known"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name=model, name=name) for model in MODELS for name in LEFT],
            database_operations=[
                migrations.RunSQL(
                    f"alter table picture_{model} alter column {name} set default ''",
                    f"alter table picture_{model} alter column {name} drop default",
                )
                for model in MODELS
                for name in LEFT
            ],
        ),
    ]
