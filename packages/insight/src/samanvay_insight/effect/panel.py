"""What is compared: counts of units by period with the effort behind them, and the windows before and after a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

LONGEST_BEFORE = 52 * 7  # days that are looked at before
LONGEST_AFTER = 26 * 7  # and after
LEAST_OF_A_COMPARISON = 5
GUARD = 28  # days before the day that are left out: what was done was mostly decided on their count


class Role(IntEnum):
    """What a unit is in the comparison."""

    COMPARISON = 0
    TREATED = 1
    BESIDE = 2  # a neighbour, where things may have moved: shown, never compared with


@dataclass(frozen=True, slots=True)
class Span:
    """A period: from its first day to the day after its last."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts of units by period.

    ``counts`` and ``effort`` are units × periods; effort is a share from 0 (nobody reported: the count is unknown, not
    none) to 1, or more where more than usual was recorded; ``roles`` one a unit. ``entries``, where known, is what else
    was recorded there, units × periods, on which what was done had no effect: if it moved as the counts did, recording
    changed. ``periods`` follow each other without overlapping. What was done was done from ``first`` to ``last`` (the
    same day where all acted at once).
    """

    units: Sequence[str]
    periods: Sequence[Span]
    counts: Counts
    effort: Floats
    roles: npt.NDArray[np.int64]
    first: date
    last: date
    entries: Counts | None = None

    def rows(self, role: Role) -> npt.NDArray[np.int64]:
        """Return the numbers of the units in a role."""
        return np.flatnonzero(self.roles == role)


@dataclass(frozen=True, slots=True)
class Windows:
    """The periods of a panel that are compared: whole ones before and after, as masks, and their lengths in weeks.

    ``least`` is how many a comparison must have counted before: fewer tell no trend.
    """

    before: Mask
    after: Mask
    weeks_before: float
    weeks_after: float
    least: int = LEAST_OF_A_COMPARISON

    def halves(self, panel: Panel) -> "Windows":
        """Return the earlier and the later half of what lies before, as if nothing had been done between them."""
        at = np.flatnonzero(self.before)
        early, late = np.zeros_like(self.before), np.zeros_like(self.before)
        early[at[: len(at) // 2]] = True
        late[at[len(at) - len(at) // 2 :]] = True
        return Windows(early, late, _weeks(panel, early), _weeks(panel, late), self.least // 2)

    def middle(self, panel: Panel, mask: Mask) -> float:
        """Return the middle of some periods, in weeks since the first of the panel."""
        chosen = [panel.periods[at] for at in np.flatnonzero(mask).tolist()]
        if not chosen:
            return 0.0
        begin = panel.periods[0].start
        return ((chosen[0].start - begin).days + (chosen[-1].end - begin).days) / 14


def windows_of(
    panel: Panel, *, before: int = LONGEST_BEFORE, after: int = LONGEST_AFTER, guard: int = GUARD
) -> Windows:
    """Return the windows around the day: whole periods at most so many days before and after it.

    Left out are those from the first to the last who acted, and ``guard`` days before.
    """
    starts = np.array([(each.start - panel.first).days for each in panel.periods])
    ends = np.array([(each.end - panel.first).days for each in panel.periods])
    is_before = (ends <= -guard) & (starts >= -guard - before)
    delay = (panel.last - panel.first).days
    is_after = (starts >= delay) & (ends <= delay + after)
    return Windows(is_before, is_after, _weeks(panel, is_before), _weeks(panel, is_after))


def _weeks(panel: Panel, mask: Mask) -> float:
    return sum(panel.periods[at].days for at in np.flatnonzero(mask).tolist()) / 7
