"""What a transaction that only reads has read already, so that a page asks for the same row once.

It is kept for the audiences that the transaction reads as, and forgotten when it ends, when nobody acts in it any more
or an operation begins; while one is open everything is read anew. What is given is shared: nobody may change it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar, cast

from django.db import connection

from .base import DatabaseWrapper
from .scope import current_actor, is_writing

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_ABSENT = object()


def once(key: Hashable, read: Callable[[], V]) -> V:
    """Return what ``read`` gives, kept under a key that holds all that it depends on but the actor."""
    return once_each(key, (None,), lambda _keys: {None: read()})[None]


def once_each(what: Hashable, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
    """Return what ``read`` gives for some keys, of which it is asked only for those not read yet; in their order."""
    wanted = list(dict.fromkeys(keys))
    ours = cast(DatabaseWrapper, connection)
    known: dict[K, Any] = {}
    actor = current_actor()
    if ours.in_atomic_block and actor is not None and not is_writing():
        known = ours.read_already.setdefault((what, actor.audiences), known)
    if lacking := [key for key in wanted if key not in known]:
        found = read(lacking)
        known |= {key: found.get(key, _ABSENT) for key in lacking}
    return {key: known[key] for key in wanted if known[key] is not _ABSENT}
