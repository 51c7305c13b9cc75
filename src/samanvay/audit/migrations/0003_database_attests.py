"""The database itself says when, in which transaction and by whom an event was written; only the system seals."""

from django.db import migrations, models

# Whoever runs as the owner is left alone: a restore puts events back as they were.
ATTEST = """
create function sam.attest_event() returns trigger
language plpgsql set search_path = pg_catalog, sam, pg_temp as $$
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then
    return new;
  end if;
  if new.op is distinct from nullif(current_setting('sam.op', true), '')::uuid then
    raise exception 'sam: write outside an operation: an event of another' using errcode = '42501';
  end if;
  if new.seq is distinct from currval('public.audit_event_seq_seq') then
    raise exception 'sam: the log gives an event its number' using errcode = '42501';
  end if;
  select author, way into new.actor, new.via from sam.proven();
  new.at := statement_timestamp();
  new.xid := pg_current_xact_id();
  new.era := coalesce((select max(number) from public.audit_era), 0);
  new.written_readers := null;
  if not new.readers @> '{0,1}' then
    new.readers := sam.readers_after(new.readers, '{0,1}', '{}');
  end if;
  return new;
end $$;

create trigger audit_event_attested before insert on audit_event for each row execute function sam.attest_event();

create function sam.require_system_operation() returns trigger
language plpgsql set search_path = pg_catalog, sam, pg_temp as $$
begin
  if current_user <> pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then
    perform sam.require_system();
  end if;
  return null;
end $$;

create trigger audit_seal_system before insert on audit_seal
  for each statement execute function sam.require_system_operation();
create trigger audit_era_system before insert on audit_era
  for each statement execute function sam.require_system_operation();
"""

FOLLOW = """
create or replace function sam.follow_event_readers(subjects text[], home int, fresh int[], stale int[]) returns bigint
language plpgsql security definer set search_path = public, sam, pg_temp as $$
declare
  kinds text[];
  changed bigint;
begin
  perform sam.require_system();
  perform sam.require_units(home, fresh, stale);
  with recursive hop(kind) as (
    select min(subject_kind) from audit_event
    union all
    select (select min(e.subject_kind) from audit_event e where e.subject_kind > hop.kind)
    from hop where hop.kind is not null
  )
  select array_agg(kind) from hop where kind is not null into kinds;
  perform set_config('sam.follows', 'readers', true);
  update audit_event t
  set written_readers = coalesce(t.written_readers, t.readers), readers = sam.readers_after(t.readers, fresh, stale)
  where t.subject_kind = any(kinds) and t.subject_id = any(subjects) and t.readers @> array[home]
    and (t.readers && stale or not t.readers @> fresh);
  get diagnostics changed = row_count;
  perform set_config('sam.follows', '', true);
  return changed;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_readers_follow"), ("kernel", "0003_proven_operations")]
    operations = [
        migrations.AddIndex("event", models.Index(fields=["op"], name="audit_event_op")),
        migrations.RunSQL(ATTEST + FOLLOW, migrations.RunSQL.noop),
    ]
