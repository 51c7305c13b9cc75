"""The schema ``sam``: the functions under row security, write guard and insert-only tables."""

from django.db import migrations

UP = """
create schema if not exists sam;

create or replace function sam.no_actor() returns int[] language plpgsql stable parallel safe as $$
begin
  raise exception 'sam: no actor' using errcode = '42501',
    hint = 'Wrap the code in "with reading(actor)" or "with operation(...)".';
end $$;

create or replace function sam.audiences() returns int[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('sam.audiences', true), '')::int[], sam.no_actor())
$$;

create or replace function sam.require_operation() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('sam.op', true), '') = '' then
    raise exception 'sam: write outside an operation: % on %', tg_op, tg_table_name using errcode = '42501',
      hint = 'Wrap the write in "with audit.operation(EVENT, by=actor, ...)".';
  end if;
  return null;
end $$;

create or replace function sam.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are added, never changed or taken away (%)', tg_table_name, tg_op using errcode = '42501';
end $$;

grant usage on schema sam to public;
grant execute on all functions in schema sam to public;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(UP, "drop schema sam cascade")]
