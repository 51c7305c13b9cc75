"""The vocabulary of events: each thing that can happen has one code and a sentence in both languages."""

from dataclasses import dataclass
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Question(StrEnum):
    """What an auditor asks of the log first. After hours is asked of all that was opened, exported or done in need."""

    OPENED = "opened"
    REFUSED = "refused"
    EXPORTED = "exported"
    AFTER_HOURS = "after_hours"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: ``code`` as ``subject:past_tense``, what a person reads, the question that it answers."""

    code: str
    words: Bilingual
    answers: Question | None = None

    def __str__(self) -> str:
        return self.code


_kinds: dict[str, EventKind] = {}


def register(code: str, en: str, hi: str, answers: Question | None = None) -> EventKind:
    """Add a kind of event to the vocabulary and return it. Raises ValueError when the code is taken."""
    if code in _kinds:
        raise ValueError(f"the event {code!r} is registered twice")
    kind = EventKind(code, Bilingual(en, hi), answers)
    _kinds[code] = kind
    return kind


def kind_of(code: str) -> EventKind:
    """Return the kind with a code; a code of an older release is returned with its bare code as words."""
    return _kinds.get(code) or EventKind(code, Bilingual(code, code))


def all_kinds() -> tuple[EventKind, ...]:
    """Return every registered kind, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def kinds_answering(question: Question) -> list[str]:
    """Return the codes of the events that answer a question."""
    asked = {question} if question is not Question.AFTER_HOURS else {*Question} - {Question.REFUSED}
    return [kind.code for kind in all_kinds() if kind.answers in asked]
