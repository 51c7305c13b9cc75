"""What was gained between two papers of the same persons: by batch, module or trainer, with its interval."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats


@dataclass(frozen=True, slots=True)
class Gain:
    """Mean of after less before of ``n`` persons who have both; ``without`` lack one of the two.

    ``low`` and ``high`` are the two ends of the interval, NaN for fewer than two persons.
    """

    n: int
    without: int
    before: float
    after: float
    gained: float
    low: float
    high: float


def gains(
    before: npt.ArrayLike, after: npt.ArrayLike, group: Sequence[Hashable], *, level: float = 0.95
) -> dict[Hashable, Gain]:
    """Return the gain of each group of persons, with Student's interval of paired differences at ``level``.

    A score that is missing is NaN. Whoever lacks one of two scores is counted and left out, never filled in. Raises
    ValueError where the three differ in length.
    """
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if not len(first) == len(second) == len(group):
        raise ValueError("one score before, one after and one group a person")
    found: dict[Hashable, Gain] = {}
    for name in dict.fromkeys(group):
        at = np.array([each == name for each in group], dtype=bool)
        both = at & ~np.isnan(first) & ~np.isnan(second)
        n = int(both.sum())
        change = second[both] - first[both]
        if n == 0:
            found[name] = Gain(0, int(at.sum()), *[float("nan")] * 5)
            continue
        half = float("nan")
        if n >= 2:
            half = float(stats.t.ppf(0.5 + level / 2, n - 1) * change.std(ddof=1) / np.sqrt(n))
        mean = float(change.mean())
        found[name] = Gain(
            n,
            int(at.sum()) - n,
            float(first[both].mean()),
            float(second[both].mean()),
            mean,
            mean - half,
            mean + half,
        )
    return found
