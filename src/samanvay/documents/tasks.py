"""What the worker does for this room: large imports, previews of new files, deleting files of the erased."""

import logging
from uuid import UUID

from django.db import transaction
from django_tasks import task

from samanvay.access.actors import actor_for
from samanvay.access.boxes.events import PERSON_ERASED
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

from . import events, previews, storage
from .custody import note_custody
from .importing import actions as imports
from .importing.queries import import_seen
from .models import CustodyEntry, Document
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


def remove_files_of(event: Event) -> None:
    """Delete the files of the person that an event says was erased. Again does no harm.

    The end of the keys has made them unreadable already.
    """
    with operation(events.DOCUMENTS_ERASED, by=SYSTEM, target=("person", event.subject_id)) as op:
        documents = list(Document.objects.select_for_update().filter(subject_id=event.subject_id))
        fresh = [document for document in documents if document.erased_at is None]
        for document in fresh:
            document.revise(expected=None, changes={"erased_at": clock.now(), "name": b"", "void_reason": ""})
            note_custody(document=document, what=CustodyEntry.ERASED, by=event.actor)
        op.add(documents=[document.id for document in fresh])
        if not fresh:
            op.keep_silent()
    for document in documents:
        # Only when the row says so for good; a file that an earlier run left behind goes now.
        transaction.on_commit(lambda key=document.id: storage.remove(key))  # type: ignore[misc]


# A file goes when its person's keys go; the keys' end alone has made it unreadable already.
SUBSCRIBES = {
    PERSON_ERASED: remove_files_of,
    events.DOCUMENT_ADDED: ask_for_preview,
    events.DOCUMENT_SCANNED: ask_for_preview,
}
