"""What to look at first: what an item's numbers say against it, as codes; the words are the page's."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan, sqrt

from .classical import Drawn

FEWEST = 30  # answers, below which nothing is said of an item
HARD, EASY = 0.25, 0.95
WEAK = 0.10  # discrimination
IDLE = 0.02  # share that chooses an option
NOISY, REGULAR = 1.30, 0.70  # mean squares (Wright and Linacre 1994)


class Flag(StrEnum):
    """What speaks against an item, the gravest first."""

    KEY_PERHAPS_WRONG = "key_perhaps_wrong"
    DRAWS_THE_STRONG = "draws_the_strong"
    DOES_NOT_DISCRIMINATE = "does_not_discriminate"
    TOO_HARD = "too_hard"
    MISFIT = "misfit"
    TOO_EASY = "too_easy"
    IDLE_OPTION = "idle_option"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one item: answers, share right, corrected point-biserial, infit, how its ``options`` drew, and
    how they drew of the ``untaught`` alone, where enough of these answered."""

    n: int
    p: float
    point_biserial: float
    infit: float
    options: Sequence[Drawn] = ()
    untaught: Sequence[Drawn] = ()


def flags(seen: Seen) -> list[Flag]:
    """Return what speaks against an item, the gravest first; of fewer than thirty answers only that they are few.

    A correlation counts as below or above a bound only where it is so by one and a half standard errors, so that a
    small sample does not cry wolf.
    """
    if seen.n < FEWEST or isnan(seen.p):
        return [Flag.TOO_FEW]
    found = []
    error = 1.5 / sqrt(seen.n - 3)
    r = 0.0 if isnan(seen.point_biserial) else seen.point_biserial
    wrong = [each for each in seen.options if not each.is_key and not isnan(each.point_biserial)]
    best = max(wrong, key=lambda each: each.point_biserial, default=None)
    if r < -error and best is not None and best.point_biserial > error:
        found.append(Flag.KEY_PERHAPS_WRONG)
    elif best is not None and best.point_biserial > max(error, 0.05) and best.upper > best.lower:
        found.append(Flag.DRAWS_THE_STRONG)
    if r + error < WEAK + error / 1.5 and seen.p < EASY:
        found.append(Flag.DOES_NOT_DISCRIMINATE)
    if seen.p < HARD:
        found.append(Flag.TOO_HARD)
    if not isnan(seen.infit) and not REGULAR <= seen.infit <= NOISY:
        found.append(Flag.MISFIT)
    if seen.p > EASY:
        found.append(Flag.TOO_EASY)
    if any(is_idle(each) for each in seen.untaught or seen.options):
        found.append(Flag.IDLE_OPTION)
    return found


def is_idle(option: Drawn) -> bool:
    """Tell whether a wrong option draws next to nobody."""
    return not option.is_key and option.share < IDLE


GRAVITY = {
    Flag.KEY_PERHAPS_WRONG: 100,
    Flag.DRAWS_THE_STRONG: 50,
    Flag.DOES_NOT_DISCRIMINATE: 30,
    Flag.TOO_HARD: 15,
    Flag.MISFIT: 10,
    Flag.TOO_EASY: 5,
    Flag.IDLE_OPTION: 2,
    Flag.TOO_FEW: 0,
}


def gravity(found: Sequence[Flag]) -> int:
    """Return how soon somebody should look at an item: the sum of what its flags weigh."""
    return sum(GRAVITY[each] for each in found)
