"""What the cases say of a report leaves the figures, which the other voice reads, for rows of the report's own line.

The column ``tally`` and its constraint only leave the state: code that runs meanwhile still names them.
"""

import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_same_happening_of_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samanvay.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("readers", ArrayField(base_field=models.IntegerField(), size=None)),
                ("home_unit", models.IntegerField(help_text="audience of the unit that the row belongs to")),
                ("home_state", models.CharField(help_text="ISO 3166-2 code, as IN-UP", max_length=6)),
                ("figure", models.CharField(max_length=16)),
                ("sex", models.CharField(blank=True, max_length=12)),
                ("band", models.CharField(blank=True, max_length=12)),
                ("number", models.PositiveIntegerField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_counts",
                        to="reports.situationreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="reports_casecount_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="reports_casecount_rows"),
                    models.UniqueConstraint(fields=("report", "figure", "sex", "band"), name="reports_casecount_once"),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name="figure", name="reports_figure_says_something"),
                migrations.RemoveField(model_name="figure", name="tally"),
            ],
        ),
    ]
