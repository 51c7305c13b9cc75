"""The look-up of search tokens, for which the row policy would leave the index unused."""

from django.db import migrations

# The policy's own predicate stands inside: hidden rows can neither fill the limit nor be told from none.
UP = """
create function sam.find_tokens(wanted bigint[], at_most int) returns setof uuid
language sql stable security definer set search_path = public, sam, pg_temp as $$
  select t.id from access_searchtoken t
  where t.tokens && wanted and t.readers && sam.audiences()
  order by (select count(*) from unnest(t.tokens) as x where x = any (wanted)) desc, t.id desc
  limit least(at_most, 500)
$$;
revoke all on function sam.find_tokens(bigint[], int) from public;
do $$ begin if exists (select from pg_roles where rolname = 'samanvay_app') then
  grant execute on function sam.find_tokens(bigint[], int) to samanvay_app; end if; end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_shared_cache")]
    operations = [migrations.RunSQL(UP, "drop function sam.find_tokens(bigint[], int)")]
