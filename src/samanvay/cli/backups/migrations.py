"""Refuses a database whose tables a newer release has made; run as a program of its own, as the tables' owner."""

import sys

from samanvay.cli import django_ready


def unknown_migrations() -> list[str]:
    """Return the migrations that the database has and this release does not know."""
    django_ready()
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    known = {*loader.disk_migrations, *loader.replacements}
    rooms = {app for app, _name in known}
    return sorted(
        f"{app}.{name}" for app, name in loader.applied_migrations if app in rooms and (app, name) not in known
    )


if __name__ == "__main__":
    if unknown := unknown_migrations():
        sys.exit(f"the backup is of a newer release (it has {unknown[0]}): restore it with that release")
