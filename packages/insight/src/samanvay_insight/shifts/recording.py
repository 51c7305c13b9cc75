"""How much was recorded: an index that no report tells, from what all that a district records did together.

Who records twice as much without saying so makes every series of the district rise. Each series is therefore expected
as the others of its district moved, where these moved together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from .expected import Window
from .negative_binomial import Floats

INDICES = np.exp(np.linspace(np.log(0.2), np.log(5.0), 65))
MOST_OF_ONE = 1.5  # that one series may add to the log-likelihood ratio, so that none alone makes a district move
TOGETHER = 1.0  # the ratio of the others from which they moved together


@dataclass(frozen=True, slots=True)
class District:
    """Which series a district records, by their indices, with the share of each that it records (0 to 1).

    No entry is in two of the ``parts``; ``tied`` count the same entries in other ways: stop-overs, forms, the district
    as a whole. ``total`` is the series of all of its entries, so that those in no part are looked at too.
    """

    parts: Mapping[int, float]
    tied: Mapping[int, float] = field(default_factory=dict)
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """The effort index of each series in some weeks: 1 as usual, 2 where twice as much was recorded of everything.

    ``variance`` is that of its logarithm; ``district`` the one that moved most, -1 where none did.
    """

    index: Floats
    variance: Floats
    district: npt.NDArray[np.int64]

    @classmethod
    def usual(cls, series: int) -> Self:
        """Return that all was recorded as usual."""
        return cls(np.ones(series), np.zeros(series), np.full(series, -1))

    def expected(self, given: Window, *, more: bool) -> tuple[Floats, Floats]:
        """Return mean and size of what to expect by the index: where more is looked for, as far as it exceeds 1."""
        counts = self.index > 1.0 if more else self.index < 1.0
        variance = np.where(counts, self.variance, 0.0)
        spread = 1.0 / given.size
        return given.mu * np.where(counts, self.index, 1.0), 1.0 / (spread + variance + spread * variance)


def remainders(counts: npt.NDArray[np.int64], districts: Sequence[District]) -> npt.NDArray[np.int64]:
    """Return districts × weeks: the entries that are in none of a district's parts."""
    rows = [
        counts[each.total] - sum(counts[at] for at in each.parts) if each.total is not None else counts[0] * 0
        for each in districts
    ]
    return np.maximum(np.array(rows, dtype=np.int64), 0)


def recording(given: Window, rest: Window, districts: Sequence[District]) -> Recording:
    """Return the effort index of each series in some weeks; ``rest`` is of :func:`remainders`.

    Of a district the index is the most likely one of its parts, each by its negative binomial with a bounded say; 1
    where as usual is not clearly less likely. Left out is the series itself, of what is tied the part that says most.
    """
    found = Recording.usual(len(given.mu))
    factor, variance, district = found.index, found.variance, found.district
    strongest = np.zeros(len(given.mu))
    for at, each in enumerate(districts):
        rows, shares = np.array(list(each.parts), dtype=np.int64), np.array(list(each.parts.values()))
        voices = _say(*(getattr(given, name)[rows] for name in ("seen", "mu", "size")), shares)
        if each.total is not None:
            voices = np.vstack([voices, _say(rest.seen[[at]], rest.mu[[at]], rest.size[[at]], np.ones(1))])
        together = voices.sum(axis=0)
        loudest = np.maximum(voices.max(axis=0, initial=0.0), 0.0)
        own = {series: voices[row] for row, series in enumerate(each.parts)}
        for series, share in (*each.tied.items(), *each.parts.items()):
            of_others = together - own.get(series, loudest)
            best = int(np.argmax(of_others))
            if of_others[best] < TOGETHER:
                continue
            change = share * (INDICES[best] - 1.0)
            factor[series] += change
            if abs(change) > strongest[series]:
                strongest[series], district[series] = abs(change), at
                likely = np.log(INDICES[of_others >= of_others[best] - 0.5])
                variance[series] = ((likely[-1] - likely[0]) / 2) ** 2
    return Recording(np.clip(factor, INDICES[0], INDICES[-1]), variance, district)


def _say(seen: npt.NDArray[np.int64], mu: Floats, size: Floats, shares: Floats) -> Floats:
    """Return series × indices: the log-likelihood ratio of each index to 1, bounded."""
    means = mu[:, None] * (1.0 + shares[:, None] * (INDICES - 1.0))
    ratio = seen[:, None] * np.log(means / mu[:, None]) - (seen + size)[:, None] * np.log(
        (size[:, None] + means) / (size + mu)[:, None]
    )
    return np.clip(ratio, -MOST_OF_ONE, MOST_OF_ONE)
