"""What the erasure of a person does here: their files leave the disk."""

from django.db import transaction

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM

from .. import events, storage
from ..custody import note_custody
from ..models import CustodyEntry, Document


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
