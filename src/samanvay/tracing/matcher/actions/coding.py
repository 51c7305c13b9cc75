"""Coding entries for matching: the system opens the boxes of a batch, keeps codes under each person's own key.

One event a batch, with the purpose, the count and the Merkle root of the identifiers, never a name. The codes die with
the person's keys, like the boxes they came from.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from samanvay.access.boxes import keyring
from samanvay.access.boxes.actions.retokening import root_of
from samanvay.access.boxes.actions.sealing import place_of
from samanvay.access.boxes.content import from_bytes as box_fields
from samanvay.access.boxes.groups import Group
from samanvay.access.boxes.keys import Forgotten, new_key, unwrap
from samanvay.access.boxes.sealing import Tampered, context, decrypt, encrypt
from samanvay.access.models import Box, DataKey
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

from ... import events
from ...models import CodedEntry, Entry
from ...states import EntryState
from ..features import CODING, Features, as_bytes, coded_one, columns_of, from_bytes

BATCH = 200
TOLD_WITHIN = timedelta(days=730)
OPENED = (Group.IDENTITY, Group.CONTACT, Group.TRACING)
ONE_AFTER_ANOTHER = "select pg_advisory_xact_lock(hashtext('samanvay:coded'))"


def edition() -> str:
    """Return the edition of today's coding: of its rules, and of the key under which telephones are tokens."""
    return f"{CODING}.{keyring.ring(keyring.TOKENS).current}"


def code_entries(ids: Iterable[UUID]) -> int:
    """Code entries as they now stand, in batches; return how many changed. Again and again does nothing."""
    listed = list(dict.fromkeys(ids))
    return sum(_code_batch(listed[at : at + BATCH]) for at in range(0, len(listed), BATCH))


def code_stale(most: int = BATCH) -> int:
    """Code some entries not coded yet or in an earlier edition: after a release, or a change of the token key."""
    with reading(SYSTEM):
        lacking = Entry.objects.sought().filter(Q(coded__isnull=True) | ~Q(coded__edition=edition()))
        ids = list(lacking.order_by("id").values_list("id", flat=True)[:most])
    return _code_batch(ids) if ids else 0


def _code_batch(ids: Sequence[UUID]) -> int:
    with operation(events.ENTRY_CODED, by=SYSTEM, purpose="matching") as op:
        with connection.cursor() as cursor:
            # The numbers of changes become visible in their order, so that whoever follows them misses none.
            cursor.execute(ONE_AFTER_ANOTHER)
        entries = list(Entry.objects.select_related("home", "place").filter(pk__in=ids).order_by("id"))
        known = {row.entry_id: row for row in CodedEntry.objects.filter(entry__in=entries)}
        sealed, opened = _sealed(entries)
        keys = _keys(row.data_key for row in known.values())
        last = CodedEntry.objects.aggregate(last=Max("seq"))["last"] or 0
        written: list[UUID] = []
        for entry in entries:
            row = known.get(entry.id)
            if _code(entry, row, sealed, keys, last + 1):
                last += 1
                written.append(entry.id)
        op.add(count=len(written), root=root_of(written) if written else "", boxes=len(opened))
        if opened:
            op.add(boxes_root=root_of(opened))
        if not written:
            op.keep_silent()
    return len(written)


def _code(
    entry: Entry, row: CodedEntry | None, sealed: Mapping[UUID, Mapping[str, str]], keys: dict[UUID, bytes], seq: int
) -> bool:
    """Write what is coded of one entry if it changed; tell whether it did."""
    is_sought = not entry.is_void and entry.state == EntryState.OPEN
    if row is None and not is_sought:
        return False
    key_id, key = (row.data_key, keys.get(row.data_key)) if row is not None else (None, None)
    if key is None or key_id is None:
        try:
            key_id, key = new_key(entry.subject)
        except Forgotten:
            return row is not None and forget(row, seq)
    columns = columns_of(entry, sealed.get(entry.id, {}), sealed[entry.id].get("companions", "").split(";"))
    features = coded_one(columns, _secret(key), _period(entry))
    if row is not None and row.data_key == key_id:
        try:
            before = _opened(row, key)
        except (Tampered, ValueError):
            before = None  # what cannot be read any more is written anew
        if (before, row.edition, row.is_sought) == (features, edition(), is_sought):
            return False
    row = row or CodedEntry(entry=entry)
    row.subject_id, row.data_key, row.edition, row.seq = entry.subject, key_id, edition(), seq
    row.is_sought, row.looked_at = is_sought, None
    row.readers, row.home_unit, row.home_state = [SYSTEM.audiences[0]], entry.home_unit, entry.home_state
    row.content = encrypt(key, as_bytes(features), _place(row))
    row.save()
    return True


def _period(entry: Entry) -> tuple[date, date]:
    """Return when it happened where no day was told: in the two years before it was written down."""
    written = entry.added_at.astimezone(clock.INDIA).date()
    return written - TOLD_WITHIN, written


def forget(row: CodedEntry, seq: int) -> bool:
    """Empty what is coded of somebody who was erased, so that whoever follows lets go; tell whether it changed.

    Works inside the caller's operation.
    """
    if not row.content and not row.is_sought:
        return False
    row.content, row.is_sought, row.seq, row.looked_at = b"", False, seq, None
    row.save()
    return True


def forget_subject(subject_id: UUID) -> list[UUID]:
    """Empty what is coded of an erased person; return the entries that it was of."""
    with operation(events.ENTRY_CODED, by=SYSTEM, purpose="erasure") as op, connection.cursor() as cursor:
        cursor.execute(ONE_AFTER_ANOTHER)
        last = CodedEntry.objects.aggregate(last=Max("seq"))["last"] or 0
        rows = list(CodedEntry.objects.filter(subject_id=subject_id))
        emptied = [row.entry_id for at, row in enumerate(rows) if forget(row, last + 1 + at)]
        op.add(count=len(emptied), root=root_of(emptied) if emptied else "")
        if not emptied:
            op.keep_silent()
    return [row.entry_id for row in rows]


def _place(row: CodedEntry) -> bytes:
    return context(row.id, "coded")


def _secret(key: bytes) -> bytes:
    return hmac.digest(key, b"samanvay facts", hashlib.sha256)


def _keys(ids: Iterable[UUID]) -> dict[UUID, bytes]:
    return {row.id: unwrap(row.id, bytes(row.wrapped)) for row in DataKey.objects.filter(pk__in=list(ids))}


def _sealed(entries: Sequence[Entry]) -> tuple[dict[UUID, dict[str, str]], list[UUID]]:
    """Return by entry the fields of its boxes and the given names of whom it was with, and the boxes opened for it."""
    parties = {entry.party for entry in entries if entry.party is not None}
    together = list(Entry.objects.filter(party__in=parties).exclude(pk__in=[entry.id for entry in entries]))
    everyone = [*entries, *together]
    boxes = list(Box.objects.filter(subject_id__in=[each.subject for each in everyone], group__in=OPENED))
    keys = _keys(box.data_key for box in boxes)
    by_subject: dict[UUID, dict[str, str]] = {}
    opened: list[UUID] = []
    for box in boxes:
        key = keys.get(box.data_key)
        if key is None:
            continue  # erased
        group = Group(box.group)
        fields = box_fields(decrypt(key, bytes(box.content), place_of(box.id, group, box.edition)))
        if group is Group.TRACING and "phone" in fields:
            fields["tracing_phone"] = fields.pop("phone")
        by_subject.setdefault(box.subject_id, {}).update(fields)
        opened.append(box.id)
    found: dict[UUID, dict[str, str]] = {}
    for entry in entries:
        beside = [
            by_subject.get(each.subject, {}).get("given", "")
            for each in everyone
            if entry.party is not None and each.party == entry.party and each.id != entry.id
        ]
        found[entry.id] = {**by_subject.get(entry.subject, {}), "companions": ";".join(name for name in beside if name)}
    return found, opened


def _opened(row: CodedEntry, key: bytes) -> Features | None:
    return from_bytes(decrypt(key, bytes(row.content), _place(row))) if row.content else None


def coded_features(rows: Sequence[CodedEntry]) -> dict[UUID, Features]:
    """Return the features of coded entries by entry; those of the erased are left out. For the matcher alone."""
    keys = _keys(row.data_key for row in rows)
    found = {}
    for row in rows:
        key = keys.get(row.data_key)
        features = _opened(row, key) if key is not None else None
        if features is not None:
            found[row.entry_id] = features
    return found
