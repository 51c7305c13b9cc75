"""Facts counted in the database: many facts of one shape (which places in which roles, how certain) are one row.

A state's year is some hundred thousand facts but only some thousand shapes; everything that the map and its tables
show is made of the shapes. Row security binds here as everywhere: near facts whole, others as opened to all.
Counts by shape, quarter and readers are kept beside the facts (FactTally), and beside them counts of forms and lures
by way, month and readers (ToldTally); what asks for more is counted anew.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import connection

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel.db.once import once
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.kept import Kept

from .filters import Filters, Period, inside_sql, kind_sql, months_before, persons_sql, told_sql
from .models.fact import COUNTS, PARTS

SEEN = """
  select {columns} from picture_fact where {inside}
  union all
  select {columns} from picture_sharedfact where {inside} and not near && %(audiences)s::int[]
"""

# One pass over the facts, counted twice: by shape and by month.
SHAPE = "kind, event_kind, origin, via, stops, destination, place"
SHAPES = f"""
with seen as ({{seen}})
select {SHAPE}, month, grouping(kind), count(*), sum(persons)::bigint, count(*) filter (where certainty = 'hearsay')
from seen group by grouping sets (({SHAPE}), (month))
"""  # noqa: S608
MONTHS = "with seen as ({seen}) select month, count(*) from seen group by month"

# A row of the kept counts is a quarter: of its three months, and of what is told by the quarter alone, those inside.
IN_PERIOD = {
    part: f"case when quarter between %({part}_from)s and %({part}_to)s then {{}}_{part} else 0 end" for part in PARTS
}
FACTS = [f"{case.format('facts')} as facts_{part}" for part, case in IN_PERIOD.items()]
SUMMED = [
    f"{' + '.join(case.format(what) for case in IN_PERIOD.values())} as {what}"
    for what in ("facts", "persons", "hearsay")
]
BY_PART = ", ".join(f"sum(facts_{part})::bigint" for part in PARTS)
SOME = f"having {' + '.join(f'sum(facts_{part})' for part in PARTS)} <> 0"
KEPT = f"""
  select {{columns}}, {", ".join(FACTS)}
  from picture_facttally where quarter between %(third_from)s and %(last)s and {{inside}}
  and (not is_shared or not near && %(audiences)s::int[])
"""  # noqa: S608
KEPT_SHAPES = f"""
with seen as ({{seen}}) select {SHAPE}, sum(facts)::bigint, sum(persons)::bigint, sum(hearsay)::bigint
from seen group by {SHAPE} having sum(facts) <> 0
"""  # noqa: S608
KEPT_SHAPES_AND_MONTHS = f"""
with seen as ({{seen}})
select {SHAPE}, quarter, grouping(kind), {BY_PART}, sum(persons)::bigint, sum(hearsay)::bigint
from seen group by grouping sets (({SHAPE}), (quarter)) {SOME}
"""  # noqa: S608
KEPT_MONTHS = f"with seen as ({{seen}}) select quarter, {BY_PART} from seen group by quarter {SOME}"  # noqa: S608
KEPT_DATED = f"""
with seen as ({{seen}}) select kind, origin, via, destination, place, quarter, {BY_PART}
from seen group by kind, origin, via, destination, place, quarter {SOME}
"""  # noqa: S608

KEPT_TOLD = """
  select {columns} from picture_toldtally where {inside} and (not is_shared or not near && %(audiences)s::int[])
"""
KEPT_LURES = """
with seen as ({seen}), one as (
  select unnest(told) as code, unnest(facts) as facts, unnest(persons) as persons
  from seen where keys && %(naming)s::varchar[]
)
select split_part(code, ':', 2), sum(persons)::bigint
from one where code like 'lure:%%' group by code having sum(facts) <> 0
"""
KEPT_TOLD_MONTHS = """
with seen as ({seen}), one as (select month, unnest(told) as code, unnest(facts) as facts from seen)
select split_part(code, ':', 1), split_part(code, ':', 2), month, sum(facts)::bigint
from one group by code, month having sum(facts) <> 0
"""

# Rows only come, also where facts go; the number of the transaction is never given twice.
EDITION = """
select current_setting('sam.audiences'), id, xmin::text from picture_facttally order by id desc limit 1
"""

SHAPE_KEY = f"is_shared, {SHAPE}, quarter, readers, near"
FOLD = f"""
with twice as (
  select unnest(array_agg(id)) as id from picture_facttally group by {SHAPE_KEY} having count(*) > 1
), gone as (
  delete from picture_facttally using twice where picture_facttally.id = twice.id returning picture_facttally.*
)
insert into picture_facttally ({SHAPE_KEY}, {", ".join(COUNTS)})
select {SHAPE_KEY}, {", ".join(f"sum({count})" for count in COUNTS)} from gone group by {SHAPE_KEY} {SOME}
"""  # noqa: S608

TOLD_KEY = "is_shared, way, keys, quarter, month, readers, near"
FOLD_TOLD = f"""
with twice as (
  select unnest(array_agg(id)) as id from picture_toldtally group by {TOLD_KEY} having count(*) > 1
), gone as (
  delete from picture_toldtally using twice where picture_toldtally.id = twice.id returning picture_toldtally.*
), one as (
  select {TOLD_KEY}, unnest(told) as code, unnest(facts) as facts, unnest(persons) as persons from gone
), counted as (
  select {TOLD_KEY}, code, sum(facts) as facts, sum(persons) as persons
  from one group by {TOLD_KEY}, code having sum(facts) <> 0
)
insert into picture_toldtally ({TOLD_KEY}, told, facts, persons)
select {TOLD_KEY}, array_agg(code order by code), array_agg(facts order by code), array_agg(persons order by code)
from counted group by {TOLD_KEY}
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


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts of one shape: how many there are, how many persons they count and how many of them are hearsay.

    ``via`` are the places on the way in their order, ``stops`` those of them where people were kept.
    """

    kind: str
    event_kind: str
    origin: str
    via: tuple[str, ...]
    stops: tuple[str, ...]
    destination: str
    place: str
    facts: int
    persons: int
    hearsay: int

    @property
    def is_movement(self) -> bool:
        return self.kind == "movement"

    @property
    def is_hearsay(self) -> bool:
        """Tell whether nobody stated any of it."""
        return self.hearsay == self.facts

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


def edition(actor: Actor) -> tuple[Any, ...] | None:
    """Return whose rows are read and the latest change of counts that they see, None where they see no count.

    What is made of counts by shape is the same as long as this is. Of the transaction's audiences, not the actor's:
    row security goes by them.
    """
    require(actor, Permission.FACT_READ)
    found = once("edition of counts", lambda: _asked(EDITION))
    return (*found[0], actor.audiences) if found else None


def _asked(statement: str, given: Mapping[str, Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def tallies(actor: Actor, filters: Filters, naming: Collection[str] | None = None) -> Sequence[Tally]:
    """Return the shapes of the facts that the actor may see, with their counts.

    With ``naming`` only those that name one of these places.
    """
    if naming is None or not filters.is_of_shapes:
        return tallies_and_months(actor, filters, naming)[0]
    columns = ", ".join((SHAPE, *SUMMED))
    return [
        _tally(named, facts, persons, hearsay)
        for *named, facts, persons, hearsay in _read(actor, filters, KEPT_SHAPES, KEPT, columns, naming)
    ]


def places_named() -> list[str]:
    """Return every place that a fact ever named, for reads that must know which of them lie in a district.

    No answer to anybody: who may see a fact is asked when its counts are read.
    """
    return [key for (key,) in _asked("select distinct unnest(keys) from picture_way")]


Counted = tuple[Sequence[Tally], Mapping[date | None, int]]
_counted: Kept[Counted] = Kept(24)  # of many facts one takes some megabytes


def tallies_and_months(actor: Actor, filters: Filters, naming: Collection[str] | None = None) -> Counted:
    """Return the shapes of the facts that the actor may see, and how many facts each month has.

    Under None stand the facts of which only the quarter is told. ``naming`` leaves those that name none of its places.
    All of places, kinds and time alone are kept until a count changes that the actor may see.
    """
    known = edition(actor) if naming is None and filters.is_of_shapes else None
    if known is None:
        return _count(actor, filters, naming)
    return _counted.get((known, filters), lambda: _count(actor, filters))


def _count(actor: Actor, filters: Filters, naming: Collection[str] | None = None) -> Counted:
    shapes: list[Tally] = []
    months: dict[date | None, int] = {}
    if filters.is_of_shapes:
        columns = ", ".join((SHAPE, "quarter", *SUMMED))
        for *named, quarter, is_month, first, second, third, untold, persons, hearsay in _read(
            actor, filters, KEPT_SHAPES_AND_MONTHS, KEPT, columns, naming
        ):
            counts = (first, second, third, untold)
            if is_month:
                _add_months(months, quarter, counts)
            else:
                shapes.append(_tally(named, sum(counts), persons, hearsay))
        return shapes, months
    columns = f"{SHAPE}, certainty, month, {persons_sql(filters)} as persons"
    for *named, month, is_month, facts, persons, hearsay in _read(actor, filters, SHAPES, SEEN, columns, naming):
        if is_month:
            months[month] = facts
        else:
            shapes.append(_tally(named, facts, persons, hearsay))
    return shapes, months


def _tally(named: Sequence[Any], facts: int, persons: int, hearsay: int) -> Tally:
    kind, event_kind, origin, via, stops, destination, place = named
    return Tally(kind, event_kind, origin, tuple(via), tuple(stops), destination, place, facts, persons, hearsay)


def _months_of(quarter: date) -> tuple[date | None, ...]:
    """Return what the counts of a quarter stand for: its three months, and None for what is told by it alone."""
    return quarter, months_before(quarter, -1), months_before(quarter, -2), None


def _add_months(to: dict[date | None, int], quarter: date, counts: Iterable[int]) -> None:
    for month, count in zip(_months_of(quarter), counts, strict=True):
        if count:
            to[month] = to.get(month, 0) + count


def dated(actor: Actor, period: Period, *, kind: str = "") -> list[Dated]:
    """Return the facts of a period that the actor may see, of one kind or all, counted by way or place and by month."""
    columns = "kind, origin, via, destination, place, quarter"
    return [
        Dated(kind == "movement", origin, tuple(via), destination, place, quarter, month, facts)
        for kind, origin, via, destination, place, quarter, *counts in _read(
            actor, Filters(period, kind=kind), KEPT_DATED, KEPT, columns
        )
        for month, facts in zip(_months_of(quarter), counts, strict=True)
        if facts
    ]


def by_month(actor: Actor, filters: Filters) -> dict[date | None, int]:
    """Return how many facts the actor sees in each month; under None those of which only the quarter is told."""
    if not filters.is_of_shapes:
        return dict(_read(actor, filters, MONTHS, SEEN, "month"))
    months: dict[date | None, int] = {}
    for quarter, *counts in _read(actor, filters, KEPT_MONTHS, KEPT, "quarter"):
        _add_months(months, quarter, counts)
    return months


def lures_at(actor: Actor, filters: Filters, keys: Iterable[str]) -> dict[str, int]:
    """Return by which lures the persons of the facts that name one of some places were taken, as far as it is told."""
    if filters.is_of_time:
        return dict(_read(actor, filters, KEPT_LURES, KEPT_TOLD, "told, facts, persons, keys", list(keys)))
    columns = f"lures, origin, via, destination, place, {persons_sql(filters)} as persons"
    return dict(_read(actor, filters, LURES, SEEN, columns, list(keys)))


def told_by_month(actor: Actor, filters: Filters) -> dict[tuple[str, str], dict[date | None, int]]:
    """Return how many facts tell each ("form", code) and ("lure", code) in each month.

    Under None stand the facts of which only the quarter is told.
    """
    found: dict[tuple[str, str], dict[date | None, int]] = {}
    read = (
        (KEPT_TOLD_MONTHS, KEPT_TOLD, "told, facts, month")
        if filters.is_of_time
        else (TOLD, SEEN, "forms, lures, month")
    )
    for what, code, month, count in _read(actor, filters, *read):
        found.setdefault((what, code), {})[month] = count
    return found


def fold() -> None:
    """Make one row of the rows of each shape, and of each way and month, that has several.

    Works inside the caller's operation.
    """
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
        cursor.execute(FOLD_TOLD)


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
    if seen is KEPT:
        condition = kind_sql(filters) or "true"
        given |= _parts(filters.period)
    given |= {"audiences": list(actor.audiences), "naming": list(naming or ())}
    with connection.cursor() as cursor:
        if told := told_sql(filters):
            cursor.execute(TELLINGS.format(told=told), given)
            given["tellings"] = [number for (number,) in cursor.fetchall()]
            condition = f"{BY_TELLING} and {condition}"
        if naming is not None:
            given["ways"] = once(("ways", *naming), lambda: [number for (number,) in _asked(WAYS, given)])
            condition = f"{BY_WAY} and {condition}"
        # The role forbids parallel plans, which lists of rows choose to their harm; counting a state's facts gains.
        if seen is SEEN:
            cursor.execute("set local max_parallel_workers_per_gather = 2")
        cursor.execute(wanted.format(seen=seen.format(columns=columns, inside=condition)), given)
        found = list(cursor.fetchall())
        if seen is SEEN:
            cursor.execute("set local max_parallel_workers_per_gather to default")
    return found


def _parts(period: Period) -> dict[str, date]:
    """Return for each part of a quarter between which quarters it lies inside a period."""
    given = {"untold_from": period.first, "untold_to": period.last_whole_quarter}
    for number, part in enumerate(PARTS[:-1]):
        given |= {f"{part}_from": months_before(period.first, number), f"{part}_to": months_before(period.last, number)}
    return given
