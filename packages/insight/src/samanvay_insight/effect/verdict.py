"""The verdict: what may be said of an estimate, and why mostly nothing may."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from .differences import Change, Estimate, Estimator, change_of, countable, differences
from .panel import Panel, Role, Windows, windows_of

FEWEST_WEEKS_AFTER = 8
FEWEST_WEEKS_BEFORE = 26
FEWEST_BEFORE = 20  # counted on what was acted on
FEWEST_EXPECTED = 8.0  # to be expected after, had nothing been done
EFFORT_MAY_CHANGE = 1.25  # of the treated over that of the comparisons, either way
LEAST_EFFORT = 0.5  # of the effort before
COMPARISON_MAY_MOVE = 1.5  # either way
MAY_RECORD = 0.35  # of the change (in logs) that all else recorded there may have made as well
WIDEST = 0.5  # a halving has to lie outside the interval for "no difference" to be said


class Answer(StrEnum):
    """What is said."""

    CANNOT_TELL = "cannot_tell"
    FEWER = "fewer"
    MORE = "more"
    NO_DIFFERENCE = "no_difference"


class Reason(StrEnum):
    """Why nothing is said."""

    TOO_EARLY = "too_early"
    SHORT_BEFORE = "short_before"
    FEW_BEFORE = "few_before"
    FEW_EXPECTED = "few_expected"
    FEW_COMPARISONS = "few_comparisons"
    LITTLE_REPORTED = "little_reported"
    EFFORT_CHANGED = "effort_changed"
    COMPARISON_MOVED = "comparison_moved"
    APART_BEFORE = "apart_before"
    AS_BEFORE = "as_before"
    RECORDED_ALIKE = "recorded_alike"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Effect:
    """The answer with all that it rests on.

    ``earlier`` is the same estimate between the two halves of what lies before; ``beside`` that of the neighbours;
    ``recorded`` that of what else was recorded, None where that is not known or too little to tell.
    ``has_moved`` tells whether the neighbours rose where fewer were counted.
    """

    answer: Answer
    reasons: tuple[Reason, ...]
    windows: Windows
    treated: Change
    estimate: Estimate | None = None
    earlier: Estimate | None = None
    beside: Estimate | None = None
    recorded: Estimate | None = None

    @property
    def has_moved(self) -> bool:
        return self.answer is Answer.FEWER and self.beside is not None and self.beside.low > 1.0

    @property
    def smallest_fall(self) -> float:
        """The share by which a fall beyond the interval would begin: 0.3 says that more than 30 % is unlikely."""
        return 1 - self.estimate.low if self.estimate is not None else 1.0

    @property
    def smallest_rise(self) -> float:
        """The same of a rise."""
        return self.estimate.high - 1 if self.estimate is not None else float("inf")


def did_it_work(panel: Panel, windows: Windows | None = None, *, estimator: Estimator = differences) -> Effect:
    """Return whether fewer or more were counted than to be expected from the comparisons; mostly that nobody can tell.

    Every reason against is given, not the first alone.
    """
    chosen = windows if windows is not None else windows_of(panel)
    group = panel.rows(Role.TREATED)
    treated = change_of(panel, chosen, group)
    estimate = estimator(panel, chosen, group)
    halves = chosen.halves(panel)
    earlier = estimator(panel, halves, group)
    recorded = None if panel.entries is None else estimator(replace(panel, counts=panel.entries), chosen, group)
    reasons = _against(chosen, treated, estimate, earlier)
    answer = Answer.CANNOT_TELL
    if not reasons and estimate is not None:
        drift = _drift(panel, chosen, halves, earlier)
        answer = _answer(estimate)
        if answer is Answer.CANNOT_TELL:
            reasons.append(Reason.WIDE)
        elif answer in (Answer.FEWER, Answer.MORE):
            if not _stands(estimate, drift):
                reasons.append(Reason.AS_BEFORE)
            if recorded is not None and _is_alike(estimate, recorded):
                reasons.append(Reason.RECORDED_ALIKE)
            answer = Answer.CANNOT_TELL if reasons else answer
    neighbours = countable(panel, chosen, Role.BESIDE)
    beside = estimator(panel, chosen, neighbours) if len(neighbours) else None
    return Effect(answer, tuple(reasons), chosen, treated, estimate, earlier, beside, recorded)


def _against(windows: Windows, treated: Change, estimate: Estimate | None, earlier: Estimate | None) -> list[Reason]:
    found = []
    if windows.weeks_after < FEWEST_WEEKS_AFTER:
        found.append(Reason.TOO_EARLY)
    if windows.weeks_before < FEWEST_WEEKS_BEFORE:
        found.append(Reason.SHORT_BEFORE)
    if treated.before < FEWEST_BEFORE:
        found.append(Reason.FEW_BEFORE)
    if windows.weeks_after and treated.effort < LEAST_EFFORT:
        found.append(Reason.LITTLE_REPORTED)
    if estimate is None:
        if windows.weeks_after and treated.effort:
            found.append(Reason.FEW_COMPARISONS)
        return found
    if treated.level * estimate.comparison.ratio < FEWEST_EXPECTED:
        found.append(Reason.FEW_EXPECTED)
    if not _within(treated.effort / max(estimate.comparison.effort, 1e-9), EFFORT_MAY_CHANGE):
        found.append(Reason.EFFORT_CHANGED)
    if not _within(estimate.comparison.ratio, COMPARISON_MAY_MOVE):
        found.append(Reason.COMPARISON_MOVED)
    if earlier is None:
        # Too few comparisons in the halves to see whether they went alike.
        found.append(Reason.FEW_COMPARISONS)
    elif not earlier.is_one:
        found.append(Reason.APART_BEFORE)
    return found


def _within(ratio: float, most: float) -> bool:
    return 1 / most <= ratio <= most


def _answer(estimate: Estimate) -> Answer:
    if estimate.high < 1.0:
        return Answer.FEWER
    if estimate.low > 1.0:
        return Answer.MORE
    return Answer.NO_DIFFERENCE if estimate.low > WIDEST else Answer.CANNOT_TELL


def _drift(panel: Panel, windows: Windows, halves: Windows, earlier: Estimate | None) -> float:
    """Return by what ratio the treated would have gone on drifting away from the comparisons, as they did before."""
    if earlier is None:
        return 1.0
    step = halves.middle(panel, halves.after) - halves.middle(panel, halves.before)
    ahead = windows.middle(panel, windows.after) - windows.middle(panel, windows.before)
    return float(earlier.ratio ** (ahead / step)) if step > 0 else 1.0


def _is_alike(estimate: Estimate, recorded: Estimate) -> bool:
    """Tell whether what else was recorded changed nearly as much, so that recording may be what changed."""
    return math.log(recorded.ratio) / math.log(estimate.ratio) >= MAY_RECORD


def _stands(estimate: Estimate, drift: float) -> bool:
    """Tell whether at least half of the change (in logs) is left when the drift of before is taken as going on."""
    left, half = estimate.ratio / drift, math.sqrt(estimate.ratio)
    return left < half if estimate.ratio < 1 else left > half
