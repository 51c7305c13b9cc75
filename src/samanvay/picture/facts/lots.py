"""What every officer sees of a fact, written once: its quarter alone, or what the lot bears in which it stands.

A lot is made once, of facts that waited, and tells what it tells from then on, whatever comes later: yesterday's view
taken from today's leaves a whole lot, or facts told by their quarter alone. Where one of its facts is corrected or
withdrawn the whole lot is told by its quarter from then on (ADR 37).
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from samanvay.kernel.classify import Tier
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, SYSTEM_AUDIENCE

from ..models import Fact, SharedFact
from ..models.fact import FactColumns
from .floors import LEVELS, QUARTER_ALONE, lot_key, lots_of

COPIED = tuple(name for name, sort in FactColumns.classification.items() if sort.tier is Tier.FACT)
UNTOLD: dict[str, Any] = {"month": None, "is_as_reported": False, "who": [], "disparities": []}
AT_ONCE = 2_000

Placed = tuple[int | None, int]
"""The lot of a fact, None while it waits, and the number of the level at which it is told."""

WAITING: Placed = (None, QUARTER_ALONE)


def open_to_all(fresh: Sequence[Fact], quarters: Iterable[date]) -> None:
    """Write what every officer sees of facts whose day has come, and make lots of all that waits in some quarters.

    Works inside the caller's operation.
    """
    lock()
    coming: dict[date, list[Fact]] = defaultdict(list)
    for fact in fresh:
        coming[fact.quarter].append(fact)
    for quarter in sorted({*quarters, *coming}):
        told = SharedFact.objects.filter(quarter=quarter, lot=None)
        waiting = list(Fact.objects.filter(quarter=quarter, supports__gt=0, pk__in=told.values("fact_id")))
        placed = dict(_lots([*waiting, *coming[quarter]]))
        share([*coming[quarter], *(fact for fact in waiting if fact.pk in placed)], placed)
    for some in _pieces([fact.pk for fact in fresh]):
        Fact.objects.filter(pk__in=some, is_open=False).update(is_open=True)


def _lots(waiting: Iterable[Fact]) -> Iterator[tuple[UUID, Placed]]:
    """Give the facts of which lots can be made, each with its lot and level.

    Facts of one key make lots together or, where they cannot, those of them that are near to the same units.
    """
    alike: dict[Any, dict[Any, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in waiting:
        if fact.supports:
            alike[lot_key(fact)][tuple(fact.readers)].append(fact)
    for by_near in alike.values():
        together = lots_of([fact for facts in by_near.values() for fact in facts])
        for facts, level in together or (each for near in by_near.values() for each in lots_of(near)):
            lot = secrets.randbits(62)
            yield from ((fact.pk, (lot, level)) for fact in facts)


def share(facts: Sequence[Fact], placed: Mapping[UUID, Placed]) -> None:
    """Write anew what every officer sees of open facts; one that is not placed is told by its quarter alone."""
    rows = []
    for fact in facts:
        lot, level = placed.get(fact.pk, WAITING)
        row = SharedFact(fact_id=fact.pk, readers=[SYSTEM_AUDIENCE, OFFICERS_AUDIENCE], near=fact.readers)
        for name in COPIED:
            setattr(row, name, getattr(fact, name))
        row.month, row.is_as_reported, who, disparities = LEVELS[level].told(fact)
        row.who, row.disparities, row.lot, row.level = list(who), list(disparities), lot, level
        rows.append(row)
    for some in _pieces([row.fact_id for row in rows]):
        SharedFact.objects.filter(pk__in=some).delete()
    insert_many(SharedFact, rows)


def share_changed(facts: Sequence[Fact]) -> None:
    """Bring what every officer sees of open facts to what these now say: they leave their lots and wait anew.

    Works inside the caller's operation.
    """
    lock()
    break_lots([fact.pk for fact in facts])
    share(facts, {})


def break_lots(keys: Collection[UUID]) -> None:
    """Tell the lots in which some facts stand by their quarter alone, for good. Works inside the caller's operation."""
    broken = SharedFact.objects.filter(pk__in=keys, level__gt=QUARTER_ALONE).values("lot")
    SharedFact.objects.filter(lot__in=list(broken.values_list("lot", flat=True))).update(**UNTOLD, level=QUARTER_ALONE)


def lock() -> None:
    """Wait for whoever opens or takes back facts: two at once would each write what the other no longer knows."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('samanvay:picture:share'))")


def _pieces(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
