"""What the worker does for this room: working out who reads the records of reorganised units."""

from django_tasks import task

from samanvay.kernel.db.scope import SYSTEM

from .units.actions.readers import rebuild_readers


@task()
def rebuild() -> None:
    """Rebuild the readers of every unit that waits for it, as the system, since it alone sees every record."""
    rebuild_readers(by=SYSTEM)
