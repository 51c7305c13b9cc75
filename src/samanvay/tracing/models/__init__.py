"""The rows of the registers."""

from .candidate import Acceptance, Candidate, Judgement
from .coded import CodedEntry
from .entry import Entry, EntryCounter, EntryStep, QuestionSheet
from .notice import Notice
from .restoration import Restoration

__all__ = [
    "Acceptance",
    "Candidate",
    "CodedEntry",
    "Entry",
    "EntryCounter",
    "EntryStep",
    "Judgement",
    "Notice",
    "QuestionSheet",
    "Restoration",
]
