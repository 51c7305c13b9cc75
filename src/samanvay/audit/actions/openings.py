"""The event of a record that somebody asked for and whose row the database hides from them."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection

from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, Actor, reading
from samanvay.kernel.models import Protected

from ..events import OPENING_REFUSED
from ..models import Event
from ..operations import operation

ONCE_IN = timedelta(hours=1)


def note_refused_opening(*, by: Actor, keys: Iterable[UUID]) -> None:
    """Put on record that ``by`` asked for a record that exists and is hidden from them, the first of the ``keys``.

    Once for a person, a record and an hour; of a key that no record has nothing is written. Only auditors read the
    event: to anybody else it would tell that the record exists. The two look-ups are the same for every key, and who
    knows a key, half of which is random, knows the record: that a write takes longer tells nothing.
    """
    asked = list(dict.fromkeys(keys))
    with reading(SYSTEM):
        standing = _subjects(asked)
    with reading(by):
        seen = _subjects(asked)
    hidden = next(((standing[key], key) for key in asked if key in standing and key not in seen), None)
    if hidden is None:
        return
    kind, key = hidden
    with reading(SYSTEM):
        earlier = Event.objects.filter(subject_kind=kind, subject_id=str(key), kind=OPENING_REFUSED.code, actor=by.id)
        if earlier.filter(at__gt=clock.now() - ONCE_IN).exists():
            return
    with operation(OPENING_REFUSED, by=by, target=(kind, key)) as op:
        op.readers = {SYSTEM_AUDIENCE, AUDITORS_AUDIENCE}


def _subjects(keys: list[UUID]) -> dict[UUID, str]:
    """Return what each record that the acting person sees is called in the log."""
    with connection.cursor() as cursor:
        cursor.execute(_every_table(), {"keys": keys})
        return dict(cursor.fetchall())


@cache
def _every_table() -> str:
    protected = [model for model in apps.get_models() if issubclass(model, Protected)]
    return " union all ".join(
        f"select id, '{model.subject_kind or model._meta.model_name}' from \"{model._meta.db_table}\" "  # noqa: S608 (names of ours)
        "where id = any(%(keys)s)"
        for model in protected
    )
