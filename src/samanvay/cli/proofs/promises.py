"""A promise, its proof and what came of it."""

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from .stage import Stage


class Broken(Exception):
    """Says what was found that should not be."""


class NotHere(Exception):
    """Says what a proof needs and this machine does not have."""


@dataclass(frozen=True)
class Promise:
    """What the product promises, and the function that tries to find the opposite and says what it did."""

    words: str
    proof: Callable[[Stage], str]


@dataclass(frozen=True)
class Outcome:
    """What came of a proof."""

    promise: str
    result: Literal["holds", "broken", "not tried"]
    done: str
    seconds: float
    trace: str = field(default="", compare=False)

    @property
    def mark(self) -> str:
        return {"holds": "✓", "broken": "✗", "not tried": "–"}[self.result]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


PROMISES: list[Promise] = []


def promise(words: str) -> Callable[[Callable[[Stage], str]], Callable[[Stage], str]]:
    """Put a proof on the list, in the order of the files."""

    def listed(proof: Callable[[Stage], str]) -> Callable[[Stage], str]:
        PROMISES.append(Promise(words, proof))
        return proof

    return listed


def check(holds: bool, words: str) -> None:
    """Raise Broken with the words unless it holds."""
    if not holds:
        raise Broken(words)


def carry_out(promises: Sequence[Promise], stage: Stage, told: Callable[[Outcome], None]) -> list[Outcome]:
    """Carry out each proof and return all outcomes; a proof that fails in an unforeseen way counts as broken."""
    outcomes = []
    for each in promises:
        begun = time.monotonic()
        trace = ""
        result: Literal["holds", "broken", "not tried"]
        try:
            result, done = "holds", each.proof(stage)
        except Broken as broken:
            result, done = "broken", str(broken)
        except NotHere as missing:
            result, done = "not tried", str(missing)
        except Exception as error:
            result, done = "broken", f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
            trace = traceback.format_exc()
        outcome = Outcome(each.words, result, done, time.monotonic() - begun, trace)
        outcomes.append(outcome)
        told(outcome)
    return outcomes
