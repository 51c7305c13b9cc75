"""The vocabulary of events: each thing that can happen has one code and a sentence in both languages."""

from dataclasses import dataclass

from samanvay.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: ``code`` as ``subject:past_tense`` and what a person reads."""

    code: str
    words: Bilingual

    def __str__(self) -> str:
        return self.code


_kinds: dict[str, EventKind] = {}


def register(code: str, en: str, hi: str) -> EventKind:
    """Add a kind of event to the vocabulary and return it. Raises ValueError when the code is taken."""
    if code in _kinds:
        raise ValueError(f"the event {code!r} is registered twice")
    kind = EventKind(code, Bilingual(en, hi))
    _kinds[code] = kind
    return kind


def kind_of(code: str) -> EventKind:
    """Return the kind with a code; a code of an older release is returned with its bare code as words."""
    return _kinds.get(code) or EventKind(code, Bilingual(code, code))


def all_kinds() -> tuple[EventKind, ...]:
    """Return every registered kind, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))
