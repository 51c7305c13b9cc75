"""Cells of lists that name people wait sealed, under a key of their import that ends when they are done with.

Only whoever took the file opens them, at a door where sealed words are shown; the others at the unit see how many rows
there are and what is wrong with them.
"""

import base64
import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from samanvay.access.boxes.keys import destroy, new_key, unwrap
from samanvay.access.boxes.sealing import context, decrypt, encrypt
from samanvay.access.limits import may_open_sealed
from samanvay.access.models import DataKey
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from ..models import ImportRow, ImportRun
from .kinds import import_kind

SEALED = "sealed"


def is_sealed(run: ImportRun) -> bool:
    """Tell whether the rows of an import name people."""
    return import_kind(run.kind).is_sealed


def may_open_rows(actor: Actor, run: ImportRun) -> None:
    """Refuse those who did not take this file, where its rows name people."""
    if not is_sealed(run):
        return
    if actor.id != run.begun_by:
        raise Refused(
            _("The rows of this file contain names. Only the officer who imported it can open and save them.")
        )
    if not may_open_sealed(actor):
        raise Refused(_("The rows of this file contain names. Open them on your desk computer, not by phone or token."))


def seal_rows(run: ImportRun, rows: Iterable[ImportRow], *, key: bytes | None = None) -> None:
    """Seal the cells of rows in place, inside the caller's operation; of another kind they stay as they are."""
    if not is_sealed(run):
        return
    key = key or _key(run)
    for row in rows:
        if isinstance(row.cells, list):
            plain = json.dumps(row.cells, ensure_ascii=False).encode()
            row.cells = {SEALED: base64.b64encode(encrypt(key, plain, _place(run, row))).decode()}


def open_rows(run: ImportRun, rows: Iterable[ImportRow]) -> None:
    """Open the cells of rows in place. What was emptied stays empty."""
    key: bytes | None = None
    for row in rows:
        if isinstance(row.cells, dict):
            key = key or _key(run)
            row.cells = json.loads(decrypt(key, base64.b64decode(row.cells[SEALED]), _place(run, row)))


def make_key(run: ImportRun) -> bytes | None:
    """Make the key of an import whose rows name people, inside the caller's operation."""
    return new_key(run.id)[1] if is_sealed(run) else None


def drop_key(run: ImportRun) -> None:
    """Destroy the key of an import: what is still sealed under it can never be read again."""
    destroy((), [run.id])


def _key(run: ImportRun) -> bytes:
    row = DataKey.objects.get(subject_id=run.id)
    return unwrap(row.id, bytes(row.wrapped))


def _place(run: ImportRun, row: ImportRow) -> bytes:
    return context(run.id, "row", row.number)
