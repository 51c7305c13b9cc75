"""The cache shared by all web workers, in which sign-in counts its failures."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "create table shared_cache (cache_key varchar(255) primary key, value text not null, "
            "expires timestamptz not null); create index shared_cache_expires on shared_cache (expires)",
            "drop table shared_cache",
        )
    ]
