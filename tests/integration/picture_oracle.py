"""What somebody learns of the picture who asks everything, on every day, and lays the answers beside each other.

Knows nothing of how the product keeps its floors. Every setting of the filters is asked; a row of facts is known by the
answers in which it stands. Rows that stand in the same answers cannot be told apart, whatever is added or subtracted;
so of those that any answer on a month, on persons or on what was exploited holds, three must stand together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

from samanvay.kernel.db.scope import Actor, reading
from samanvay.picture import queries
from samanvay.picture.filters import Filters, Period

SEXES = ("", "female", "male")
AGES = ("", "child", "adult", "12_15", "18_25")
FEWEST = 3

Row = tuple[UUID, str]
"""A fact, and the entry of one of its persons as it is told, "" for one who is not described."""


def settings(months: Sequence[date], told: Mapping[str, Sequence[str]]) -> Iterator[tuple[Filters, bool]]:
    """Yield every setting of the filters, and whether it asks of more than places, forms, means and whole quarters."""
    periods = [Period(first, last) for first in months for last in months if first <= last]
    names = (*told, "sex", "age")
    for period, *chosen in product(periods, *(("", *told[name]) for name in told), SEXES, AGES):
        given = dict(zip(names, chosen, strict=True))
        is_whole = period.first.month % 3 == 1 and period.last.month % 3 == 0
        yield Filters(period, **given), not is_whole or any(given[name] for name in ("sex", "age", "disparity"))


class Watching:
    """A viewer who asks everything each day and keeps the answers."""

    def __init__(self, viewer: Actor, months: Sequence[date], told: Mapping[str, Sequence[str]]) -> None:
        self.viewer = viewer
        self.settings = list(settings(months, told))
        self.near: set[UUID] = set()
        self._answers: dict[Row, list[Any]] = defaultdict(list)
        self._persons: dict[Row, int] = {}
        self._shape: dict[Row, Any] = {}
        self.days = 0

    def look(self) -> None:
        """Ask every setting of the filters today."""
        self.days += 1
        with reading(self.viewer):
            for number, (filters, is_telling) in enumerate(self.settings):
                shown = {row.pk: row for row in queries.facts(self.viewer, filters)}
                counted = sum(each.persons for each in queries.tallies(self.viewer, filters))
                matching = {key: list(self._entries(row, filters)) for key, row in shown.items()}
                assert counted == sum(len(each) for each in matching.values()), filters
                for key, row in shown.items():
                    if hasattr(row, "is_open"):
                        self.near.add(key)
                        continue
                    for entry in set(matching[key]):
                        known = (key, entry)
                        self._persons[known] = max(self._persons.get(known, 0), matching[key].count(entry))
                        self._shape[known] = (
                            row.kind,
                            row.event_kind,
                            row.origin,
                            *row.via,
                            row.destination,
                            row.place,
                        )
                        if is_telling:
                            self._answers[known].append((self.days, number))

    @staticmethod
    def _entries(row: Any, filters: Filters) -> Iterator[str]:
        """Give an entry for each person of a row whom an answer counts."""
        if filters.sex or filters.age:
            yield from (each for each in row.who if each in filters.who)
            return
        yield from row.who[: row.counted]
        yield from [""] * max(0, row.counted - len(row.who))

    def isolated(self, own: Iterable[UUID] = ()) -> list[tuple[Any, int]]:
        """Return what stands apart in some answer with fewer than three persons that are not the viewer's own.

        What the viewer is near to is seen whole anyway.
        """
        known = {*own, *self.near}
        together: dict[Any, int] = defaultdict(int)
        for row, answers in self._answers.items():
            if row[0] not in known:
                together[self._shape[row], tuple(answers)] += self._persons[row]
        return [(shape, count) for (shape, _answers), count in together.items() if count < FEWEST]

    @property
    def learnt(self) -> int:
        """How many rows stand in an answer that asks of a month, of persons or of what was exploited."""
        return len(self._answers)
