r"""The first estimator: the difference in differences of log rates, with randomisation over those who did nothing.

For unit :math:`u` with counts :math:`y_{u0}, y_{u1}` before and after and exposures :math:`e_{u0}, e_{u1}` (effort
summed over the periods in which anybody reported), :math:`\mu_u = y_{u0} e_{u1} / e_{u0}` is what would be counted
after, had nothing changed. A group changed by :math:`d = \log \sum y_{u1} - \log \sum \mu_u`; the effect is that of the
treated less that of the comparisons. Counts of weeks cluster and units drift apart by themselves, so the comparisons
are treated in turn as if they had acted: how far their studentised differences scatter, taken as they are ranked (as
in conformal inference), gives the width of the interval, never narrower than the normal one. Exact as far as the
treated could as well have been any of the comparisons: randomisation inference (Fisher 1935; for few treated units
Conley and Taber 2011, Review of Economics and Statistics 93:113).
"""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .panel import Floats, Panel, Role, Windows

LEVEL = 0.90
NORMAL = 1.6449  # the two-sided 90 % of the normal distribution
FEWEST_COMPARISONS = 12
DRAWS = 400  # groups of comparisons, where several acted

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Change:
    """What a group counted before and after, what the effort alone would have made of it, and the ratio of both.

    ``effort`` is mean effort after over before; ``ratio`` is after over before at equal effort.
    """

    units: int
    before: int
    after: int
    level: float
    effort: float

    @property
    def ratio(self) -> float:
        return math.exp(_log_change(self.after, self.level))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio of ratios with its 90 % interval; ``p_value`` as ranked among the comparisons."""

    ratio: float
    low: float
    high: float
    p_value: float
    treated: Change
    comparison: Change

    @property
    def is_one(self) -> bool:
        """Tell whether no change lies in the interval."""
        return self.low <= 1.0 <= self.high


class Estimator(Protocol):
    """What estimates the effect on a group of units in two windows; later ones stand behind the same page."""

    def __call__(self, panel: Panel, windows: Windows, group: Rows, /) -> Estimate | None:
        """Return the estimate, None where there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Counts and exposures of every unit in the two windows."""

    before: Floats
    after: Floats
    level: Floats  # expected after, had nothing changed
    spread: Floats  # variance of the level, by the counts before
    effort: Floats


def differences(panel: Panel, windows: Windows, group: Rows, /) -> Estimate | None:
    """Return the effect on a group of units; None where fewer than twelve comparisons can be counted."""
    sums = _sums(panel, windows)
    others = countable(panel, windows)
    if len(group) == 0 or len(others) < max(FEWEST_COMPARISONS, 2 * len(group)) or not sums.level[group].any():
        return None
    excess = _excess(sums, others)
    effect, error = _effect(sums, group, others, excess)
    scattered = _placebos(sums, others, len(group), excess)
    width = max(NORMAL, _ranked(scattered)) * error
    beyond = int((scattered >= abs(effect) / error).sum())
    return Estimate(
        ratio=math.exp(effect),
        low=math.exp(effect - width),
        high=math.exp(effect + width),
        p_value=(1 + beyond) / (1 + len(scattered)),
        treated=_change(sums, group),
        comparison=_change(sums, others),
    )


def change_of(panel: Panel, windows: Windows, rows: Rows) -> Change:
    """Return what a group counted before and after."""
    return _change(_sums(panel, windows), rows)


def countable(panel: Panel, windows: Windows, role: Role = Role.COMPARISON) -> Rows:
    """Return the units in a role that can be counted: enough before, and somebody reported on both sides."""
    known, rows = _sums(panel, windows), panel.rows(role)
    return rows[(known.before[rows] >= windows.least) & (known.level[rows] > 0)]


def _sums(panel: Panel, windows: Windows) -> _Sums:
    seen = panel.effort > 0
    days = np.array([each.days for each in panel.periods], dtype=float)
    counts = np.where(seen, panel.counts, 0).astype(float)
    exposure = panel.effort * days
    before, after = counts[:, windows.before].sum(axis=1), counts[:, windows.after].sum(axis=1)
    e0, e1 = exposure[:, windows.before].sum(axis=1), exposure[:, windows.after].sum(axis=1)
    scale = np.divide(e1, e0, out=np.zeros_like(e0), where=e0 > 0)
    mean0, mean1 = e0 / max(1.0, days[windows.before].sum()), e1 / max(1.0, days[windows.after].sum())
    effort = np.divide(mean1, mean0, out=np.zeros_like(e0), where=mean0 > 0)
    return _Sums(before, after, before * scale, before * scale**2, effort)


def _log_change(after: float, level: float) -> float:
    return math.log((after + 0.5) / (level + 0.5))


def _change(sums: _Sums, rows: Rows) -> Change:
    weights = sums.before[rows]
    effort = float(np.average(sums.effort[rows], weights=weights if weights.any() else None)) if len(rows) else 0.0
    return Change(
        len(rows), int(sums.before[rows].sum()), int(sums.after[rows].sum()), float(sums.level[rows].sum()), effort
    )


def _logs(sums: _Sums, rows: Rows, excess: float) -> tuple[float, float]:
    """Return the log change of a group and its variance: that of counting, and of drifting apart."""
    after, level = sums.after[rows].sum(), sums.level[rows].sum()
    counting = 1 / (after + 0.5) + sums.spread[rows].sum() / (level + 0.5) ** 2
    shares = sums.level[rows] / max(level, 1e-9)
    return _log_change(after, level), counting + excess * float((shares**2).sum())


def _effect(sums: _Sums, group: Rows, others: Rows, excess: float) -> tuple[float, float]:
    changed, variance = _logs(sums, group, excess)
    usual, doubt = _logs(sums, others, excess)
    return changed - usual, math.sqrt(variance + doubt)


def _excess(sums: _Sums, others: Rows) -> float:
    """Return how much more the comparisons' log changes vary than counting explains (by moments, never below 0)."""
    usual = sums.after[others].sum() / max(sums.level[others].sum(), 1e-9)
    expected = usual * sums.level[others]
    by_counting = expected + usual**2 * sums.spread[others]
    beyond = (sums.after[others] - expected) ** 2 - by_counting
    return max(0.0, float(beyond.sum() / max((expected**2).sum(), 1e-9)))


def _placebos(sums: _Sums, others: Rows, size: int, excess: float) -> Floats:
    """Return the absolute studentised effects of comparisons as if they had acted: each, or groups drawn at random."""
    if size == 1:
        groups = [others[at : at + 1] for at in range(len(others))]
    else:
        random = np.random.default_rng(20_221)
        groups = [random.choice(others, size=size, replace=False) for _ in range(DRAWS)]
    found = []
    for group in groups:
        rest = others[~np.isin(others, group)]
        effect, error = _effect(sums, group, rest, excess)
        found.append(abs(effect) / error)
    return np.array(found)


def _ranked(scattered: Floats) -> float:
    """Return the value that nine of ten do not pass, counted as if the treated were one of them."""
    at = math.ceil(LEVEL * (len(scattered) + 1))
    return float(np.sort(scattered)[min(at, len(scattered)) - 1])
