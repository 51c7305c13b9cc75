"""One number for what a fact tells beside place and time, one for its places; and what each number stands for."""

import django.contrib.postgres.fields
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.picture.models.fact

TOLD = "forms, lures, disparities, modes, who"

# A mark between the lists, so that no two of them can be read as one.
NUMBER = """
create function sam.telling_of(
  forms varchar[], lures varchar[], disparities varchar[], modes varchar[], who varchar[]
) returns bigint language sql immutable parallel safe as $$
  select pg_catalog.hash_array_extended(
    forms || '|'::varchar || lures || '|'::varchar || disparities || '|'::varchar || modes || '|'::varchar || who, 0
  )
$$;
"""

WAY = """
create function sam.way_of(
  origin varchar, via varchar[], destination varchar, place varchar
) returns bigint language sql immutable parallel safe as $$
  select pg_catalog.hash_array_extended(
    array[origin, '|'] || via || array['|', destination, '|', place]::varchar[], 0
  )
$$;
"""

# Nothing is locked: two who write the same at once leave two rows of it, which say the same.
FUNCTION = f"""
create function sam.keep_numbers() returns trigger language plpgsql as $$
begin
  insert into picture_telling (telling, {TOLD})
  select distinct telling, {TOLD} from came
  where not exists (select from picture_telling known where known.telling = came.telling);
  insert into picture_way (way, keys)
  select distinct way, array_remove(array[origin] || via || array[destination, place], '') from came
  where not exists (select from picture_way known where known.way = came.way);
  return null;
end $$;
"""  # noqa: S608
TRIGGERS = "".join(
    f"""
create trigger {table}_numbers_came after insert on {table} referencing new table as came
  for each statement execute function sam.keep_numbers();
create trigger {table}_numbers_changed after update on {table} referencing new table as came
  for each statement execute function sam.keep_numbers();
"""
    for table in ("picture_fact", "picture_sharedfact")
)
DOWN = "".join(
    f"drop trigger {table}_numbers_{name} on {table};"
    for table in ("picture_fact", "picture_sharedfact")
    for name in ("came", "changed")
)

# What is there already is kept once, with the eyes of the system.
FILL = f"""
select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{{0}}', true);
insert into picture_telling (telling, {TOLD})
select telling, {TOLD} from picture_fact union select telling, {TOLD} from picture_sharedfact;
insert into picture_way (way, keys)
select way, array_remove(array[origin] || via || array[destination, place], '') from picture_fact union
select way, array_remove(array[origin] || via || array[destination, place], '') from picture_sharedfact;
select set_config('sam.op', '', true), set_config('sam.audiences', '', true);
"""  # noqa: S608


def words(length: int) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=length), size=None)


def number(of: models.Func) -> models.GeneratedField:
    return models.GeneratedField(db_persist=True, editable=False, expression=of, output_field=models.BigIntegerField())


def telling() -> models.GeneratedField:
    return number(samanvay.picture.models.fact.TellingOf("forms", "lures", "disparities", "modes", "who"))


def way() -> models.GeneratedField:
    return number(samanvay.picture.models.fact.WayOf("origin", "via", "destination", "place"))


class Migration(migrations.Migration):
    dependencies = [("picture", "0005_fact_tally"), ("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(
            NUMBER, "drop function sam.telling_of(varchar[], varchar[], varchar[], varchar[], varchar[])"
        ),
        migrations.RunSQL(WAY, "drop function sam.way_of(varchar, varchar[], varchar, varchar)"),
        migrations.AddField(model_name="fact", name="telling", field=telling()),
        migrations.AddField(model_name="sharedfact", name="telling", field=telling()),
        migrations.AddField(model_name="fact", name="way", field=way()),
        migrations.AddField(model_name="sharedfact", name="way", field=way()),
        migrations.AddField(model_name="facttally", name="way", field=way()),
        migrations.AddIndex(
            model_name="fact", index=models.Index(fields=["telling", "quarter"], name="picture_fact_telling")
        ),
        migrations.AddIndex(
            model_name="sharedfact",
            index=models.Index(fields=["telling", "quarter"], name="picture_sharedfact_telling"),
        ),
        migrations.AddIndex(model_name="fact", index=models.Index(fields=["way", "quarter"], name="picture_fact_way")),
        migrations.AddIndex(
            model_name="sharedfact", index=models.Index(fields=["way", "quarter"], name="picture_sharedfact_way")
        ),
        migrations.AddIndex(
            model_name="facttally", index=models.Index(fields=["way", "quarter"], name="picture_facttally_way")
        ),
        migrations.CreateModel(
            name="Way",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.BigIntegerField()),
                ("keys", words(80)),
            ],
            options={
                "indexes": [models.Index(fields=["way"], name="picture_way_number")],
                "constraints": [samanvay.kernel.db.constraints.WriteGuard(name="picture_way_guard")],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("telling", models.BigIntegerField()),
                ("forms", words(24)),
                ("lures", words(24)),
                ("disparities", words(24)),
                ("modes", words(8)),
                ("who", words(24)),
            ],
            options={
                "indexes": [models.Index(fields=["telling"], name="picture_telling_number")],
                "constraints": [samanvay.kernel.db.constraints.WriteGuard(name="picture_telling_guard")],
            },
        ),
        migrations.RunSQL(FUNCTION, "drop function sam.keep_numbers()"),
        migrations.RunSQL(TRIGGERS, DOWN),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
