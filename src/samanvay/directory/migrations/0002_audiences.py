"""The sequence of audiences: 0 is the system's, 1 the auditors', units begin at 100."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "create sequence directory_unit_audience start 100 minvalue 100",
            "drop sequence directory_unit_audience",
        )
    ]
