"""Counts by shape hold a quarter in a row, month by month; forms and lures are counted by way, month and readers."""

import importlib

import django.contrib.postgres.fields
from django.db import migrations, models

import samanvay.kernel.db.constraints
import samanvay.picture.models.fact

before = importlib.import_module("samanvay.picture.migrations.0007_stops")
TABLES = importlib.import_module("samanvay.picture.migrations.0005_fact_tally").TABLES

SHAPE = "kind, event_kind, origin, via, stops, destination, place, quarter, readers, near"
PARTS = ("first", "second", "third", "untold")
COUNTED = {"facts": "sign", "persons": "sign * coalesce(persons, 1)", "hearsay": "sign * (certainty = 'hearsay')::int"}
COUNTS = [f"{name}_{part}" for name in COUNTED for part in PARTS]
SUMS = ", ".join(
    f"sum(case when part = {number} then {count} else 0 end) as {name}_{part}"
    for name, count in COUNTED.items()
    for number, part in enumerate(PARTS)
)
OF_SHAPES = f"""
    insert into picture_facttally (is_shared, {SHAPE}, {", ".join(COUNTS)})
    select * from (
      select {{is_shared}}, {SHAPE}, {SUMS}
      from (
        select *, coalesce(extract(month from month)::int - extract(month from quarter)::int, 3) as part
        from ({{changed}}) as fact
      ) as fact group by {SHAPE}
    ) as counted where not 0 = all(array[{", ".join(COUNTS)}]);
"""  # noqa: S608

TOLD = "way, keys, quarter, month, readers, near"
OF_TOLD = f"""
    insert into picture_toldtally (is_shared, {TOLD}, told, facts, persons)
    select {{is_shared}}, {TOLD}, array_agg(told order by told), array_agg(facts order by told),
           array_agg(persons order by told)
    from (
      select {TOLD}, told, sum(sign)::int as facts, sum(sign * coalesce(persons, 1))::bigint as persons
      from (
        select *, array_remove(array[origin] || via || array[destination, place], '') as keys
        from ({{changed}}) as fact
      ) as fact
      cross join lateral (select 'form:' || unnest(forms) union all select 'lure:' || unnest(lures)) as given(told)
      group by {TOLD}, told having sum(sign) <> 0 or sum(sign * coalesce(persons, 1)) <> 0
    ) as counted group by {TOLD};
"""  # noqa: S608

# A row for what came and one for what went: nothing is looked up and nothing locked, so that two who write at once
# never wait for each other.
FUNCTION = """
create function sam.tally_{table}() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    delete from picture_facttally where is_shared = {is_shared};
    delete from picture_toldtally where is_shared = {is_shared};
  elsif tg_op = 'INSERT' then {came}
  elsif tg_op = 'DELETE' then {went}
  else {both}
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


def counted(changed: str, is_shared: str) -> str:
    """Return the statements that count what changed: rows of facts, each with its sign."""
    return "".join(each.format(changed=changed, is_shared=is_shared) for each in (OF_SHAPES, OF_TOLD))


def function(table: str, is_shared: str, near: str) -> str:
    came, went = (f"select {sign} as sign, *{near} from {rows}" for sign, rows in ((1, "came"), (-1, "went")))  # noqa: S608
    return FUNCTION.format(
        table=table,
        is_shared=is_shared,
        came=counted(came, is_shared),
        went=counted(went, is_shared),
        both=counted(f"{came} union all {went}", is_shared),
    )


UP = "".join(function(*each) for each in TABLES)

# What is there already is counted once, with the eyes of the system.
FILL = "".join(
    (
        "select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{0}', true);",
        *(counted(f"select 1 as sign, *{near} from {table}", shared) for table, shared, near in TABLES),  # noqa: S608
        "select set_config('sam.op', '', true), set_config('sam.audiences', '', true);",
    )
)


def many(base_field: models.Field, **more: object) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(base_field=base_field, size=None, **more)


def number(name: str) -> models.Field:
    kind = models.BigIntegerField if name.startswith("persons") else models.IntegerField
    more = {"help_text": "not said counts as one"} if name == "persons_first" else {}
    return kind(default=0, db_default=0, **more)


def rules(table: str) -> list[models.BaseConstraint]:
    return [
        samanvay.kernel.db.constraints.WriteGuard(name=f"{table}_guard"),
        samanvay.kernel.db.constraints.RowSecurity(name=f"{table}_rows"),
    ]


class Migration(migrations.Migration):
    dependencies = [("picture", "0007_stops"), ("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(before.before.DOWN, before.UP),
        migrations.DeleteModel("FactTally"),
        migrations.CreateModel(
            name="FactTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_shared", models.BooleanField()),
                ("kind", models.CharField(max_length=10)),
                ("event_kind", models.CharField(blank=True, max_length=16)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("via", many(models.CharField(max_length=80), default=list)),
                ("stops", many(models.CharField(max_length=80), db_default=[], default=list)),
                ("destination", models.CharField(blank=True, max_length=80)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("quarter", models.DateField()),
                *((name, number(name)) for name in COUNTS),
                ("readers", many(models.IntegerField())),
                ("near", many(models.IntegerField(), default=list)),
                (
                    "way",
                    models.GeneratedField(
                        db_persist=True,
                        editable=False,
                        expression=samanvay.picture.models.fact.WayOf("origin", "via", "destination", "place"),
                        output_field=models.BigIntegerField(),
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["quarter"], name="picture_facttally_quarter"),
                    models.Index(fields=["way", "quarter"], name="picture_facttally_way"),
                ],
                "constraints": rules("picture_facttally"),
            },
        ),
        migrations.CreateModel(
            name="ToldTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_shared", models.BooleanField()),
                ("way", models.BigIntegerField()),
                ("keys", many(models.CharField(max_length=80))),
                ("quarter", models.DateField()),
                ("month", models.DateField(null=True)),
                ("told", many(models.CharField(max_length=32), help_text="form:begging, lure:job")),
                ("facts", many(models.IntegerField(), help_text="of each that is told")),
                (
                    "persons",
                    many(models.BigIntegerField(), help_text="of each that is told; not said counts as one"),
                ),
                ("readers", many(models.IntegerField())),
                ("near", many(models.IntegerField(), default=list)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["month"], name="picture_toldtally_month"),
                    models.Index(fields=["way", "quarter"], name="picture_toldtally_way"),
                    models.Index(
                        condition=models.Q(("month", None)), fields=["quarter"], name="picture_toldtally_quarter"
                    ),
                ],
                "constraints": rules("picture_toldtally"),
            },
        ),
        migrations.RunSQL(UP, before.before.DOWN),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
