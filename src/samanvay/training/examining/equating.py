"""The pass mark of one paper: lower than the usual where its questions are harder, so that the same ability passes.

Papers are drawn at random, so that one is harder than another. From some persons on the questions of a course are
calibrated (``calibrating``). What a paper of the blueprint is on average is its reference: each place the mean of the
questions from which it is drawn. Whoever would get the usual pass mark on the reference is to pass the paper at hand.
The mark is set as the paper begins, only ever down, by a few points at most; see docs/adr/0030.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isnan

import numpy as np

from samanvay_insight import items as method

from ..courses.syllabus import DIFFICULTIES, ExaminationRules
from .papers import Line, PoolItem

MOST_POINTS = 5  # by which a pass mark is lowered
LEAST_KNOWN = 0.8  # share of a paper's questions that are calibrated; below it the usual mark stands


@dataclass(frozen=True, slots=True)
class RaschModel:
    """A Rasch model: the ``slope`` of all questions, the intercept of each by the id of its edition."""

    slope: float
    items: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """The pass mark of one paper and, not rounded, what the usual one is worth on it; in percent of its marks."""

    percent: int
    worth: float


def pass_mark(
    rules: ExaminationRules, paper: Sequence[Line], pool: Sequence[PoolItem], known: RaschModel
) -> Mark | None:
    """Return the pass mark of a paper; None where too few of its questions are calibrated.

    It is a number of marks that somebody can get: the one nearest to what the usual mark is worth.
    """
    cells: dict[tuple[str, str], list[float]] = {}
    cell_of: dict[str, tuple[str, str]] = {}
    for each in pool:
        cell = cell_of[each.edition] = (each.text.module, each.text.difficulty)
        if each.edition in known.items:
            cells.setdefault(cell, []).append(known.items[each.edition])
    if sum(line.edition in known.items for line in paper) < LEAST_KNOWN * len(paper):
        return None
    reference, drawn = _Places(), _Places()
    for draw in rules.blueprint:
        for difficulty in DIFFICULTIES:
            reference.add(cells.get((draw.module, difficulty), ()), getattr(draw, difficulty))
    for line in paper:
        # one that nobody has answered yet counts as those beside it do on average
        own = known.items.get(line.edition)
        drawn.add(cells.get(cell_of[line.edition], ()) if own is None else (own,), 1)
    usual = _reached(rules, len(paper))
    worth = method.same_ability(usual, reference.form(), drawn.form(), slope=known.slope, negative=rules.negative)
    if isnan(worth):
        return None
    lowest = max(rules.pass_percent - MOST_POINTS, _nearest(rules, len(paper), worth))
    return Mark(min(rules.pass_percent, lowest), round(100 * worth, 1))


class _Places:
    """The places of a form as they are put together."""

    def __init__(self) -> None:
        self.intercepts: list[float] = []
        self.weights: list[float] = []

    def add(self, intercepts: Sequence[float], places: int) -> None:
        """Add so many places that are drawn from some questions; nothing where none of these is calibrated."""
        if intercepts:
            self.intercepts += intercepts
            self.weights += [places / len(intercepts)] * len(intercepts)

    def form(self) -> method.Form:
        return method.Form(np.array(self.intercepts), np.array(self.weights))


def _reached(rules: ExaminationRules, questions: int) -> float:
    """Return the share of marks that the usual pass mark asks of a paper: of whole marks the next one up."""
    if rules.negative:
        return rules.pass_percent / 100
    return ceil(rules.pass_percent * questions / 100 - 1e-9) / questions


def _nearest(rules: ExaminationRules, questions: int, worth: float) -> int:
    """Return the percent, rounded down as results are, of the marks nearest to what the usual mark is worth."""
    if rules.negative:
        return floor(100 * worth + 0.5)
    return int(floor(questions * worth + 0.5) * 100 / questions + 1e-9)
