"""After a reset somebody confirms that the officer is truly them; codes of before do not ask for it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_sign_in_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="signincode",
            name="asks_confirmation",
            field=models.BooleanField(db_default=False, default=True),
        ),
        migrations.AddField(
            model_name="signincode",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signincode",
            name="confirmed_by",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="signincode",
            index=models.Index(
                condition=Q(("asks_confirmation", True), ("confirmed_at__isnull", True)),
                fields=["user"],
                name="access_signincode_awaiting",
            ),
        ),
    ]
