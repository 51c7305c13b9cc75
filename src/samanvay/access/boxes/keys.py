"""Data keys: made, wrapped by the master key in use, unwrapped by the one that wrapped them, destroyed."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from samanvay.access.models import DataKey, Erasure
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Refusal

from . import keyring
from .sealing import Tampered, context, decrypt, encrypt, new_secret


class Forgotten(Refusal):
    """The data key was destroyed: nobody can read this any more."""

    status = 410
    default_words = _("This was erased. Nobody can read it any more.")


def wrap(key_id: UUID, key: bytes) -> tuple[int, bytes]:
    """Return the number of the master key in use and the data key wrapped by it."""
    masters = keyring.ring(keyring.MASTER)
    return masters.current, encrypt(masters.key, key, context(key_id), first=masters.current)


def unwrap(key_id: UUID, wrapped: bytes) -> bytes:
    """Return the data key. Raises :class:`Tampered` when it was moved, changed or its master is not here."""
    wrapped = bytes(wrapped)
    master = keyring.ring(keyring.MASTER).keys.get(wrapped[0]) if wrapped else None
    if master is None:
        raise Tampered
    return decrypt(master, wrapped, context(key_id))


def new_key(subject_id: UUID) -> tuple[UUID, bytes]:
    """Make a data key for a subject inside the caller's operation; return its id and the key.

    Raises :class:`Forgotten` for a subject that was erased: nothing new is sealed for it.
    """
    hold(subject_id)
    refuse_forgotten(subject_id)
    key_id, key = uuid7(), new_secret()
    number, wrapped = wrap(key_id, key)
    DataKey.objects.create(id=key_id, subject_id=subject_id, key_no=number, wrapped=wrapped)
    return key_id, key


def hold(subject_id: UUID) -> None:
    """Let sealing for a subject and erasing it wait for each other, to the end of the transaction.

    Without it a seal under way commits a key that an erasure between its check and its commit has not seen.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"samanvay:subject:{subject_id}"])


def key_for(key_id: UUID) -> bytes:
    """Return a data key by its id. Raises :class:`Forgotten` when it was destroyed."""
    row = DataKey.objects.filter(pk=key_id).first()
    if row is None:
        raise Forgotten
    return unwrap(row.id, bytes(row.wrapped))


def pass_on(key_id: UUID, subject_id: UUID) -> None:
    """Give a data key to another subject inside the caller's operation, so that their erasure destroys it.

    Raises :class:`Forgotten` when the key was destroyed or the subject erased.
    """
    hold(subject_id)
    refuse_forgotten(subject_id)
    if not DataKey.objects.filter(pk=key_id).update(subject_id=subject_id):
        raise Forgotten


def living(key_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the keys that still exist."""
    return set(DataKey.objects.filter(pk__in=list(key_ids)).values_list("pk", flat=True))


def refuse_forgotten(subject_id: UUID) -> None:
    """Raise :class:`Forgotten` when a subject was erased."""
    if Erasure.objects.filter(pk=subject_id).exists():
        raise Forgotten


def destroy(key_ids: Iterable[UUID], subject_ids: Iterable[UUID]) -> int:
    """Delete data keys by id and by subject, inside the caller's operation; return how many there were."""
    gone = 0
    gone += DataKey.objects.filter(pk__in=list(key_ids)).delete()[0]
    gone += DataKey.objects.filter(subject_id__in=list(subject_ids)).delete()[0]
    return gone
