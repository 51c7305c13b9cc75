"""No column holds a time that the calendar of the house does not reach: a later one could not be read back."""

from django.db import migrations

# Years 1800 to 2200, as in samanvay.kernel.dates.bounds; for an unknown date the two ends of Python's calendar stand.
UP = """
create function sam.in_time(day date) returns boolean language sql immutable parallel safe as $$
  select day between date '1800-01-01' and date '2200-12-31'
$$;
create function sam.in_time_or_unknown(day date) returns boolean language sql immutable parallel safe as $$
  select day between date '1800-01-01' and date '2200-12-31' or day in (date '0001-01-01', date '9999-12-31')
$$;
create function sam.in_time(at timestamptz) returns boolean language sql immutable parallel safe as $$
  select at >= timestamptz '1800-01-01 00:00:00+00' and at < timestamptz '2201-01-01 00:00:00+00'
$$;
create function sam.in_time(at timestamp) returns boolean language sql immutable parallel safe as $$
  select at >= timestamp '1800-01-01 00:00:00' and at < timestamp '2201-01-01 00:00:00'
$$;
create function sam.in_time(at time) returns boolean language sql immutable parallel safe as $$
  select at < time '24:00'
$$;

-- Every column of days, instants and times of the day, ours and the libraries'; whether a valid CHECK bounds it.
create function sam.time_columns(out relation regclass, out name name, out rule name, out is_bounded boolean)
returns setof record language sql stable as $$
  select r.oid::regclass, a.attname,
         case when t.typname = 'date' and a.attname ~ '_(earliest|latest)$' then 'in_time_or_unknown' else 'in_time' end,
         exists (
           select from pg_constraint c
           join pg_depend d on d.classid = 'pg_constraint'::regclass and d.objid = c.oid
             and d.refclassid = 'pg_proc'::regclass
           join pg_proc p on p.oid = d.refobjid
           where c.conrelid = r.oid and c.contype = 'c' and c.convalidated and c.conkey = array[a.attnum]
             and p.pronamespace = 'sam'::regnamespace and p.proname in ('in_time', 'in_time_or_unknown')
         )
  from pg_attribute a
  join pg_class r on r.oid = a.attrelid
  join pg_namespace n on n.oid = r.relnamespace
  join pg_type given on given.oid = a.atttypid
  join pg_type t on t.oid = coalesce(nullif(given.typbasetype, 0), given.oid)
  where r.relkind in ('r', 'p') and r.relpersistence <> 't' and a.attnum > 0 and not a.attisdropped
    and n.nspname not in ('pg_catalog', 'information_schema')
    and t.typname in ('date', 'timestamptz', 'timestamp', 'time') and t.typnamespace = 'pg_catalog'::regnamespace
  order by r.relname, a.attnum
$$;

-- How a row of a table is named as text: by its primary key.
create function sam.key_of(relation regclass) returns text language sql stable as $$
  select coalesce(string_agg(format('t.%I::text', a.attname), ' || '' '' || ' order by k.nth), 't.ctid::text')
  from pg_index i
  cross join unnest(i.indkey::int2[]) with ordinality k(attnum, nth)
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
  where i.indrelid = relation and i.indisprimary
$$;

-- Rows whose time lies outside, of columns that no CHECK bounds yet: where all are bounded nothing is looked through.
create function sam.times_out_of_bounds(at_most int default 20)
returns table (relation regclass, name name, key text, value text) language plpgsql stable as $$
declare
  col record;
begin
  for col in select c.* from sam.time_columns() c
             where not c.is_bounded and has_table_privilege(c.relation, 'select') loop
    return query execute format(
      'select $1, $2, %s, t.%I::text from %s t where not sam.%I(t.%I) limit $3',
      sam.key_of(col.relation), col.name, col.relation, col.rule, col.name
    ) using col.relation, col.name, at_most;
  end loop;
end $$;

-- Adds what lacks and holds; returns what lacks still, as rows of old lie outside. A CHECK that is not valid would
-- refuse every later change of such a row, and with it the whole statement that meets one among many.
create function sam.bound_times(out relation regclass, out name name)
returns setof record language plpgsql as $$
declare
  tab record;
  col record;
begin
  for tab in
    select c.relation, string_agg(format('add check (sam.%I(%I))', c.rule, c.name), ', ') as checks
    from sam.time_columns() c join pg_class r on r.oid = c.relation
    where not c.is_bounded and pg_has_role(r.relowner, 'usage')
    group by c.relation
  loop
    begin
      execute format('alter table %s %s', tab.relation, tab.checks);
    exception when check_violation then
      for col in select * from sam.time_columns() c where c.relation = tab.relation and not c.is_bounded loop
        begin
          execute format('alter table %s add check (sam.%I(%I))', col.relation, col.rule, col.name);
        exception when check_violation then
          relation := col.relation;
          name := col.name;
          return next;
        end;
      end loop;
    end;
  end loop;
end $$;

-- Writes a time over one that lies outside, and over no other; returns what stood there, null where nothing did.
create function sam.mend_time(relation regclass, name name, key text, value text)
returns text language plpgsql as $$
declare
  col record;
  was text;
begin
  select * into col from sam.time_columns() c where c.relation = $1 and c.name = $2;
  if not found then
    return null;
  end if;
  execute format('select t.%2$I::text from %1$s t where %3$s = $1 and not sam.%4$I(t.%2$I) for update',
                 relation, name, sam.key_of(relation), col.rule) into was using key;
  if was is not null then
    execute format('update %1$s t set %2$I = $2::%5$s where %3$s = $1 and not sam.%4$I(t.%2$I)',
                   relation, name, sam.key_of(relation), col.rule,
                   (select format_type(a.atttypid, a.atttypmod) from pg_attribute a
                    where a.attrelid = relation and a.attname = $2)) using key, value;
  end if;
  return was;
end $$;
revoke all on function sam.bound_times() from public;
revoke all on function sam.mend_time(regclass, name, text, text) from public;
"""

DOWN = """
do $$ declare made record; begin
  for made in
    select distinct c.conrelid::regclass as relation, c.conname
    from pg_constraint c
    join pg_depend d on d.classid = 'pg_constraint'::regclass and d.objid = c.oid and d.refclassid = 'pg_proc'::regclass
    join pg_proc p on p.oid = d.refobjid
    where c.contype = 'c' and p.pronamespace = 'sam'::regnamespace and p.proname in ('in_time', 'in_time_or_unknown')
  loop
    execute format('alter table %s drop constraint %I', made.relation, made.conname);
  end loop;
end $$;
drop function sam.mend_time(regclass, name, text, text);
drop function sam.bound_times();
drop function sam.times_out_of_bounds(int);
drop function sam.key_of(regclass);
drop function sam.time_columns();
drop function sam.in_time(date);
drop function sam.in_time_or_unknown(date);
drop function sam.in_time(timestamptz);
drop function sam.in_time(timestamp);
drop function sam.in_time(time);
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_proven_operations")]
    operations = [migrations.RunSQL(UP, DOWN)]
