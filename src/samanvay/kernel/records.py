"""Which protected record an id is, in whatever table it stands, and who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection

from .db.scope import SYSTEM, acting_as, current_operation
from .models import Protected


@dataclass(frozen=True, slots=True)
class Standing:
    """A record: what the log calls it, and the audiences that read it."""

    subject_kind: str
    readers: frozenset[int]


def standing(keys: Iterable[UUID]) -> dict[UUID, Standing]:
    """Return the protected records among some ids, read as the system."""
    with acting_as(SYSTEM, op=current_operation()), connection.cursor() as cursor:
        cursor.execute(_every_table(), {"keys": list(keys)})
        return {key: Standing(kind, frozenset(readers)) for key, kind, readers in cursor.fetchall()}


def subject_kinds() -> set[str]:
    """Return what the log calls the records of each protected table."""
    return {_kind(model) for model in _tables()}


def _tables() -> list[type[Protected]]:
    return [model for model in apps.get_models() if issubclass(model, Protected)]


def _kind(model: type[Protected]) -> str:
    return model.log_kind or str(model._meta.model_name)


@cache
def _every_table() -> str:
    return " union all ".join(
        f"select id, '{_kind(model)}', readers from \"{model._meta.db_table}\" where id = any(%(keys)s)"  # noqa: S608 (names of ours)
        for model in _tables()
    )
