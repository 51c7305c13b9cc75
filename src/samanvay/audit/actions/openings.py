"""The event of a record that somebody asked for and whose row the database hides from them."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, Actor, reading
from samanvay.kernel.records import standing

from ..events import OPENING_REFUSED
from ..models import Event
from ..operations import operation

ONCE_IN = timedelta(hours=1)


def note_refused_opening(*, by: Actor, keys: Iterable[UUID], is_seen: bool = False) -> None:
    """Put on record that ``by`` asked for a record that exists and is hidden from them, the first of the ``keys``.

    ``is_seen``: their role may not open it, though their unit reads its row.

    Once for a person, a record and an hour; of a key that no record has nothing is written. Only auditors read the
    event: to anybody else it would tell that the record exists. The look-up is the same for every key, and who knows
    a key, half of which is random, knows the record: that a write takes longer tells nothing.
    """
    asked = list(dict.fromkeys(keys))
    with reading(SYSTEM):
        found = standing(asked)
        hidden = next(
            (key for key in asked if key in found and (is_seen or found[key].readers.isdisjoint(by.audiences))), None
        )
        if hidden is None:
            return
        kind = found[hidden].subject_kind
        earlier = Event.objects.filter(subject_kind=kind, subject_id=str(hidden), kind=OPENING_REFUSED.code)
        if earlier.filter(actor=by.id, at__gt=clock.now() - ONCE_IN).exists():
            return
    with operation(OPENING_REFUSED, by=by, target=(kind, hidden)) as op:
        op.readers = {SYSTEM_AUDIENCE, AUDITORS_AUDIENCE}
