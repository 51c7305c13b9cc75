"""What the worker does for this room: writing and taking back large imports, deleting files of the erased."""

from django_tasks import task

from samanvay.access.actors import actor_for
from samanvay.access.boxes.events import PERSON_ERASED
from samanvay.access.models import User
from samanvay.kernel.db.scope import reading

from . import imports
from .forgetting import remove_files_of
from .import_queries import import_seen
from .states import RunState


@task()
def carry_on(run_id: str, user_id: str) -> None:
    """Write or take back the rows of an import, as the person who asked, with the access they hold now."""
    actor = actor_for(User.objects.get(pk=user_id), via="worker")
    with reading(actor):
        run = import_seen(actor, run_id)
    if run.state == RunState.APPLYING:
        imports.apply_rows(by=actor, run=run)
    elif run.state == RunState.UNDOING:
        imports.undo_rows(by=actor, run=run)


# A file goes when its person's keys go; the keys' end alone has made it unreadable already.
SUBSCRIBES = {PERSON_ERASED: remove_files_of}
