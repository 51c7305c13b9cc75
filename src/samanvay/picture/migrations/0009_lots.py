"""What is told of facts rests on lots; until these are made, what was opened is told by its quarter alone."""

from django.db import migrations, models

# ``samanvay rebuild-facts`` learns who stands behind each fact and makes the lots.
QUARTER_ALONE = """
select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{0}', true);
update picture_sharedfact set month = null, is_as_reported = false, who = '{}', disparities = '{}'
where month is not null or is_as_reported or who <> '{}' or disparities <> '{}';
select set_config('sam.op', '', true), set_config('sam.audiences', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("picture", "0008_quarter_tally")]

    operations = [
        migrations.AddField("fact", "supports", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.AddField("sharedfact", "lot", models.BigIntegerField(null=True)),
        migrations.AddField("sharedfact", "level", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.RunSQL(QUARTER_ALONE, migrations.RunSQL.noop),
    ]
