"""Whom documents of a record may be about: told by the room that keeps the record, which lies above this one."""

from collections.abc import Callable, Collection
from uuid import UUID

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

_people: dict[str, Callable[[Actor, UUID], Collection[UUID]]] = {}


def register_people(of: str, people: Callable[[Actor, UUID], Collection[UUID]]) -> None:
    """Say whom documents of a kind of record may be about: the persons of a record that an actor sees.

    Raises ValueError when the kind of record has an answer already.
    """
    if of in _people:
        raise ValueError(f"the people of a {of!r} are registered twice")
    _people[of] = people


def require_person(actor: Actor, of: str, record_id: UUID, subject_id: UUID) -> None:
    """Refuse a person who is not of this record, or not in the actor's sight: both are Unseen."""
    people = _people.get(of)
    if people is None or subject_id not in people(actor, record_id):
        raise Unseen
