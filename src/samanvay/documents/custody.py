"""The custody of a document: every hand that it passed through, in a chain of hashes."""

import hashlib
from datetime import datetime
from uuid import UUID

from samanvay.access.boxes.sealing import context, encrypt
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, current_operation

from .models import CustodyEntry, Document


def note_custody(
    *,
    document: Document,
    what: str,
    by: UUID,
    purpose: str = "",
    at: datetime | None = None,
    sha256: str = "",
    reason: tuple[bytes, str] | None = None,
) -> CustodyEntry:
    """Add an entry to the custody of a document, inside the caller's operation.

    ``sha256`` is that of the bytes handed over; ``reason`` the document's key and the words to seal under it.
    """
    # The system numbers them: a unit that the record was shared with later does not see the first entries.
    with acting_as(SYSTEM, op=current_operation()):
        before = CustodyEntry.objects.filter(document=document).order_by("-no").first()
        no, moment = (before.no + 1 if before else 1), at or clock.now()
        return CustodyEntry.objects.create(
            document=document,
            no=no,
            what=what,
            by=by,
            at=moment,
            purpose=purpose,
            sha256=sha256,
            reason=encrypt(reason[0], reason[1].encode(), reason_place(document.id, no)) if reason else b"",
            digest=entry_digest(before.digest if before else document.sha256, no, what, by, moment, purpose, sha256),
            **document.ownership(),
        )


def reason_place(document_id: UUID, no: int) -> bytes:
    """Return what binds a sealed reason to its entry."""
    return context(document_id, "reason", no)


def entry_digest(before: str, no: int, what: str, by: UUID, at: datetime, purpose: str, sha256: str = "") -> str:
    """Return the hash of a custody entry with the one before it (the file's own for the first)."""
    handed = (sha256,) if sha256 else ()
    return hashlib.sha256(context(before, no, what, by, at.isoformat(), purpose, *handed)).hexdigest()


def is_whole(document: Document, entries: list[CustodyEntry]) -> bool:
    """Tell whether a chain of custody is as it was written: numbered without a gap, each hash as it must be."""
    before = document.sha256
    for number, entry in enumerate(entries, start=1):
        before = entry_digest(before, entry.no, entry.what, entry.by, entry.at, entry.purpose, entry.sha256)
        if entry.no != number or entry.digest != before:
            return False
    return bool(entries)
