"""Who is to be trained and where: officers in their units, centres with their seats, and how far it is between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

EARTH_KM = 6371.0088  # the mean radius, by which a great circle is counted
_BLOCK = 50_000  # places at a time, so that a state's distances fit


@dataclass(frozen=True, eq=False)
class People:
    """Officers, one a row: `unit` numbers `unit_ids`, `place` numbers the rows of `where` (latitude, longitude).

    `waited` is weeks since the last training (the longest for those who never had one), `leave` the numbers of the
    weeks of each officer on leave, for those who have any. `area` numbers those who are called together where they do
    not go to a centre; None: those who live near each other.
    """

    ids: Sequence[str]
    unit: Ints
    unit_ids: Sequence[str]
    place: Ints
    where: Floats
    service: Ints
    language: Ints
    is_woman: Mask
    waited: Ints
    leave: dict[int, frozenset[int]]
    area: Ints | None = None

    def __len__(self) -> int:
        return len(self.unit)

    @cached_property
    def unit_size(self) -> Ints:
        """Return how many each unit has."""
        return np.bincount(self.unit, minlength=len(self.unit_ids))


@dataclass(frozen=True, eq=False)
class Centres:
    """Centres, one a row of `where` (latitude, longitude); `is_open` is centres × weeks.

    `seats` people at the same time; `women_places` of hostels and `trainers` (batches at the same time) are -1 where
    nothing is said.
    """

    ids: Sequence[str]
    where: Floats
    seats: Ints
    is_open: Mask
    women_places: Ints
    trainers: Ints

    def __len__(self) -> int:
        return len(self.ids)


def kilometres(a: Floats, b: Floats) -> Floats:
    """Return the great-circle distances between places (n × 2, degrees) and others (m × 2): n × m kilometres."""
    out = np.empty((len(a), len(b)))
    other_lat, other_lon = np.radians(b[:, 0]), np.radians(b[:, 1])
    for start in range(0, len(a), _BLOCK):
        lat, lon = np.radians(a[start : start + _BLOCK]).T[:, :, None]
        half = np.sin((other_lat - lat) / 2) ** 2
        half += np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
        out[start : start + _BLOCK] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return out
