"""Reading a report: places, movements and events, each with the words it rests on.

    text -> tokens, sentences -> mentions (gazetteer, guarded by context) -> groups with a role
    (from, via, to, at) -> scenes (persons, dates, clauses, what does not count) -> movements, events

A sentence is English or Hindi, or in runs of both; Hindi, in Devanagari or in Latin letters, has rules of its
own (`hindi`) that end in the same movements and events.

Those are rules and tables; the words are in `cues`. A small learned reader (`learned`) then looks at the text and
at what the rules made of it, and agrees, corrects or adds (docs/adr/0016). An officer decides each reading.
"""

from samanvay_insight.extract.keeping import is_kept_at
from samanvay_insight.extract.labels import Labels, labels_by_sentence
from samanvay_insight.extract.reading import (
    AsideRead,
    EventRead,
    Evidence,
    LabelRead,
    MovementRead,
    PlaceRead,
    Reading,
)
from samanvay_insight.extract.together import read

__all__ = [
    "AsideRead",
    "EventRead",
    "Evidence",
    "LabelRead",
    "Labels",
    "MovementRead",
    "PlaceRead",
    "Reading",
    "is_kept_at",
    "labels_by_sentence",
    "read",
]
