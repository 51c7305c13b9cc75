"""Who reads an event follows its subject; who was to read it when it was written stays, since that is sealed."""

import django.contrib.postgres.fields
from django.db import migrations, models

# The kinds of subject are found by hopping along the index: subject_id alone would read the whole log.
FOLLOW = """
create function sam.follow_event_readers(subjects text[], home int, fresh int[], stale int[]) returns bigint
language plpgsql security definer set search_path = public, sam, pg_temp as $$
declare
  kinds text[];
  changed bigint;
begin
  perform sam.require_system();
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

revoke all on function sam.follow_event_readers(text[], int, int[], int[]) from public;
do $$ begin if exists (select from pg_roles where rolname = 'samanvay_app') then
  grant execute on function sam.follow_event_readers(text[], int, int[], int[]) to samanvay_app; end if; end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("kernel", "0002_readers_follow")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="written_readers",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), null=True, size=None),
        ),
        migrations.RunSQL(FOLLOW, "drop function sam.follow_event_readers(text[], int, int[], int[])"),
    ]
