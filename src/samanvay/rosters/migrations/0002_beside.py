"""Guests who are told of a move, of whom an e-mail was given up, or who were erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rosters", "0001_plans")]

    operations = [
        migrations.AddField("guest", "failed_at", models.DateTimeField(null=True)),
        migrations.AddField("guest", "told_sequence", models.PositiveSmallIntegerField(default=0)),
        migrations.RemoveConstraint("guest", "rosters_guest_reached"),
        migrations.AddConstraint(
            "guest",
            models.CheckConstraint(
                condition=(
                    models.Q(("email", ""), _negated=True)
                    | models.Q(("phone", ""), _negated=True)
                    | models.Q(("voided_at__isnull", False))
                ),
                name="rosters_guest_reached",
            ),
        ),
    ]
