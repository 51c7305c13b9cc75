"""Operations: the one door through which guarded tables are written, each with its event in the same transaction."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max

from samanvay.kernel.db.many import insert_columns
from samanvay.kernel.db.scope import (
    AUDITORS_AUDIENCE,
    SYSTEM,
    SYSTEM_AUDIENCE,
    Actor,
    acting_as,
    is_open,
    opening,
    reading,
)
from samanvay.kernel.ids import uuid7

from .models import Era, Event
from .vocabulary import EventKind

_era: int | None = None
_innermost: ContextVar["Operation | None"] = ContextVar("the innermost open operation", default=None)


def current_era() -> int:
    """Return the number of the present era, read once a process (a restore starts processes anew)."""
    global _era
    if _era is None:
        _era = Era.objects.aggregate(last=Max("number"))["last"] or 0
    return _era


def forget_era() -> None:
    """Make the next operation read the era again (after a restore, and between tests on other databases)."""
    global _era
    _era = None


class Operation:
    """What an open operation will say of itself; completed inside the block, written at its end."""

    def __init__(self, kind: EventKind, actor: Actor, target: tuple[str, Any] | None, detail: dict[str, Any]) -> None:
        self.id = uuid7()
        self.kind = kind
        self.actor = actor
        self.target = target
        self.readers: set[int] = {SYSTEM_AUDIENCE, AUDITORS_AUDIENCE, *actor.units}
        self.detail = detail
        self.is_silent = False
        self.holds_others = False
        self.beside: list[tuple[str, str, str, list[int], str]] = []

    def add(self, **detail: Any) -> None:
        """Add to the body: identifiers, counts, codes and names of fields, never a sealed value."""
        self.detail.update(detail)

    def about(self, subject_kind: str, subject_id: Any, readers: Iterable[int] = ()) -> None:
        """Name the subject once it is known, and who besides the auditors may read this event."""
        self.target = (subject_kind, subject_id)
        self.readers.update(readers)

    def also(self, kind: EventKind, target: tuple[str, Any], readers: Iterable[int] = (), /, **detail: Any) -> None:
        """Record of one of many subjects written at once what happened to it, as an event of its own."""
        self.beside.append((kind.code, target[0], str(target[1]), sorted(self.readers.union(readers)), _body(detail)))

    def keep_silent(self) -> None:
        """Write no event, and nothing else: for an action that found nothing to change. What it did is undone."""
        self.is_silent = True

    def event(self) -> Event:
        """Return the event, unsaved."""
        subject_kind, subject_id = self.target or ("", "")
        return Event(
            era=current_era(),
            op=self.id,
            actor=self.actor.id,
            via=self.actor.via,
            kind=self.kind.code,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            readers=sorted(self.readers),
            body=_body(self.detail),
        )

    def save(self) -> None:
        """Write the event and those beside it."""
        self.event().save(force_insert=True)
        if self.beside:
            names = ("kind", "subject_kind", "subject_id", "readers", "body")
            insert_columns(
                Event,
                dict(zip(names, zip(*self.beside, strict=True), strict=True)),
                era=current_era(),
                op=self.id,
                actor=self.actor.id,
                via=self.actor.via,
            )


def _body(detail: dict[str, Any]) -> str:
    return json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


@contextmanager
def operation(
    kind: EventKind,
    *,
    by: Actor,
    target: tuple[str, Any] | None = None,
    readers: Iterable[int] = (),
    **detail: Any,
) -> Iterator[Operation]:
    """Open a transaction in which ``by`` writes, and record the event before it commits.

    ``target`` is (kind of subject, its id); ``readers`` are the target row's, so that those who see the row
    see its history. If the block or the recording of the event fails, nothing of either remains.
    """
    op = Operation(kind, by, target, detail)
    op.readers.update(readers)
    outer = _innermost.get()
    token = _innermost.set(op)
    try:
        with transaction.atomic(), opening(by, op.id):
            yield op
            if not op.is_silent:
                # The machinery writes the log, so that an actor without any unit leaves a trace too.
                with acting_as(SYSTEM, op=op.id):
                    op.save()
            elif op.holds_others:
                raise RuntimeError(f"{kind}: a silent operation is undone, and others that are told lie within it")
            else:
                transaction.set_rollback(True)
    finally:
        _innermost.reset(token)
    if outer is not None and (op.holds_others or not op.is_silent):
        outer.holds_others = True


def last_operation(subject_kind: str, subject_id: UUID) -> UUID | None:
    """Return the latest operation on a subject, from which the machinery goes on where nothing new is told."""
    with reading(SYSTEM):
        of_subject = Event.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
        return of_subject.order_by("seq").values_list("op", flat=True).last()


@contextmanager
def within_operation(op: UUID) -> Iterator[None]:
    """Let the system write what an earlier operation caused (a projection of its event), under its identifier.

    What is written here must be derivable from events and rows, since it adds no event of its own. The log must hold
    an event of that operation, unless it is still open here.
    """
    outer = _innermost.get()
    if outer is not None:
        outer.holds_others = True
    under = acting_as(SYSTEM, op=op) if is_open(op) else opening(SYSTEM, op, goes_on=True)
    with transaction.atomic(), under:
        yield
