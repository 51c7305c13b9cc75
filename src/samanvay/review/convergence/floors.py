"""Which cells of convergence are not told: those of few cases, and what would tell them by subtraction.

Months and quarters stand on two pages of the same cases, so both are looked at together: what a quarter less its told
months would leave, what a district's total less its periods, what the state's number less its other districts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samanvay.picture.facts.actions.projecting import quarter_of

FEWEST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a district on one of the pages: of a month or quarter, ``period`` None for the whole span of the page.

    Months before the span of months were told when they lay in it: they have cells here, and are shown nowhere.
    """

    is_by_quarter: bool
    district: str
    period: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that add up: to ``whole``, or to a number of the state, which everybody is told, where that is None."""

    parts: tuple[Slot, ...]
    whole: Slot | None = None

    @property
    def cells(self) -> tuple[Slot, ...]:
        return self.parts if self.whole is None else (*self.parts, self.whole)


def untold(counted: Mapping[Slot, int], read: Collection[Slot], first_month: date) -> set[Slot]:
    """Return the cells that are not told to somebody who reads all cases of some cells.

    In every line at least two cells stay untold, or none, and what is untold counts three cases and more together.
    ``first_month`` is the first of the span of months.
    """
    found = {slot for slot, count in counted.items() if count < FEWEST_TOLD and slot not in read}
    lines = list(_lines(counted, first_month))

    def is_shown(slot: Slot) -> bool:
        return slot.is_by_quarter or slot.period is None or slot.period >= first_month

    def rank(slot: Slot) -> tuple[int, str, date]:
        return counted[slot], slot.district, slot.period or date.min

    while True:
        more = set()
        for line in lines:
            hidden = [slot for slot in line.cells if slot in found]
            if not hidden or _is_enough(hidden, line, counted):
                continue
            free = [slot for slot in line.cells if slot not in found and slot not in read and is_shown(slot)]
            parts = [slot for slot in free if slot != line.whole]
            if free:
                more.add(min(parts or free, key=rank))
        if not more:
            return found
        found |= more


def _is_enough(hidden: list[Slot], line: Line, counted: Mapping[Slot, int]) -> bool:
    """Tell whether what a line leaves untold cannot be found by subtraction."""
    if len(hidden) < 2:
        return False
    return line.whole in hidden or sum(counted[slot] for slot in hidden) >= FEWEST_TOLD


def _lines(counted: Mapping[Slot, int], first_month: date) -> Iterator[Line]:
    at_once: dict[tuple[bool, date | None], list[Slot]] = defaultdict(list)
    over_time: dict[tuple[bool, str], list[Slot]] = defaultdict(list)
    in_quarter: dict[tuple[str, date], list[Slot]] = defaultdict(list)
    for slot in counted:
        if slot.period is not None and not slot.is_by_quarter:
            in_quarter[slot.district, quarter_of(slot.period)].append(slot)
            if slot.period < first_month:
                continue
        at_once[slot.is_by_quarter, slot.period].append(slot)
        if slot.period is not None:
            over_time[slot.is_by_quarter, slot.district].append(slot)
    for parts in at_once.values():
        yield Line(tuple(parts))
    for (is_by_quarter, district), parts in over_time.items():
        yield Line(tuple(parts), Slot(is_by_quarter, district, None))
    for (district, quarter), parts in in_quarter.items():
        yield Line(tuple(parts), Slot(True, district, quarter))
