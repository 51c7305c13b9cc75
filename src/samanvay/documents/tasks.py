"""What the worker does for this room: writing and taking back large imports."""

from django_tasks import task

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.kernel.db.scope import acting_as

from . import imports
from .import_queries import import_seen
from .states import RunState


@task()
def carry_on(run_id: str, user_id: str) -> None:
    """Write or take back the rows of an import, as the person who asked, with the access they hold now."""
    actor = actor_for(User.objects.get(pk=user_id), via="worker")
    with acting_as(actor):
        run = import_seen(actor, run_id)
        if run.state == RunState.APPLYING:
            imports.apply_rows(by=actor, run=run)
        elif run.state == RunState.UNDOING:
            imports.undo_rows(by=actor, run=run)
