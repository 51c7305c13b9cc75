"""What guessing earns: the mean result of somebody who guesses every question, and how often that passes. Pure.

How many guesses are right is a sum of independent trials of unequal chance (Poisson binomial), counted exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import factorial

from ..courses.syllabus import DIFFICULTIES, ExaminationRules, QuestionText
from .marking import result
from .papers import PoolItem


@dataclass(frozen=True, slots=True)
class Guess:
    """What guessing earns: ``mean`` percent of the marks, the probability that it ``passes``, the ``needed`` number of
    right answers of ``of`` when every question is answered."""

    mean: float
    passes: float
    needed: int
    of: int


def chance_of(text: QuestionText) -> float:
    """Return the probability of a right answer by chance: of one option, of one choice of options that is not empty,
    of one order."""
    options = len(text.options)
    if not options:
        return 0.0
    if text.kind == "single":
        return 1 / options
    return 1 / (2**options - 1) if text.kind == "multiple" else 1 / factorial(options)


def guess_at(chances: Sequence[float], *, negative: float, pass_percent: int) -> Guess:
    """Return what guessing earns on a paper whose questions are guessed with some ``chances``."""
    of = len(chances)
    right = [1.0]  # probability of so many right
    for chance in chances:
        right = [
            (right[n] * (1 - chance) if n < len(right) else 0.0) + (right[n - 1] * chance if n else 0.0)
            for n in range(len(right) + 1)
        ]
    results = [result([True] * n + [False] * (of - n), negative, pass_percent) for n in range(of + 1)]
    needed = next((n for n, each in enumerate(results) if each.passed), of + 1)
    mean = sum(weight * each.score for weight, each in zip(right, results, strict=True))
    return Guess(100 * mean / of if of else 0.0, sum(right[needed:]), needed, of)


def usual_guess(rules: ExaminationRules, pool: Iterable[PoolItem]) -> Guess | None:
    """Return what guessing earns on papers of the blueprint; None where a place of it has no question.

    Each place has the mean chance of the questions from which it is drawn.
    """
    cells: dict[tuple[str, str], list[float]] = {}
    for each in pool:
        cells.setdefault((each.text.module, each.text.difficulty), []).append(chance_of(each.text))
    chances: list[float] = []
    for draw in rules.blueprint:
        for difficulty in DIFFICULTIES:
            places, known = getattr(draw, difficulty), cells.get((draw.module, difficulty), [])
            if places and not known:
                return None
            chances += [sum(known) / len(known)] * places if places else []
    return guess_at(chances, negative=rules.negative, pass_percent=rules.pass_percent) if chances else None
