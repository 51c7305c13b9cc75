"""After a reorganisation: who reads each protected row is worked out anew, batch by batch.

A row's new readers are those that its home unit gives today, and those that it had before *less* the ones that
came from the old tree; what is left of the old ones are shares, and they stay:

    new = readers_for(home) ∪ (old − stale), stale = every audience that stood above since the last rebuild

A share with a unit that stood above at the time cannot be told from its standing there, and ends with it.

Rows that are never changed (amendments, custody) are reached by a function of the owner's that writes ``readers`` and
nothing else; the events about a row follow it by another, which keeps beside them the readers that were sealed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import Unit
from samanvay.directory.units.queries import readers_for, units_awaiting_rebuild
from samanvay.kernel.db.constraints import InsertOnly
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.models import Protected
from samanvay.kernel.refusals import Refused

BATCH = 1_000

_BATCH_SQL = """
with due as (
  select {pk} as pk from {table}
  where home_unit = %(home)s and {pk} > %(after)s::{type} order by {pk} limit %(batch)s
), changed as (
  update {table} t set readers = sam.readers_after(t.readers, %(new)s::int[], %(stale)s::int[])
  from due where t.{pk} = due.pk and (t.readers && %(stale)s::int[] or not t.readers @> %(new)s::int[])
  returning 1
)
select (select count(*) from due), (select count(*) from changed), (select max(pk::text) from due),
       (select array_agg(pk::text) from due)
"""

_INSERT_ONLY_SQL = """
select seen, changed, last, keys
from sam.follow_readers(%(table)s::regclass, %(home)s, %(after)s, %(batch)s, %(new)s, %(stale)s)
"""

_EVENTS_SQL = "select sam.follow_event_readers(%(keys)s, %(home)s, %(new)s, %(stale)s)"
EVENTS = Event._meta.db_table


@dataclass
class Rebuilt:
    """What a rebuild did: units and rows looked at, rows and events changed."""

    units: int = 0
    seen: int = 0
    changed: int = 0
    by_table: dict[str, int] = field(default_factory=dict)

    def count(self, table: str, rows: int) -> None:
        """Add rows of a table that were changed."""
        self.changed += rows
        if rows:
            self.by_table[table] = self.by_table.get(table, 0) + rows


Progress = Callable[[int, int, int], None]
"""Called with units done, units in all, rows changed so far."""


def protected_models() -> Iterator[type[Protected]]:
    """Give every concrete model with readers, in a fixed order."""
    found = [model for model in apps.get_models() if issubclass(model, Protected) and not model._meta.proxy]
    yield from sorted(found, key=lambda model: model._meta.label)


def is_insert_only(model: type[Protected]) -> bool:
    """Tell whether rows of a model are never changed (amendments), but for their readers."""
    return any(isinstance(rule, InsertOnly) for rule in model._meta.constraints)


def rebuild_readers(
    *, by: Actor, everything: bool = False, batch: int = BATCH, progress: Progress | None = None
) -> Rebuilt:
    """Work out the readers of rows at home in reorganised units anew (in all units with ``everything``).

    Each batch is a transaction with an event of its own. A unit's mark is taken off only after its last row,
    so that a run that was stopped goes on with that unit. Only the system may, since it alone sees every row.
    """
    if not by.is_system:
        raise Refused(_("This is done only by the system, with the command samanvay rebuild-readers."))
    with reading(SYSTEM):
        units = list(Unit.objects.order_by("audience") if everything else units_awaiting_rebuild())
    models = list(protected_models())
    homes = _homes(models) if everything else {}
    told = Rebuilt()
    for unit in units:
        for model in models:
            # A unit that was not moved has no stale reader: where it keeps nothing, there is nothing to look at.
            if unit.stale_readers or not everything or unit.audience in homes[model]:
                _rebuild_table(unit, model, batch, told)
        if unit.stale_readers:
            _unmark(unit)
        told.units += 1
        if progress is not None:
            progress(told.units, len(units), told.changed)
    return told


def _homes(models: Iterable[type[Protected]]) -> dict[type[Protected], set[int]]:
    """Return for each model the audiences of the units that keep rows of it: a few, of thousands of units."""
    with reading(SYSTEM):
        return {model: set(model._default_manager.values_list("home_unit", flat=True).distinct()) for model in models}


def _rebuild_table(unit: Unit, model: type[Protected], batch: int, told: Rebuilt) -> None:
    key = model._meta.pk
    assert key is not None
    assert key.column is not None
    column, table = connection.ops.quote_name(key.column), connection.ops.quote_name(model._meta.db_table)
    kind = key.db_type(connection) or "uuid"
    sql = _INSERT_ONLY_SQL if is_insert_only(model) else _BATCH_SQL.format(table=table, pk=column, type=kind)
    after = "00000000-0000-0000-0000-000000000000"
    while True:
        with operation(events.READERS_REBUILT, by=SYSTEM, target=("unit", unit.id), table=model._meta.db_table) as op:
            new = readers_for(unit.audience)
            # those that still stand above are no longer stale: a second move may have brought them back
            stale = sorted(set(unit.stale_readers) - set(new))
            with connection.cursor() as cursor:
                given: dict[str, Any] = {"home": unit.audience, "new": new, "stale": stale}
                cursor.execute(sql, {**given, "table": table, "after": after, "batch": batch})
                seen, changed, last, keys = cursor.fetchone()
                cursor.execute(_EVENTS_SQL, {**given, "keys": keys or []})
                [events_changed] = cursor.fetchone()
            op.add(rows=changed, events=events_changed)
            if not changed and not events_changed:
                op.keep_silent()
        told.seen += seen
        told.count(model._meta.db_table, changed)
        told.count(EVENTS, events_changed)
        if seen < batch:
            return
        after = last


def _unmark(unit: Unit) -> None:
    with operation(events.READERS_REBUILT, by=SYSTEM, target=("unit", unit.id), readers=[unit.audience]) as op:
        # a move that came meanwhile has added to the mark: then it stays for the next run
        done = Unit.objects.filter(pk=unit.pk, stale_readers=unit.stale_readers).update(stale_readers=[])
        op.add(finished=bool(done), stale=unit.stale_readers)
