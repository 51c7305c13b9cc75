"""Facts counted in the database: many facts of one shape (which places in which roles, how certain) are one row.

A state's year is some hundred thousand facts but only some thousand shapes; everything that the map and its tables
show is made of the shapes. Row security binds here as everywhere: near facts whole, others as opened to all.
Counts by shape, month and readers are kept beside the facts (FactTally); what asks for more is counted anew.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import connection

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel.db.scope import Actor

from .filters import Filters, Period, inside_sql, persons_sql, told_sql

SEEN = """
  select {columns} from picture_fact where {inside}
  union all
  select {columns} from picture_sharedfact where {inside} and not near && %(audiences)s::int[]
"""

# One pass over the facts, counted twice: by shape and by month.
SHAPES = """
with seen as ({seen})
select kind, event_kind, origin, via, stops, destination, place, certainty, month, grouping(kind),
       count(*), sum(persons)::bigint
from seen group by grouping sets ((kind, event_kind, origin, via, stops, destination, place, certainty), (month))
"""

KEPT = """
  select {columns}, facts from picture_facttally where {inside} and (not is_shared or not near && %(audiences)s::int[])
"""
KEPT_SHAPES = """
with seen as ({seen})
select kind, event_kind, origin, via, stops, destination, place, certainty, month, grouping(kind),
       sum(facts)::bigint, sum(persons)::bigint
from seen group by grouping sets ((kind, event_kind, origin, via, stops, destination, place, certainty), (month))
having sum(facts) <> 0
"""
KEPT_MONTHS = "with seen as ({seen}) select month, sum(facts)::bigint from seen group by month having sum(facts) <> 0"

KEPT_DATED = """
with seen as ({seen}) select kind, origin, via, destination, place, quarter, month, sum(facts)::bigint
from seen group by kind, origin, via, destination, place, quarter, month having sum(facts) <> 0
"""

SHAPE = "is_shared, kind, event_kind, origin, via, stops, destination, place, certainty, quarter, month, readers, near"
FOLD = f"""
with twice as (
  select unnest(array_agg(id)) as id from picture_facttally group by {SHAPE} having count(*) > 1
), gone as (
  delete from picture_facttally using twice where picture_facttally.id = twice.id returning picture_facttally.*
)
insert into picture_facttally ({SHAPE}, facts, persons)
select {SHAPE}, sum(facts), sum(persons) from gone group by {SHAPE} having sum(facts) <> 0
"""  # noqa: S608

# Whose row it is comes before a test of lists, since the database keeps such tests from seeing rows of others. The
# number of a telling or way may be compared before, which leaves few rows to look at (ADR 23). Numbers are asked for by
# themselves: the planner must know how many there are.
TELLINGS = "select distinct telling from picture_telling where {told}"
BY_TELLING = "telling = any(%(tellings)s::bigint[])"
WAYS = "select distinct way from picture_way where keys && %(naming)s::varchar[]"
BY_WAY = "way = any(%(ways)s::bigint[])"

LURES = """
with seen as ({seen}) select lure, sum(persons)::bigint
from seen cross join lateral unnest(lures) as told(lure)
where array[origin, destination, place] || via && %(naming)s::varchar[] group by lure
"""

# How many facts tell each form and each lure, by month, in one pass.
TOLD = """
with seen as ({seen}) select what, told, month, count(*)
from seen cross join lateral (
  select 'form', unnest(forms) union all select 'lure', unnest(lures)
) as given(what, told) group by what, told, month
"""

MONTHS = "with seen as ({seen}) select month, count(*) from seen group by month"


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts of one shape: how many there are and how many persons they count.

    ``via`` are the places on the way in their order, ``stops`` those of them where people were kept.
    """

    kind: str
    event_kind: str
    origin: str
    via: tuple[str, ...]
    stops: tuple[str, ...]
    destination: str
    place: str
    certainty: str
    facts: int
    persons: int

    @property
    def is_movement(self) -> bool:
        return self.kind == "movement"

    @property
    def is_hearsay(self) -> bool:
        return self.certainty == "hearsay"

    @property
    def place_keys(self) -> list[str]:
        """Every place named, each once, in the order of the way."""
        return [key for key in dict.fromkeys((self.origin, *self.via, self.destination, self.place)) if key]

    @property
    def legs(self) -> Iterable[tuple[str, str]]:
        """The consecutive pairs of places of a movement."""
        return pairwise([key for key in (self.origin, *self.via, self.destination) if key])


@dataclass(frozen=True, slots=True)
class Dated:
    """Facts of one way or place in one month; ``month`` None where only the quarter is told."""

    is_movement: bool
    origin: str
    via: tuple[str, ...]
    destination: str
    place: str
    quarter: date
    month: date | None
    facts: int


def tallies(actor: Actor, filters: Filters, naming: Collection[str] | None = None) -> list[Tally]:
    """Return the shapes of the facts that the actor may see, with their counts.

    With ``naming`` only those that name one of these places.
    """
    return tallies_and_months(actor, filters, naming)[0]


def places_named() -> list[str]:
    """Return every place that a fact ever named, for reads that must know which of them lie in a district.

    No answer to anybody: who may see a fact is asked when its counts are read.
    """
    with connection.cursor() as cursor:
        cursor.execute("select distinct unnest(keys) from picture_way")
        return [key for (key,) in cursor.fetchall()]


def tallies_and_months(
    actor: Actor, filters: Filters, naming: Collection[str] | None = None
) -> tuple[list[Tally], dict[date | None, int]]:
    """Return the shapes of the facts that the actor may see, and how many facts each month has.

    Under None stand the facts of which only the quarter is told. ``naming`` leaves those that name none of its places.
    """
    shapes: list[Tally] = []
    months: dict[date | None, int] = {}
    shape = "kind, event_kind, origin, via, stops, destination, place, certainty, month"
    if filters.is_of_shapes:
        found = _read(actor, filters, KEPT_SHAPES, KEPT, f"{shape}, persons", naming)
    else:
        found = _read(actor, filters, SHAPES, SEEN, f"{shape}, {persons_sql(filters)} as persons", naming)
    for *named, month, is_month, facts, persons in found:
        if is_month:
            months[month] = facts
        else:
            kind, event_kind, origin, via, stops, *rest = named
            shapes.append(Tally(kind, event_kind, origin, tuple(via), tuple(stops), *rest, facts, persons))
    return shapes, months


def dated(actor: Actor, period: Period) -> list[Dated]:
    """Return the facts of a period that the actor may see, counted by way or place and by month."""
    columns = "kind, origin, via, destination, place, quarter, month"
    return [
        Dated(kind == "movement", origin, tuple(via), destination, place, quarter, month, facts)
        for kind, origin, via, destination, place, quarter, month, facts in _read(
            actor, Filters(period), KEPT_DATED, KEPT, columns
        )
    ]


def by_month(actor: Actor, filters: Filters) -> dict[date | None, int]:
    """Return how many facts the actor sees in each month; under None those of which only the quarter is told."""
    if filters.is_of_shapes:
        return dict(_read(actor, filters, KEPT_MONTHS, KEPT, "month"))
    return dict(_read(actor, filters, MONTHS, SEEN, "month"))


def lures_at(actor: Actor, filters: Filters, keys: Iterable[str]) -> dict[str, int]:
    """Return by which lures the persons of the facts that name one of some places were taken, as far as it is told."""
    columns = f"lures, origin, via, destination, place, {persons_sql(filters)} as persons"
    return dict(_read(actor, filters, LURES, SEEN, columns, list(keys)))


def told_by_month(actor: Actor, filters: Filters) -> dict[tuple[str, str], dict[date | None, int]]:
    """Return how many facts tell each ("form", code) and ("lure", code) in each month.

    Under None stand the facts of which only the quarter is told.
    """
    found: dict[tuple[str, str], dict[date | None, int]] = {}
    for what, code, month, count in _read(actor, filters, TOLD, SEEN, "forms, lures, month"):
        found.setdefault((what, code), {})[month] = count
    return found


def fold() -> None:
    """Make one row of the rows of each shape that has several. Works inside the caller's operation."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)


def _read(
    actor: Actor,
    filters: Filters,
    wanted: str,
    seen: str,
    columns: str,
    naming: Collection[str] | None = None,
) -> list[Any]:
    require(actor, Permission.FACT_READ)
    condition, given = inside_sql(filters)
    given |= {"audiences": list(actor.audiences), "naming": list(naming or ())}
    with connection.cursor() as cursor:
        if told := told_sql(filters):
            cursor.execute(TELLINGS.format(told=told), given)
            given["tellings"] = [number for (number,) in cursor.fetchall()]
            condition = f"{BY_TELLING} and {condition}"
        if naming is not None:
            cursor.execute(WAYS, given)
            given["ways"] = [number for (number,) in cursor.fetchall()]
            condition = f"{BY_WAY} and {condition}"
        # The role forbids parallel plans, which lists of rows choose to their harm; counting a state's year gains.
        cursor.execute("set local max_parallel_workers_per_gather = 2")
        cursor.execute(wanted.format(seen=seen.format(columns=columns, inside=condition)), given)
        found = list(cursor.fetchall())
        cursor.execute("set local max_parallel_workers_per_gather to default")
    return found
