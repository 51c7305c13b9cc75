"""Who acts: a plain value in a context variable, told to PostgreSQL at the start of every transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from psycopg.pq import TransactionStatus

SYSTEM_AUDIENCE = 0
AUDITORS_AUDIENCE = 1
OFFICERS_AUDIENCE = 2  # every officer who may see facts of the whole state
PARTNERS_AUDIENCE = 3  # every partner who may see cells of ten and more
FIRST_UNIT_AUDIENCE = 100


@dataclass(frozen=True, slots=True)
class Held:
    """A role held at a unit (by its audience), in a compartment."""

    role: str
    audience: int
    compartment: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an identity, the audiences whose rows it sees and the roles it holds.

    ``audiences`` are the integers compared with ``readers`` of a row by the row-level policy. ``only`` limits what
    the roles allow to some permissions (a registered phone, an API token); None leaves them whole. ``is_confirmed``
    is false after a reset of the sign-in, until a superior has said that it is truly them.
    """

    id: UUID
    label: str
    audiences: tuple[int, ...]
    grants: tuple[Held, ...] = ()
    language: str = "en"
    via: str = "session"
    only: frozenset[str] | None = None
    is_confirmed: bool = True

    @property
    def units(self) -> tuple[int, ...]:
        """The audiences that are units: what a row may name as its readers on this actor's account."""
        return tuple(audience for audience in self.audiences if audience >= FIRST_UNIT_AUDIENCE)

    @property
    def is_system(self) -> bool:
        return self.audiences == (SYSTEM_AUDIENCE,)


SYSTEM = Actor(id=UUID(int=0), label="system", audiences=(SYSTEM_AUDIENCE,), via="system")


@dataclass(frozen=True, slots=True)
class _Scope:
    actor: Actor | None = None
    op: UUID | None = None


_EMPTY = _Scope()
_scope: ContextVar[_Scope] = ContextVar("who acts", default=_EMPTY)

_BIND = (
    "select set_config('sam.audiences', %s, true), set_config('sam.actor', %s, true), set_config('sam.op', %s, true)"
)


def settings_now() -> tuple[str, str, str]:
    """Return audiences, actor and operation of this context as PostgreSQL settings, empty where none is."""
    scope = _scope.get()
    if scope.actor is None:
        return "", "", ""
    audiences = "{" + ",".join(str(int(a)) for a in scope.actor.audiences) + "}"
    return audiences, str(scope.actor.id), str(scope.op) if scope.op else ""


def bind(connection: Any) -> None:
    """Tell the open transaction of a Django connection who acts, for that transaction alone."""
    raw = connection.connection
    if raw is None or raw.info.transaction_status == TransactionStatus.INERROR:
        return
    raw.execute(_BIND, settings_now())


def _rebind_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            bind(connection)


def current_actor() -> Actor | None:
    """Return who acts in this context, or None."""
    return _scope.get().actor


def current_operation() -> UUID | None:
    """Return the identifier of the operation that is open in this context, or None."""
    return _scope.get().op


@contextmanager
def acting_as(actor: Actor, *, op: UUID | None = None) -> Iterator[Actor]:
    """Let an actor act for the length of the block; transactions already open are told at once.

    Without ``op`` the block may read but not write guarded tables.
    """
    token = _scope.set(_Scope(actor, op))
    try:
        _rebind_open_transactions()
        yield actor
    finally:
        _scope.reset(token)
        _rebind_open_transactions()


@contextmanager
def reading(actor: Actor) -> Iterator[Actor]:
    """Open a transaction in which an actor reads."""
    with acting_as(actor), transaction.atomic():
        yield actor
