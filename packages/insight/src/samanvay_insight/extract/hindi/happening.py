"""What a Hindi sentence says was done."""

from __future__ import annotations

from dataclasses import dataclass

from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons


@dataclass(slots=True)
class Happening:
    """One event told by a sentence."""

    kind: str
    frame: Frame
    place: Mention | None
    people: int | None
    date: str | None
    persons: Persons | None = None
