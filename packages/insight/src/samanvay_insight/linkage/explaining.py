"""Why a pair weighs what it weighs: field by field, in words, from its pattern alone. No name is needed for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samanvay_insight.linkage.model import CLASSES, FIELDS, STEPS
from samanvay_insight.linkage.weights import Weights

TOLD_FROM = 3  # an agreement that one in three shows is not called rare


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field says: `bits` for (or, below 0, against) the same person; `one_in` how rare the agreement is.

    `one_in` is 0 where nothing is to be said of rarity. `en` and `hi` are whole sentences without full stop.
    """

    field: str
    field_en: str
    field_hi: str
    level: str
    bits: float
    one_in: int
    en: str
    hi: str


def explain(pattern: Sequence[int], weights: Weights) -> list[Reason]:
    """Return what each known field says of a pair, in the order of the model; the bits sum to its weight exactly.

    Raises ValueError where the pattern is not one of this model.
    """
    if len(pattern) != len(FIELDS):
        raise ValueError(f"a pattern has {len(FIELDS)} numbers, this one {len(pattern)}")
    reasons = []
    for field, code in zip(FIELDS, pattern, strict=True):
        if code < 0:
            continue
        number, rarity = divmod(int(code), CLASSES)
        if number >= len(field.levels):
            raise ValueError(f"{field.name} has no level {number}")
        level = field.levels[number]
        bits = float(weights.steps[field.name][code]) / STEPS
        one_in = round(2 ** (rarity / 2)) if level.by_share and bits > 0 else 0
        if one_in < TOLD_FROM:
            one_in = 0
        en, hi = level.en, level.hi
        if one_in:
            en, hi = f"{en}; one in {_round(one_in)} has it", f"{hi}; {_round(one_in)} में एक में ऐसा है"
        reasons.append(Reason(field.name, field.en, field.hi, level.name, bits, one_in, en, hi))
    return reasons


def _round(number: int) -> str:
    """Write a number with two digits that say something: a class is half a bit wide."""
    digits = max(len(str(number)) - 2, 0)
    return f"{round(number, -digits):,}"
