"""Work that one process does at a time."""

from collections.abc import Callable

from django.db import connection


def alone(name: str, work: Callable[[], object]) -> bool:
    """Do work under a session lock of the database, unless another process does it now; tells whether it did."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtext(%s))", [name])
        if not cursor.fetchone()[0]:
            return False
        try:
            work()
        finally:
            # A session that was lost has let go of its locks.
            if connection.is_usable():
                cursor.execute("select pg_advisory_unlock(hashtext(%s))", [name])
    return True
