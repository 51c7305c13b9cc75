"""What is asked of the matcher and what it answers; nothing here knows whether it is another process or this one."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np

from samanvay_insight.linkage import Weights, explain
from samanvay_insight.linkage.probability import probabilities

from ..kinds import EntryKind
from .features import Features

BEST = 10
SAMPLE = 500  # of a register, from which is learned what share of it is registered as missing
FLOOR_IN_BULK = 0.1  # of whole registers only what may be worth a look is kept: ten of each would be millions
DOUBLE_FLOOR = 0.9  # two reports of one register are kept only where much speaks for one person


class MatcherAway(Exception):
    """The matcher does not answer now: nothing is lost, the worker asks again."""


@dataclass(frozen=True, slots=True)
class Query:
    """Whose best matches are sought, and in which register; ``without`` are itself, and those it was with."""

    entry: UUID
    features: Features
    register: str
    without: tuple[UUID, ...] = ()
    k: int = BEST


@dataclass(frozen=True, slots=True)
class Answer:
    """A pair by what it weighs in bits, and the pattern that explains the weight, one number a field."""

    other: UUID
    weight: float
    probability: float
    pattern: tuple[int, ...]


Ask = Callable[[Sequence[Query]], list[list[Answer]]]


def queries_for(
    kind: str, entry: UUID, features: Features, together: Sequence[UUID] = (), *, k: int = BEST
) -> list[Query]:
    """Return what is asked for an entry: the other registers, and its own for a second report of the same person."""
    without = (entry, *together)
    if kind == EntryKind.MISSING:
        return [
            Query(entry, features, EntryKind.FOUND, without=without, k=k),
            Query(entry, features, EntryKind.SIGHTING, without=without, k=k),
            Query(entry, features.undated(), EntryKind.MISSING, without=without, k=k),
        ]
    if kind == EntryKind.FOUND:
        return [
            Query(entry, features, EntryKind.MISSING, without=without, k=k),
            Query(entry, features.undated(), EntryKind.FOUND, without=without, k=k),
        ]
    return [Query(entry, features, EntryKind.MISSING, without=without, k=k)]


@cache
def weights() -> Weights:
    """Return the weights by which pairs are compared; `known` among them is learned for each register."""
    return Weights.prior()


def shared_among(weighed: Sequence[float], register: int, model: Weights) -> list[float]:
    """Return the probabilities of the candidates of one entry by their weights, in a register of so many.

    For where some were taken out afterwards: of an entry beside its own register itself, which would take all of it.
    """
    if not weighed:
        return []
    found = probabilities(np.asarray(weighed, dtype=float), np.zeros(len(weighed), dtype=np.int64), model, register)
    return [float(each) for each in found]


@cache
def model_edition() -> str:
    """Return by which weights a pair was weighed, as short as the column allows."""
    return hashlib.sha256(weights().to_json().encode()).hexdigest()[:16]


def reasons_for(pattern: Sequence[int]) -> list[dict[str, Any]]:
    """Return the waterfall of a pattern: for each field that both sides know, in words, how many bits it weighs."""
    return [
        {
            "field": reason.field,
            "field_en": reason.field_en,
            "field_hi": reason.field_hi,
            "level": reason.level,
            "bits": round(float(reason.bits), 4),
            "one_in": int(reason.one_in),
            "en": reason.en,
            "hi": reason.hi,
        }
        for reason in explain(list(pattern), weights())
    ]
