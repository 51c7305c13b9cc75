"""Match weights: what each level says for or against the same person, in bits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.linkage.model import CLASSES, FIELDS, STEPS, Field

Floats = NDArray[np.float64]
LEAST = 1e-5  # no level is taken to be rarer than this among the same person
BEFORE_BITS = -100.0  # of a person found before they went missing: never proposed
LARGEST = 2**15 - 1


@dataclass(frozen=True, eq=False)
class Weights:
    """The m- and u-probabilities of the levels and what turns a weight into a probability.

    `m[field]` has one number a level and sums to 1; `u[field]` too, of which those of levels `by_share` are only told,
    not used. `known` is the share of the right register that has a match in the left one; `slope` and `shift` bend
    log-odds so that probabilities are true (learned on simulated truth). `pairs` is how many matches were learned from.
    """

    m: Mapping[str, Floats]
    u: Mapping[str, Floats]
    known: float = 0.5
    slope: float = 1.0
    shift: float = 0.0
    pairs: float = 0.0

    @staticmethod
    def prior() -> Weights:
        """Return the weights that are shipped, learned on simulated registers (`prior.json`)."""
        return Weights.from_json(files(__package__).joinpath("prior.json").read_text("utf-8"))

    @staticmethod
    def from_json(text: str) -> Weights:
        """Return weights that `to_json` wrote. Raises ValueError where a field or level is missing or no share."""
        told: dict[str, Any] = json.loads(text)
        m: dict[str, Floats] = {}
        u: dict[str, Floats] = {}
        for field in FIELDS:
            levels = told.get("fields", {}).get(field.name, {})
            for found, which in ((m, "m"), (u, "u")):
                values = [levels.get(level.name, {}).get(which) for level in field.levels]
                if any(not isinstance(each, int | float) or not 0 <= each <= 1 for each in values):
                    raise ValueError(f"weights: {field.name} needs {which} between 0 and 1 for each level")
                found[field.name] = np.array(values, dtype=np.float64)
        numbers = {name: float(told[name]) for name in ("known", "slope", "shift", "pairs") if name in told}
        return Weights(m, u, **numbers)

    def to_json(self) -> str:
        """Return the weights as text."""
        fields = {
            field.name: {
                level.name: {"m": round(float(m), 6), "u": round(float(u), 6)}
                for level, m, u in zip(field.levels, self.m[field.name], self.u[field.name], strict=True)
            }
            for field in FIELDS
        }
        numbers = {name: round(getattr(self, name), 6) for name in ("known", "slope", "shift", "pairs")}
        return json.dumps({**numbers, "fields": fields}, indent=1) + "\n"

    @cached_property
    def steps(self) -> dict[str, NDArray[np.int16]]:
        """The weights by field in 1/256 bits, one number a pattern code: level * CLASSES + rarity class."""
        return {field.name: _steps(field, self.m[field.name], self.u[field.name]) for field in FIELDS}

    def bits(self, field: str, code: int) -> float:
        """Return the bits of one field's pattern code; 0 where it is not known (-1)."""
        return 0.0 if code < 0 else float(self.steps[field][code]) / STEPS


def _steps(field: Field, m: Floats, u: Floats) -> NDArray[np.int16]:
    classes = np.arange(CLASSES)
    table = np.zeros((len(field.levels), CLASSES))
    for number, level in enumerate(field.levels):
        if (field.name, level.name) == ("date", "before"):
            table[number] = BEFORE_BITS
            continue
        share = 2.0 ** (-classes / 2) if level.by_share else max(u[number], LEAST)
        table[number] = np.log2(max(m[number], LEAST)) - np.log2(share)
    return np.clip(np.round(table * STEPS), -LARGEST, LARGEST).astype(np.int16).ravel()
