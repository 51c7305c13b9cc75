"""Making the search tokens anew under another token key, or after the rules of names have changed.

The system opens identity, contact and item boxes for this and nothing else: one event a batch, with the purpose, the
count and the Merkle root of the boxes' identifiers. Searching goes on meanwhile, under every key of the ring.
"""

import hashlib
from collections.abc import Iterator, Sequence
from uuid import UUID

from samanvay.access.models import Box, SearchToken
from samanvay.audit.leaves import merkle_root
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM

from .. import events, keyring
from ..content import from_bytes
from ..groups import Group
from ..keys import Forgotten, key_for
from ..names import tokens_of
from ..sealing import decrypt
from .rotation import Progress
from .sealing import place_of

BATCH = 1_000
SEARCHED = (Group.IDENTITY, Group.CONTACT, Group.ITEM)


def root_of(ids: Sequence[UUID]) -> str:
    """Return the Merkle root of identifiers, in hexadecimal: which boxes were opened can be shown, not read."""
    return merkle_root([hashlib.sha256(b"\x00" + each.bytes).digest() for each in ids]).hex()


def rotate_tokens(*, batch: int = BATCH) -> Iterator[Progress]:
    """Make every search token anew and tell after each batch how far it is.

    An unfinished run is finished without a further key. The earlier token keys are dropped at the end, since
    nothing is left that they made; a row that a process still wrote under one is found again after another run.
    """
    with operation(events.TOKENS_MADE_ANEW, by=SYSTEM) as op:
        op.keep_silent()
        if not SearchToken.objects.exclude(token_no=keyring.ring(keyring.TOKENS).current).exists():
            keyring.add_key(keyring.TOKENS)
        number = keyring.ring(keyring.TOKENS).current
        total = SearchToken.objects.exclude(token_no=number).count()
    done = 0
    yield Progress(done, total, number)
    while moved := _remake_batch(number, batch):
        done += moved
        yield Progress(done, max(total, done), number)
    for earlier in sorted(keyring.ring(keyring.TOKENS).keys):
        if earlier != number:
            keyring.drop_key(keyring.TOKENS, earlier)


def _remake_batch(number: int, batch: int) -> int:
    with operation(events.TOKENS_MADE_ANEW, by=SYSTEM, purpose="search", token_key=number) as op:
        rows = list(SearchToken.objects.select_for_update().exclude(token_no=number).order_by("id")[:batch])
        if not rows:
            op.keep_silent()
            return 0
        boxes = {
            (box.subject_id, box.group): box
            for box in Box.objects.filter(subject_id__in=[row.subject_id for row in rows], group__in=SEARCHED)
        }
        opened: list[UUID] = []
        for row in rows:
            box = boxes.get((row.subject_id, row.group))
            if box is None:
                row.delete()
                continue
            group = Group(box.group)
            try:
                plain = decrypt(key_for(box.data_key), bytes(box.content), place_of(box.id, group, box.edition))
            except Forgotten:
                row.delete()
                continue
            opened.append(box.id)
            row.token_no, row.tokens = number, tokens_of(group, from_bytes(plain))
            row.save(update_fields=["token_no", "tokens"])
        op.add(count=len(opened), root=root_of(opened) if opened else "")
        return len(rows)
