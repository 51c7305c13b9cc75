"""The floors of the fact tier: what every other officer is told, and what partners are told (ADR 4, 37).

Every officer is told of a fact its quarter, and nothing of the persons: neither age nor sex nor what was exploited in
their lives. More is told of a *lot*: facts that are the same in all that is told of each fact anyway, and of which each
month, sex and age that is told, and each of these together, is that of three persons and more. Nobody can part what is
the same in every column: so no filter, page, file or difference of two answers goes below.

Persons count toward a floor where a numbered case stands behind them, or units of two lines (``Fact.supports``); what
one line alone tells is told by its quarter, however much of it there is. They are counted within one kind of happening,
never across: a girl who was missed, moved and rescued is one person in three facts, and whoever was arrested beside her
hides nobody of those exploited. Partners get counts of ten and more alone, of persons who count toward a floor.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from samanvay.cases.kinds import ADULT_BANDS, CHILD_BANDS

from .persons import UNKNOWN, entry

FEWEST_PERSONS = 3
FEWEST_FOR_PARTNERS = 10
OF_ACCUSED = "arrest"

Cell = tuple[str, str, date]
"""Place, form, first day of the quarter."""

# What is told of each fact, whatever its lot: facts that differ in any of it never make a lot together.
ALWAYS_TOLD = (
    *("kind", "event_kind", "origin", "via", "stops", "destination", "place", "quarter"),
    *("forms", "lures", "modes", "certainty"),
)
SIDES = dict.fromkeys(CHILD_BANDS, "under_18") | dict.fromkeys(ADULT_BANDS, "adult")


@dataclass(frozen=True, slots=True)
class Level:
    """What is told of a lot beside what is always told. ``age`` is "band", "side" (under 18 or not), or "" for none."""

    month: bool = False
    sex: bool = False
    age: str = ""
    disparities: bool = False

    def told(self, fact: Any) -> "SharedFields":
        """Return what this level tells of a fact."""
        return (
            fact.month if self.month else None,
            self.month and fact.is_as_reported,
            tuple(sorted(self._entry(each) for each in fact.who)) if self.sex or self.age else (),
            tuple(sorted(fact.disparities)) if self.disparities and fact.event_kind != OF_ACCUSED else (),
        )

    def _entry(self, known: str) -> str:
        sex, band = known.split("/")
        told = {"band": band, "side": SIDES.get(band, UNKNOWN), "": UNKNOWN}[self.age]
        return entry(sex if self.sex else UNKNOWN, told)


SharedFields = tuple[date | None, bool, tuple[str, ...], tuple[str, ...]]

# By number, as it is stored with a fact: a number never changes its meaning. The first tells the quarter alone; of two
# that a lot bears the later one is taken. Months come before persons: without them nothing is seen to rise or fall.
LEVELS: tuple[Level, ...] = tuple(
    Level(month, sex, age, disparities)
    for month, (age, sex), disparities in product(
        (False, True), product(("", "side", "band"), (False, True)), (False, True)
    )
)
QUARTER_ALONE = 0


def lot_key(fact: Any) -> tuple[Any, ...]:
    """Return what a fact shares with every other of its lot."""
    return tuple(tuple(each) if isinstance(each := getattr(fact, name), list) else each for name in ALWAYS_TOLD)


def lots_of(facts: Sequence[Any]) -> list[tuple[Sequence[Any], int]]:
    """Return the lots that facts of one key make, each with the number of what is told of it; none where none can.

    The finest level is taken at which some of them bear it: those of whom the same is told make a lot where they are
    three persons and more. What is left is nobody or a lot of its own, of three persons and more, told by what they
    bear in turn or by the quarter alone: the smallest of the other lots is added to it where it is less.
    """
    if _persons(facts) < FEWEST_PERSONS:
        return []
    for number in _levels_apart(facts):
        classes: dict[SharedFields, list[Any]] = defaultdict(list)
        for fact in facts:
            classes[LEVELS[number].told(fact)].append(fact)
        able: list[list[Any]] = []
        rest: list[Any] = []
        for told in sorted(classes, key=lambda told: (-_persons(classes[told]), repr(told))):
            if holds(classes[told], LEVELS[number]):
                able.append(classes[told])
            else:
                rest += classes[told]
        while able and rest and not holds(rest, LEVELS[QUARTER_ALONE]):
            rest += able.pop()
        if able:
            return [(each, number) for each in able] + (lots_of(rest) or [(rest, QUARTER_ALONE)] if rest else [])
    return []


def _persons(facts: Sequence[Any]) -> int:
    return sum(fact.supports for fact in facts)


def _levels_apart(facts: Sequence[Any]) -> Iterator[int]:
    """Give the numbers of the levels that tell more than the quarter of some of these facts, the finest first."""
    is_described, is_reached = any(fact.who for fact in facts), any(fact.disparities for fact in facts)
    for number in range(len(LEVELS) - 1, QUARTER_ALONE, -1):
        level = LEVELS[number]
        if (is_described or not (level.sex or level.age)) and (is_reached or not level.disparities):
            yield number


def holds(lot: Sequence[Any], level: Level) -> bool:
    """Tell whether all that a level tells of facts of which it tells the same is true of three persons and more.

    Counted are all persons, each entry of sex and age, and those of whom neither is known. Whoever is near to some of
    the facts knows these, and sees only the rest as every officer does: so that rest is nobody, or three and more, for
    every audience.
    """
    counts: dict[str, Counter[tuple[int, ...]]] = defaultdict(Counter)
    for fact in lot:
        described, near = level.told(fact)[2], tuple(fact.readers)
        counts["all"][near] += fact.supports
        for each in described:
            counts[each][near] += 1
        if described and fact.supports > len(described):
            counts["rest"][near] += fact.supports - len(described)
    return all(_is_many_to_everyone(by_near) for by_near in counts.values())


def _is_many_to_everyone(persons: Counter[tuple[int, ...]]) -> bool:
    """Tell whether nobody, near to whichever of these persons, sees one or two others."""
    if persons.total() < FEWEST_PERSONS:
        return False
    somewhere = {audience for near in persons for audience in near}
    for audience in somewhere - somewhere.intersection(*persons):
        if 0 < sum(count for near, count in persons.items() if audience not in near) < FEWEST_PERSONS:
            return False
    return True
