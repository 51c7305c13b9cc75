"""Reading a report: places, movements and events, each with the words it rests on.

    text -> tokens, sentences -> mentions (gazetteer, guarded by context) -> groups with a role
    (from, via, to, at) -> scenes (persons, dates, clauses, what does not count) -> movements, events

A sentence is English or Hindi, or in runs of both; Hindi, in Devanagari or in Latin letters, has rules of its
own (`hindi`) that end in the same movements and events.

Rules and tables, no model, so that an officer can be shown why. The words are in `cues`.
"""

from samanvay.insight.extract.reader import read
from samanvay.insight.extract.reading import (
    AsideRead,
    EventRead,
    Evidence,
    LabelRead,
    MovementRead,
    PlaceRead,
    Reading,
)

__all__ = ["AsideRead", "EventRead", "Evidence", "LabelRead", "MovementRead", "PlaceRead", "Reading", "read"]
