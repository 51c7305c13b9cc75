"""What was typed into an entry read again: by its author within minutes, and for the receipt of the family."""

from datetime import timedelta
from uuid import UUID

from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.groups import Group, Purpose
from samanvay.access.models import Box
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor

from ... import events
from ...models import Entry
from .. import policies
from ..queries import entry_or_unseen

REREAD_FOR = timedelta(minutes=10)
Sealed = dict[Group, dict[str, str]]


def reread_entry(*, by: Actor, entry_id: UUID) -> Sealed:
    """Return what the actor sealed in an entry within the last ten minutes; each box opened is an event.

    The seal is opened as for anybody of the team. Raises Unseen, Refused.
    """
    entry = entry_or_unseen(by, entry_id)
    since = clock.now() - REREAD_FOR
    own = Box.objects.filter(record_id=entry.id, subject_id=entry.subject, sealed_by=by.id, sealed_at__gt=since)
    policies.may_reread(by, entry, is_fresh=own.exists())
    return {Group(box.group): open_box(by=by, box_id=box.id, purpose=Purpose.CORRECTION) for box in own}


def print_receipt(*, by: Actor, entry_id: UUID) -> tuple[Entry, Sealed]:
    """Return an entry with what its receipt for the family shows of the sealed parts. Raises Unseen, Refused."""
    entry = entry_or_unseen(by, entry_id)
    policies.may_print_receipt(by, entry)
    with operation(events.RECEIPT_PRINTED, by=by, target=("tracing", entry.id), readers=entry.readers):
        boxes = Box.objects.filter(record_id=entry.id, subject_id=entry.subject)
        opened = boxes.filter(group__in=[Group.IDENTITY, Group.CONTACT, Group.TRACING])
        return entry, {Group(box.group): open_box(by=by, box_id=box.id, purpose=Purpose.TRACING) for box in opened}
