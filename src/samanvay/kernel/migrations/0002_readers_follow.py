"""Rows that are never changed may have their readers worked out anew, by the system and by one function."""

from django.db import migrations

# The trigger yields to the owner of the table alone, while a function of the owner's has the setting: the application
# has no right to update these tables and is not their owner, so that the setting by itself opens nothing.
YIELD = """
create or replace function sam.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and coalesce(current_setting('sam.follows', true), '') = 'readers'
     and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    return null;
  end if;
  raise exception 'rows of % are added, never changed or taken away (%)', tg_table_name, tg_op using errcode = '42501';
end $$;

create function sam.require_system() returns void language plpgsql stable as $$
begin
  if sam.audiences() <> '{0}' then
    raise exception 'sam: only the system works out readers anew' using errcode = '42501';
  end if;
end $$;

create function sam.readers_after(old int[], fresh int[], stale int[]) returns int[] language sql immutable as $$
  select array_agg(distinct one order by one) from unnest(
    fresh || coalesce((select array_agg(each) from unnest(old) each where each <> all(stale)), '{}')
  ) one
$$;

create function sam.follow_readers(
  wanted regclass, home int, after uuid, at_most int, fresh int[], stale int[],
  out seen bigint, out changed bigint, out last text, out keys text[]
) language plpgsql security definer set search_path = public, sam, pg_temp as $$
begin
  perform sam.require_system();
  if not exists (
    select from pg_trigger where tgrelid = wanted and tgfoid = 'sam.refuse_change()'::regprocedure
  ) then
    raise exception 'sam: % is changed like any other table', wanted using errcode = '42501';
  end if;
  perform set_config('sam.follows', 'readers', true);
  execute format($sql$
    with due as (
      select id from %1$s where home_unit = $1 and id > $2 order by id limit $3
    ), changed as (
      update %1$s t set readers = sam.readers_after(t.readers, $4, $5)
      from due where t.id = due.id and (t.readers && $5 or not t.readers @> $4)
      returning 1
    )
    select (select count(*) from due), (select count(*) from changed), (select max(id::text) from due),
           (select array_agg(id::text) from due)
  $sql$, wanted) into seen, changed, last, keys using home, after, at_most, fresh, stale;
  perform set_config('sam.follows', '', true);
end $$;

revoke all on function sam.follow_readers(regclass, int, uuid, int, int[], int[]) from public;
do $$ begin if exists (select from pg_roles where rolname = 'samanvay_app') then
  grant execute on function sam.follow_readers(regclass, int, uuid, int, int[], int[]) to samanvay_app; end if; end $$;
"""

HARDEN = """
drop function sam.follow_readers(regclass, int, uuid, int, int[], int[]);
drop function sam.readers_after(int[], int[], int[]);
drop function sam.require_system();
create or replace function sam.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are added, never changed or taken away (%)', tg_table_name, tg_op using errcode = '42501';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(YIELD, HARDEN)]
