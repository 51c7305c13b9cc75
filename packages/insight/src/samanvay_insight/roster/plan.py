"""A plan: who trains where in which week, in which batch, what it costs, and which rules had to give way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from samanvay_insight.roster.cover import Raised
from samanvay_insight.roster.people import Centres, Floats, Ints, People, kilometres
from samanvay_insight.roster.reading import DISTRICT
from samanvay_insight.roster.relaxing import Relaxation
from samanvay_insight.roster.rules import Rules
from samanvay_insight.roster.seating import seating_of

NONE = -1
_CELL_KM = 60.0  # about how wide the area is from which a batch in the district is called together


@dataclass(frozen=True, eq=False)
class Plan:
    """People × trainings: `week` is a number of a week (NONE where somebody has fewer), `centre` NONE in the district.

    `raised` are rules that could not hold in a unit, `infeasible` those to relax; with these nobody is planned.
    """

    people: People
    centres: Centres
    rules: Rules
    week: Ints
    centre: Ints
    bound: float | None
    raised: list[Raised]
    infeasible: list[Relaxation]

    @cached_property
    def km(self) -> Floats:
        """Return the distances of the places where people live to the centres."""
        return kilometres(self.people.where, self.centres.where)

    @cached_property
    def rows(self) -> tuple[Ints, Ints, Ints]:
        """Return the officer, centre and week of each training, by week."""
        person, at = np.nonzero(self.week >= 0)
        week, centre = self.week[person, at], self.centre[person, at]
        # Officers come in their order already; a short key is sorted by radix.
        key = week * (len(self.centres) + 1) + centre + 1
        order = np.argsort(key.astype(np.int16 if key.max(initial=0) < 2**15 else np.int64), kind="stable")
        return person[order], centre[order], week[order]

    @cached_property
    def batch(self) -> Ints:
        """Return the number of the batch of each of `rows`; numbers are by week, those at one place follow each other.

        Those at one centre in one week are divided evenly, each service over all batches, or service by service
        without `mix_services`; officers who need one language stay together as far as that goes. In the district those
        who live near each other meet.
        """
        person, centre, week = self.rows
        people = self.people
        area = np.where(centre >= 0, 0, self.areas[person])
        place = np.where(centre >= 0, area.max(initial=0) + 1 + centre, area)
        key = week * (int(place.max(initial=0)) + 1) + place
        most = np.append(seating_of(self.centres, self.rules).size, self.rules.most_people)[centre]
        sort = (people.service, people.language) if self.rules.mix_services else (people.language, people.service)
        order = np.lexsort((sort[0][person], sort[1][person], key))
        _, begins, counts = np.unique(key[order], return_index=True, return_counts=True)
        number = np.empty(len(person), dtype=np.int64)
        batches = -(-counts // np.maximum(1, most[order][begins])) if len(counts) else counts
        first = np.cumsum(batches) - batches
        group = np.repeat(np.arange(len(counts)), counts)
        within = np.arange(len(order)) - begins[group] if len(counts) else np.arange(0)
        if self.rules.mix_services and not self._many_languages:
            turn = within % batches[group]
        else:
            turn = within * batches[group] // counts[group]
        number[order] = first[group] + turn
        return number

    @property
    def _many_languages(self) -> bool:
        return len(np.unique(self.people.language)) > 1

    @cached_property
    def areas(self) -> Ints:
        """Return for each officer the number of the area from which the district calls together."""
        if self.people.area is not None:
            return self.people.area
        if not len(self.people.where):
            return np.zeros(0, dtype=np.int64)
        step = _CELL_KM / 111.2
        cells = np.floor(
            self.people.where / np.array([step, step / max(0.2, np.cos(np.radians(self.people.where[:, 0].mean())))])
        )
        number = np.unique(cells, axis=0, return_inverse=True)[1].ravel().astype(np.int64)
        return number[self.people.place]

    @cached_property
    def centre_batches(self) -> int:
        """Return how many batches are held at centres."""
        return len(np.unique(self.batch[self.rows[1] >= 0]))

    @cached_property
    def cost(self) -> float:
        """Return kilometres there of all trainings, and those that each batch at a centre counts for."""
        person, centre, _ = self.rows
        there = np.flatnonzero(centre >= 0)
        way = self.km[self.people.place[person[there]], centre[there]].sum() if len(there) else 0.0
        return float(way) + self.rules.fixed_cost_per_batch_km * self.centre_batches

    @property
    def fill(self) -> float | None:
        """Return people at centres over the seats that batches of full size would have; None without such a batch."""
        if not self.centre_batches:
            return None
        return int((self.rows[1] >= 0).sum()) / (self.centre_batches * self.rules.most_people)

    def table(self) -> pa.Table:
        """Return the plan as `officer_id`, `centre_id`, `week`, `batch_id`, by week."""
        person, centre, week = self.rows
        names = pa.array([*self.centres.ids, DISTRICT], pa.string())
        labels = pa.array(self.rules.calendar.labels(), pa.string())
        return pa.table({
            "officer_id": pa.array(self.people.ids, pa.string()).take(pa.array(person)),
            "centre_id": names.take(pa.array(np.where(centre < 0, len(self.centres), centre))),
            "week": labels.take(pa.array(week)),
            "batch_id": self._batch_names(week).take(pa.array(self.batch)),
        })  # fmt: skip

    def _batch_names(self, week: Ints) -> pa.Array:
        """Return a name of each batch: its week and its number in that week."""
        number = int(self.batch.max(initial=-1)) + 1
        of = np.zeros(number, dtype=np.int64)
        of[self.batch] = week
        begins = np.searchsorted(of, of)
        labels = self.rules.calendar.labels()
        return pa.array([f"{labels[each]}-{at - begin + 1:03d}" for at, (each, begin) in
                         enumerate(zip(of.tolist(), begins.tolist(), strict=True))], pa.string())  # fmt: skip
