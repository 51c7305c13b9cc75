"""Facts counted by shape, month and readers, kept by triggers on both tables of facts."""

import django.contrib.postgres.fields
from django.db import migrations, models

import samanvay.kernel.db.constraints

SHAPE = "kind, event_kind, origin, via, destination, place, certainty, quarter, month, readers, near"
COUNTS = "sum(sign), sum(sign * coalesce(persons, 1))"

# A row for what came and one for what went: nothing is looked up and nothing locked, so that two who write at once
# never wait for each other.
FUNCTION = """
create function sam.tally_{table}() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    delete from picture_facttally where is_shared = {is_shared};
  elsif tg_op = 'INSERT' then
    insert into picture_facttally (is_shared, {shape}, facts, persons)
    select {is_shared}, {shape}, {counts} from (select 1 as sign, *{near} from came) as one group by {shape};
  elsif tg_op = 'DELETE' then
    insert into picture_facttally (is_shared, {shape}, facts, persons)
    select {is_shared}, {shape}, {counts} from (select -1 as sign, *{near} from went) as one group by {shape};
  else
    insert into picture_facttally (is_shared, {shape}, facts, persons)
    select {is_shared}, {shape}, {counts} from (
      select 1 as sign, *{near} from came union all select -1 as sign, *{near} from went
    ) as one group by {shape} having sum(sign) <> 0 or sum(sign * coalesce(persons, 1)) <> 0;
  end if;
  return null;
end $$;
create trigger {table}_tally_came after insert on {table} referencing new table as came
  for each statement execute function sam.tally_{table}();
create trigger {table}_tally_went after delete on {table} referencing old table as went
  for each statement execute function sam.tally_{table}();
create trigger {table}_tally_changed after update on {table} referencing old table as went new table as came
  for each statement execute function sam.tally_{table}();
create trigger {table}_tally_emptied after truncate on {table}
  for each statement execute function sam.tally_{table}();
"""
TABLES = (
    ("picture_fact", "false", ", '{}'::int[] as near"),
    ("picture_sharedfact", "true", ""),
)
UP = "".join(
    FUNCTION.format(table=table, is_shared=is_shared, near=near, shape=SHAPE, counts=COUNTS)
    for table, is_shared, near in TABLES
)
DOWN = "".join(
    f"drop trigger {table}_tally_{name} on {table};"
    for table, _, _ in TABLES
    for name in ("came", "went", "changed", "emptied")
) + "".join(f"drop function sam.tally_{table}();" for table, _, _ in TABLES)

# What is there already is counted once, with the eyes of the system.
FILL = "".join(
    f"""
select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{{0}}', true);
insert into picture_facttally (is_shared, {SHAPE}, facts, persons)
select {is_shared}, {SHAPE}, {COUNTS} from (select 1 as sign, *{near} from {table}) as one group by {SHAPE};
select set_config('sam.op', '', true), set_config('sam.audiences', '', true);
"""  # noqa: S608
    for table, is_shared, near in TABLES
)


def places(length: int) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=length), default=list, size=None
    )


def audiences(**more: object) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None, **more)


class Migration(migrations.Migration):
    dependencies = [("picture", "0004_findings"), ("kernel", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FactTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_shared", models.BooleanField()),
                ("kind", models.CharField(max_length=10)),
                ("event_kind", models.CharField(blank=True, max_length=16)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("via", places(80)),
                ("destination", models.CharField(blank=True, max_length=80)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("certainty", models.CharField(max_length=8)),
                ("quarter", models.DateField()),
                ("month", models.DateField(null=True)),
                ("facts", models.IntegerField()),
                ("persons", models.BigIntegerField(help_text="not said counts as one")),
                ("readers", audiences()),
                ("near", audiences(default=list)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["month"], name="picture_facttally_month"),
                    models.Index(
                        condition=models.Q(("month", None)), fields=["quarter"], name="picture_facttally_quarter"
                    ),
                ],
                "constraints": [
                    samanvay.kernel.db.constraints.WriteGuard(name="picture_facttally_guard"),
                    samanvay.kernel.db.constraints.RowSecurity(name="picture_facttally_rows"),
                ],
            },
        ),
        migrations.RunSQL(UP, DOWN),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
