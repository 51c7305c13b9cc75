"""A line of a tally may be of an entry or a reading too, and a case of railway police counts in a district's figure."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_stops")]

    operations = [
        migrations.RemoveConstraint(model_name="tallyline", name="reports_tallyline_once"),
        # The index goes with the name: the new column ``case`` has one called as the old one's.
        migrations.AlterField(model_name="tallyline", name="case", field=models.UUIDField()),
        migrations.RenameField(model_name="tallyline", old_name="case", new_name="of"),
        migrations.AlterField(model_name="tallyline", name="of", field=models.UUIDField(db_index=True)),
        migrations.AddField(
            model_name="tallyline",
            name="source",
            field=models.CharField(
                choices=[("case", "case"), ("entry", "entry"), ("reading", "reading")], default="case", max_length=8
            ),
        ),
        migrations.AddField(model_name="tallyline", name="case", field=models.UUIDField(db_index=True, null=True)),
        migrations.AddField(model_name="tallyline", name="same_as", field=models.UUIDField(db_index=True, null=True)),
        migrations.AddField(
            model_name="tallyline",
            name="compartment",
            # Until now only cases of the police had lines.
            field=models.CharField(default="police", max_length=16),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="tallyline",
            constraint=models.UniqueConstraint(
                fields=("of", "district", "day", "figure", "sex", "band"), name="reports_tallyline_once"
            ),
        ),
        migrations.AddField(
            model_name="casecount", name="railway", field=models.PositiveIntegerField(db_default=0, default=0)
        ),
        migrations.AddField(
            model_name="casecount", name="border", field=models.PositiveIntegerField(db_default=0, default=0)
        ),
    ]
