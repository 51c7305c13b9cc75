"""Who acts: a plain value in a context variable, told to PostgreSQL at the start of every transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from psycopg.pq import TransactionStatus

from .proof import proof_of

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
class Opened:
    """An operation that is open: whose it is, and whether it goes on from one whose event is in the log already."""

    op: UUID
    actor: UUID
    via: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Scope:
    actor: Actor | None = None
    op: UUID | None = None
    opened: tuple[Opened, ...] = ()

    def opened_as(self, op: UUID) -> Opened | None:
        return next((each for each in self.opened if each.op == op), None)


_EMPTY = _Scope()
_scope: ContextVar[_Scope] = ContextVar("who acts", default=_EMPTY)

_BIND = (
    "select set_config('sam.audiences', %s, true), set_config('sam.actor', %s, true), set_config('sam.op', %s, true), "
    "set_config('sam.proof', %s, true)"
)
# What names the transaction to both sides: no other, in this server or after it, has its process and its beginning.
_BIND_FIRST = f"{_BIND}, pg_backend_pid() || ' ' || extract(epoch from now())"


def settings_now(transaction: str = "") -> tuple[str, str, str, str]:
    """Return audiences, actor, operation and its proof for a transaction as PostgreSQL settings, empty where none."""
    scope = _scope.get()
    if scope.actor is None:
        return "", "", "", ""
    audiences = "{" + ",".join(str(int(a)) for a in scope.actor.audiences) + "}"
    opened = scope.opened_as(scope.op) if scope.op and transaction else None
    proof = proof_of(transaction, opened.op, opened.actor, opened.via, goes_on=opened.goes_on) if opened else ""
    return audiences, str(scope.actor.id), str(scope.op) if scope.op else "", proof


def bind(connection: Any) -> None:
    """Tell the open transaction of a Django connection who acts, for that transaction alone."""
    raw = connection.connection
    if _scope.get().opened or _scope.get().actor is None:
        connection.read_already.clear()
    if raw is None or raw.info.transaction_status == TransactionStatus.INERROR:
        return
    with connection.wrap_database_errors:  # a session that is lost here is one as any other
        if not connection.transaction_name:
            connection.transaction_name = raw.execute(_BIND_FIRST, settings_now()).fetchone()[-1]
            if _scope.get().op is None:
                return
        raw.execute(_BIND, settings_now(connection.transaction_name))


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


def is_writing() -> bool:
    """Tell whether any operation is open in this context."""
    return bool(_scope.get().opened)


def is_open(op: UUID) -> bool:
    """Tell whether an operation is open in this context."""
    return _scope.get().opened_as(op) is not None


@contextmanager
def acting_as(actor: Actor, *, op: UUID | None = None) -> Iterator[Actor]:
    """Let an actor act for the length of the block; transactions already open are told at once.

    ``op`` is an operation that is open, which stays its opener's. Without it the block may read but not write guarded
    tables.
    """
    if op is not None and not is_open(op):
        raise ValueError(
            f"the operation {op} is not open here: begin one with audit.operation or audit.within_operation"
        )
    with _within(_Scope(actor, op, _scope.get().opened)):
        yield actor


@contextmanager
def opening(actor: Actor, op: UUID, *, goes_on: bool = False) -> Iterator[Actor]:
    """Let an actor write under an operation that this block begins; only ``audit.operations`` and the owner do so.

    With ``goes_on`` it has its event in the log already and needs no other.
    """
    opened = Opened(op, actor.id, actor.via, goes_on)
    with _within(_Scope(actor, op, (opened, *_scope.get().opened))):
        yield actor


@contextmanager
def _within(scope: _Scope) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        _rebind_open_transactions()
        yield
    finally:
        _scope.reset(token)
        _rebind_open_transactions()


@contextmanager
def reading(actor: Actor) -> Iterator[Actor]:
    """Open a transaction in which an actor reads."""
    with acting_as(actor), transaction.atomic():
        yield actor
