"""Changing the master key: every data key is wrapped anew, in batches, while reading goes on.

Each row says which master wrapped it, so that both may be in use at once and a rotation that was killed goes
on where it stopped: what is left to do is the rows that do not yet say the newest number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from samanvay.access.models import DataKey
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.refusals import Invalid

from .. import events, keyring
from ..keys import unwrap, wrap

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rotation has come."""

    done: int
    total: int
    key_no: int


def left_to_rewrap() -> int:
    """Return how many data keys an earlier master key still wraps."""
    return DataKey.objects.exclude(key_no=keyring.ring(keyring.MASTER).current).count()


def rotate_keys(*, batch: int = BATCH) -> Iterator[Progress]:
    """Wrap every data key anew and tell after each batch how far it is.

    If an earlier rotation is unfinished it is finished, without a further master key. One event a batch.
    """
    total = left_to_rewrap()
    if not total:
        keyring.ring(keyring.MASTER)
        with operation(events.KEYS_MADE, by=SYSTEM) as op:
            number = keyring.add_key(keyring.MASTER).current
            op.about("master key", number)
        total = left_to_rewrap()
    number = keyring.ring(keyring.MASTER).current
    done = 0
    yield Progress(done, total, number)
    while moved := _rewrap_batch(number, batch):
        done += moved
        # Keys sealed meanwhile by a process that had read the older file add to the total.
        yield Progress(done, max(total, done), number)


def _rewrap_batch(number: int, batch: int) -> int:
    with operation(events.KEYS_REWRAPPED, by=SYSTEM, target=("master key", number)) as op:
        rows = list(DataKey.objects.select_for_update().exclude(key_no=number).order_by("key_no", "id")[:batch])
        if not rows:
            op.keep_silent()
            return 0
        fresh = [wrap(row.id, unwrap(row.id, bytes(row.wrapped))) for row in rows]
        parameters: list[Any] = [
            [row.id for row in rows],
            [key_no for key_no, _wrapped in fresh],
            [wrapped for _key_no, wrapped in fresh],
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "update access_datakey k set key_no = n.key_no, wrapped = n.wrapped "
                "from unnest(%s::uuid[], %s::smallint[], %s::bytea[]) as n(id, key_no, wrapped) where k.id = n.id",
                parameters,
            )
        op.add(count=len(rows), last=rows[-1].id)
        return len(rows)


def retire_key(number: int) -> None:
    """Take an earlier master key out of the ring. Refused while any data key needs it.

    A backup made before the rotation cannot be read afterwards.
    """
    if DataKey.objects.filter(key_no=number).exists():
        raise Invalid("key", _("Data keys still need this master key. Finish the rotation first."))
    with operation(events.KEYS_RETIRED, by=SYSTEM, target=("master key", number)):
        try:
            keyring.drop_key(keyring.MASTER, number)
        except ValueError as error:
            raise Invalid("key", str(error)) from error
