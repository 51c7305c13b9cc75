"""Where people were kept on the way, beside all that they came by; the counts of facts tell the two apart."""

import importlib

import django.contrib.postgres.fields
from django.db import migrations, models

HELP = "of via: where people were kept"
SHAPE = "kind, event_kind, origin, via, stops, destination, place, certainty, quarter, month, readers, near"

before = importlib.import_module("samanvay.picture.migrations.0005_fact_tally")
UP = "".join(
    before.FUNCTION.format(table=table, is_shared=is_shared, near=near, shape=SHAPE, counts=before.COUNTS)
    for table, is_shared, near in before.TABLES
)

# What was told before counts as it did, every place on the way as a stop-over, until facts are made anew. The counts
# are of the same shapes then, so that they are changed and not made again.
FILL = """
select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{0}', true);
update picture_fact set stops = via where via <> '{}';
update picture_sharedfact set stops = via where via <> '{}';
update picture_facttally set stops = via where via <> '{}';
select set_config('sam.op', '', true), set_config('sam.audiences', '', true);
"""


def stops(**more: object) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=80), db_default=[], default=list, size=None, **more
    )


class Migration(migrations.Migration):
    dependencies = [("picture", "0006_numbers"), ("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(before.DOWN, before.UP),
        migrations.AddField(model_name="fact", name="stops", field=stops(help_text=HELP)),
        migrations.AddField(model_name="sharedfact", name="stops", field=stops(help_text=HELP)),
        migrations.AddField(model_name="facttally", name="stops", field=stops()),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(UP, before.DOWN),
    ]
