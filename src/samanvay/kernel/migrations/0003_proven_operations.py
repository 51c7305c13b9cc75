"""Operations are proven: a write outside one that our processes began is refused, and so is one without its event.

``sam.secret`` holds the key of the log (`kernel.db.proof`), ``sam.acting`` what each transaction writes under until it
commits. Both are the owner's alone. Whoever runs as the owner is not asked for proofs: migrations, restores.
"""

from django.db import migrations

TABLES = """
create table sam.secret (number smallint primary key, inner_pad bytea not null, outer_pad bytea not null);

create unlogged table sam.acting (
  op uuid, xid xid8, actor uuid not null, via text not null, goes_on boolean not null, primary key (op, xid)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

revoke all on sam.secret, sam.acting from public;
do $$ begin if exists (select from pg_roles where rolname = 'samanvay_app' and rolname <> current_user) then
  revoke all on sam.secret, sam.acting from samanvay_app; end if; end $$;
"""

# HMAC by hand, since no extension is asked for: the pads are made from the key when it is given.
PROVEN = """
-- An owner without BYPASSRLS is under the row policy too, and not every audience reads every event.
create function sam.has_event(wanted uuid, inside xid8) returns boolean
language plpgsql set search_path = pg_catalog, sam, pg_temp as $$
declare
  before text := coalesce(current_setting('sam.audiences', true), '');
  found_one boolean;
begin
  perform set_config('sam.audiences', '{0}', true);
  found_one := exists (select from public.audit_event e where e.op = wanted and (inside is null or e.xid = inside));
  perform set_config('sam.audiences', before, true);
  return found_one;
end $$;
revoke all on function sam.has_event(uuid, xid8) from public;

create function sam.proven(out author uuid, out way text)
language plpgsql security definer set search_path = pg_catalog, sam, pg_temp as $$
declare
  wanted uuid := nullif(current_setting('sam.op', true), '')::uuid;
  said text := coalesce(current_setting('sam.proof', true), '');
  mine xid8 := pg_current_xact_id();
  told text[];
begin
  select a.actor, a.via into author, way from sam.acting a where a.op = wanted and a.xid = mine;
  if found then
    return;
  end if;
  if wanted is null or not exists (
    select from sam.secret s where substr(said, 1, 64) = encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(
      pg_backend_pid() || ' ' || extract(epoch from now()) || ' ' || wanted || ' ' || substr(said, 66), 'UTF8'
    ))), 'hex')
  ) then
    raise exception 'sam: write outside an operation: it is not proven' using errcode = '42501',
      hint = 'If nothing can be written at all: run "samanvay migrate", which gives the database this home''s log.key.';
  end if;
  told := string_to_array(substr(said, 66), ' ');
  if told[2] = 'goes-on' and not sam.has_event(wanted, null) then
    raise exception 'sam: write outside an operation: there is no event to go on from' using errcode = '42501';
  end if;
  author := told[1];
  way := told[3];
  insert into sam.acting (op, xid, actor, via, goes_on) values (wanted, mine, author, way, told[2] = 'goes-on');
end $$;

create function sam.require_event() returns trigger
language plpgsql security definer set search_path = pg_catalog, sam, pg_temp as $$
begin
  if not new.goes_on and not sam.has_event(new.op, new.xid) then
    raise exception 'sam: an operation without its event: %', new.op using errcode = '42501',
      hint = 'What is written must be told: write the event, or write nothing.';
  end if;
  delete from sam.acting a where a.op = new.op and a.xid = new.xid;
  return null;
end $$;

create constraint trigger acting_has_its_event after insert on sam.acting
  deferrable initially deferred for each row execute function sam.require_event();
"""

GUARDS = """
create or replace function sam.require_operation() returns trigger
language plpgsql set search_path = pg_catalog, sam, pg_temp as $$
begin
  if coalesce(current_setting('sam.op', true), '') = '' then
    raise exception 'sam: write outside an operation: % on %', tg_op, tg_table_name using errcode = '42501',
      hint = 'Wrap the write in "with audit.operation(EVENT, by=actor, ...)".';
  end if;
  if current_user <> pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then
    perform sam.proven();
  end if;
  return null;
end $$;

alter function sam.refuse_change() set search_path = pg_catalog, sam, pg_temp;

create or replace function sam.require_system() returns void
language plpgsql set search_path = pg_catalog, sam, pg_temp as $$
begin
  if sam.audiences() <> '{0}' or (select author from sam.proven()) <> '00000000-0000-0000-0000-000000000000' then
    raise exception 'sam: only the system works out readers anew' using errcode = '42501';
  end if;
end $$;

create function sam.require_units(home int, fresh int[], stale int[]) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if home is null or home < 100 or fresh is null or stale is null
     or exists (select from unnest(stale) each where each is null or each < 100)
     or exists (select from unnest(fresh) each where each is null or (each < 100 and each <> 0))
  then
    raise exception 'sam: readers follow units; the audiences below 100 are never taken away' using errcode = '42501';
  end if;
end $$;

create or replace function sam.follow_readers(
  wanted regclass, home int, after uuid, at_most int, fresh int[], stale int[],
  out seen bigint, out changed bigint, out last text, out keys text[]
) language plpgsql security definer set search_path = public, sam, pg_temp as $$
begin
  perform sam.require_system();
  perform sam.require_units(home, fresh, stale);
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
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_readers_follow")]
    operations = [migrations.RunSQL(TABLES + PROVEN + GUARDS, migrations.RunSQL.noop)]
