"""Reading a report: places, movements and events, each with the words it rests on.

    text -> pieces, candidates for places, numbers of persons, days -> encoder -> who was moved between which places,
    what happened where -> guards; beside it, by form: FIR, train, vehicle and telephone, words for forms and lures

English, Hindi in Devanagari and in Latin letters, and all of them mixed. What was learned lies in a package of its own
(docs/adr/0051). A place that the gazetteer does not have keeps its words; a sentence of which nothing was read, though
it holds a number, a place, a day or a cue, is given as unread. An officer decides each reading.
"""

from samanvay_insight.extract.keeping import is_kept_at
from samanvay_insight.extract.labels import Labels, labels_by_sentence
from samanvay_insight.extract.reading import (
    AsideRead,
    EventRead,
    Evidence,
    LabelRead,
    MovementRead,
    NumberRead,
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
    "NumberRead",
    "PlaceRead",
    "Reading",
    "is_kept_at",
    "labels_by_sentence",
    "read",
]
