"""Events of a kind in a span of time, for the questions that an auditor asks first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_database_attests")]
    operations = [
        migrations.AddIndex("event", models.Index(fields=["kind", "at"], name="audit_event_kind")),
    ]
