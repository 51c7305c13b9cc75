"""An event that a sentence tells, as the rules hand it on."""

from __future__ import annotations

from dataclasses import dataclass

from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.scenes import Cue


@dataclass(slots=True)
class Happening:
    """One event told by a sentence; `start:end` are the tokens that tell it."""

    kind: str
    cue: Cue
    place: Mention | None
    people: int | None
    date: str | None
    start: int
    end: int
    persons: Persons | None
