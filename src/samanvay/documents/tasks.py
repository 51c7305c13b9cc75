"""What the worker does for this room: large imports, previews of new files, deleting files of the erased."""

import logging
from uuid import UUID

from django_tasks import task

from samanvay.access.actors import actor_for
from samanvay.access.boxes.events import PERSON_ERASED
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import reading

from . import events, previews
from .actions.forgetting import remove_files_of
from .importing import actions as imports
from .importing.queries import import_seen
from .states import RunState

log = logging.getLogger("samanvay.documents")


@task()
def carry_on(run_id: str, user_id: str) -> None:
    """Check, write or take back the rows of an import, as the person who asked, with the access they hold now."""
    user = User.objects.get(pk=user_id)
    if not user.is_active:
        # Closed since they asked: what was written stands, the rest waits for another who may.
        log.warning("import %s stands still: the account of who asked for it is closed", run_id)
        return
    actor = actor_for(user, via="worker")
    with reading(actor):
        run = import_seen(actor, run_id)
    if run.state == RunState.CHECKING:
        imports.check_rows(by=actor, run=run)
    elif run.state == RunState.APPLYING:
        imports.apply_rows(by=actor, run=run)
    elif run.state == RunState.UNDOING:
        imports.undo_rows(by=actor, run=run)


@task(queue_name="drawing")
def draw(document_id: str) -> None:
    """Draw the preview of a document, in no transaction; again does no harm."""
    previews.draw(UUID(document_id))


def ask_for_preview(event: Event) -> None:
    """Have a new file drawn, or one that the scanner let through: by the queue, so that no delivery waits for it."""
    draw.enqueue(str(event.detail["document"]))


# A file goes when its person's keys go; the keys' end alone has made it unreadable already.
SUBSCRIBES = {
    PERSON_ERASED: remove_files_of,
    events.DOCUMENT_ADDED: ask_for_preview,
    events.DOCUMENT_SCANNED: ask_for_preview,
}
