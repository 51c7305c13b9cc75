"""Roles held at a unit of a whole state are marked: two persons end them and reset who holds them."""

from django.db import migrations

# Whoever reads rows at such a unit; the roles of the state are known by their names.
FILL = """
select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{0}', true);
update access_grant g set is_wide = true
  from directory_unit u join directory_place p on p.key = u.place_id
 where u.audience = g.audience and p.kind = 'state'
   and g.role not in ('recruit', 'lawyer', 'panchayat_representative', 'trainer', 'press_desk', 'campaign_officer');
select set_config('sam.op', '', true), set_config('sam.audiences', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_audiences"), ("access", "0006_two_persons")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
