"""What partners are told: places and corridors by form of exploitation and whole quarter, ten persons and more.

The same count whatever else is asked, so that no two answers can be subtracted; and what is left of a place when its
corridors are subtracted is nobody or again ten and more (ADR 20). Counted are persons who count toward a floor.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as

from .facts.floors import FEWEST_FOR_PARTNERS, Cell
from .filters import Period, months_before

CorridorCell = tuple[str, str, str, date]
"""Origin, destination, form, first day of the quarter."""

FORMS = "unnest(case when forms = '{}' then array['']::varchar[] else forms end)"

CELLS = f"""
select key, form, quarter, max(persons)::bigint
from (
  select key, form, quarter, sum(supports) as persons
  from picture_fact fact
  cross join lateral (
    select distinct key from unnest(array[origin, destination, place] || via) as named(key) where key <> ''
  ) places
  cross join lateral {FORMS} as told(form)
  where is_open and quarter between %s and %s
  group by key, form, quarter, kind, event_kind
) happenings
group by key, form, quarter having max(persons) >= %s
"""  # noqa: S608

CORRIDORS = f"""
select origin, destination, form, quarter, sum(supports)::bigint
from picture_fact fact
cross join lateral {FORMS} as told(form)
where is_open and kind = 'movement' and origin <> '' and destination <> '' and origin <> destination
  and quarter between %s and %s and quarter < %s
group by origin, destination, form, quarter having sum(supports) >= %s
"""  # noqa: S608


def partner_cells(actor: Actor, period: Period) -> dict[Cell, int]:
    """Return the counts of places that a partner may see: (place, form, quarter) with ten persons or more.

    Whole quarters alone. Persons are those of the kind of happening that counts the most: one person may stand in a
    fact of each kind.
    """
    _require(actor)
    return _cells(period)


def partner_corridors(actor: Actor, period: Period) -> dict[CorridorCell, int]:
    """Return the counts of corridors that a partner may see: (origin, destination, form, quarter), ten and more.

    Of quarters that are over: in the running one the count of a day before could be subtracted. Left out is what would
    leave fewer than ten persons of a place when it is subtracted from that place's own count.
    """
    _require(actor)
    this_month = clock.today().replace(day=1)
    running = months_before(this_month, (this_month.month - 1) % 3)
    given: list[date | int] = [period.first, period.last, running, FEWEST_FOR_PARTNERS]
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(CORRIDORS, given)
        found = {(origin, end, form, quarter): count for origin, end, form, quarter, count in cursor.fetchall()}
    return without_small_rests(found, _cells(period)) if found else {}


def without_small_rests(
    corridors: Mapping[CorridorCell, int], cells: Mapping[Cell, int], fewest: int = FEWEST_FOR_PARTNERS
) -> dict[CorridorCell, int]:
    """Return the corridors that leave of each place at their ends nobody or ``fewest`` persons and more.

    Where a smaller rest would be left, the smallest corridor of that place is kept back: the rest is then larger than
    that corridor. At its other end the rest only grows, so that one look at each place is enough.
    """
    told = dict(corridors)
    at_place: dict[Cell, set[CorridorCell]] = {}
    for way in corridors:
        for cell in _ends(way):
            at_place.setdefault(cell, set()).add(way)
    for cell in sorted(at_place):
        here = at_place[cell] & told.keys()
        rest = cells[cell] - _persons(told, here)
        if here and 0 < rest < fewest:
            del told[min(here, key=lambda way: (told[way], way))]
    return told


def _ends(way: CorridorCell) -> tuple[Cell, Cell]:
    origin, destination, form, quarter = way
    return (origin, form, quarter), (destination, form, quarter)


def _persons(told: Mapping[CorridorCell, int], ways: Iterable[CorridorCell]) -> int:
    return sum(told[way] for way in ways)


def _cells(period: Period) -> dict[Cell, int]:
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(CELLS, [period.first, period.last, FEWEST_FOR_PARTNERS])
        return {(key, form, quarter): count for key, form, quarter, count in cursor.fetchall()}


def _require(actor: Actor) -> None:
    if not holds(actor, Permission.FACT_READ):
        require(actor, Permission.FACT_READ_PARTNER)
