"""Giving documents out: each look, copy and original is an act of its own, on record."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.content import refuse_aadhaar
from samanvay.access.boxes.groups import Purpose
from samanvay.access.boxes.keys import Forgotten, key_for
from samanvay.access.boxes.sealing import decrypt
from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import EventKind
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid, Unseen

from .. import events, policies, storage
from ..custody import note_custody
from ..media import BY_TYPE
from ..models import CustodyEntry, Document
from ..previews import NOTHING_HIDDEN, copied, leaves_as
from ..queries import name_place

SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Opened:
    """A document given out: its name, type, size and plain bytes."""

    document: Document
    name: str
    media_type: str
    size: int
    chunks: Iterable[bytes]


def open_document(*, by: Actor, document_id: UUID, purpose: Purpose | str) -> Opened:
    """Let a document be looked at, and note it in its custody. Raises Unseen, Refused, Invalid, Forgotten."""
    document, key, name = _opened(by, document_id, purpose, events.DOCUMENT_READ, CustodyEntry.VIEWED, _as_it_is)
    return Opened(document, name, document.media_type, document.size, storage.read(document.id, key))


def read_document(*, by: Actor, document_id: UUID, purpose: Purpose | str, as_it_came: bool = False) -> Opened:
    """Give out the copy of a document, without what is hidden in it.

    Where that cannot be taken out, the copy leaves ``as_it_came`` alone, for one who was told. The hash of what left
    stands in the custody. Raises Unseen, Refused, Invalid, Forgotten, Tampered, NotDrawn, Uncleaned.
    """
    _require_purpose(purpose)
    with reading(by):
        seen = Document.objects.filter(pk=document_id).first()
        if seen is None:
            raise Unseen
        policies.may_read_document(by, seen)
        key = _key_of(seen)
    # Drawn before the row is held: others go on meanwhile, and what is noted afterwards is what goes out.
    made = copied(seen.media_type, b"".join(storage.read(seen.id, key)), as_it_came=as_it_came)
    digest = hashlib.sha256(made).hexdigest()
    is_whole = as_it_came and digest == seen.sha256 and seen.media_type not in NOTHING_HIDDEN
    document, _key, name = _opened(
        by,
        document_id,
        purpose,
        events.DOCUMENT_COPIED,
        CustodyEntry.COPIED,
        lambda document: digest,
        said={"as_it_came": True} if is_whole else {},
    )
    media_type = leaves_as(document.media_type)
    stem = name.rsplit(".", 1)[0]
    return Opened(document, f"{stem}.{BY_TYPE[media_type].ending}", media_type, len(made), [made])


def read_original(*, by: Actor, document_id: UUID, purpose: Purpose | str, reason: str) -> Opened:
    """Give out a file as it came, hidden data and all, for a reason that stays in its custody, sealed."""
    words = reason.strip()
    if len(words) < SHORTEST_REASON:
        raise Invalid("reason", _("Write the reason, in at least %(n)d letters.") % {"n": SHORTEST_REASON})
    refuse_aadhaar("reason", words)
    document, key, name = _opened(
        by, document_id, purpose, events.DOCUMENT_ORIGINAL_TAKEN, CustodyEntry.ORIGINAL, _as_it_is, words
    )
    return Opened(document, name, document.media_type, document.size, storage.read(document.id, key))


def _require_purpose(purpose: Purpose | str) -> None:
    if purpose not in set(Purpose):
        raise Invalid("purpose", _("Say why you open this."))


def _key_of(document: Document) -> bytes:
    """Return the key of a document that may be given out. Raises Refused, Forgotten."""
    policies.refuse_closed(document)
    if document.erased_at is not None:
        raise Forgotten
    return key_for(document.data_key)


def _as_it_is(document: Document) -> str:
    return document.sha256


def _opened(
    by: Actor,
    document_id: UUID,
    purpose: Purpose | str,
    event: EventKind,
    what: str,
    handed: Callable[[Document], str],
    reason: str = "",
    said: Mapping[str, object] = MappingProxyType({}),
) -> tuple[Document, bytes, str]:
    """Note an opening and return the document, its key and its name.

    The bytes are read after the caller's transaction: they need the key alone, which is taken here.
    """
    _require_purpose(purpose)
    may = policies.may_take_original if what == CustodyEntry.ORIGINAL else policies.may_read_document
    with operation(event, by=by) as op:
        document = Document.objects.select_for_update().filter(pk=document_id).first()
        if document is None:
            raise Unseen
        may(by, document)
        key = _key_of(document)
        name = decrypt(key, bytes(document.name), name_place(document.id)).decode()
        note_custody(
            document=document,
            what=what,
            by=by.id,
            purpose=str(purpose),
            sha256=handed(document),
            reason=(key, reason) if reason else None,
        )
        op.about(document.of, document.record_id, document.readers)
        op.add(document=document.id, kind=document.kind, person=document.subject_id, purpose=str(purpose), **said)
    return document, key, name
