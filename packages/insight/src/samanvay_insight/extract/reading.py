"""What the reader found, each part with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Certainty = Literal["stated", "hearsay"]
EventKind = Literal["rescue", "arrest", "interception", "missing", "sensitisation", "traced", "raid"]
NumberKind = Literal["fir", "train", "vehicle", "phone"]
AsideKind = Literal["movement", "event"]
ASIDE_KINDS: tuple[AsideKind, ...] = ("movement", "event")
Reason = Literal["planned", "denied", "general", "displacement"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim words of the text: `text == source[start:end]`, in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """One mention of a place. `key` is the gazetteer's; empty where it has none: then `name` is as written."""

    text: str
    name: str
    kind: str
    lgd_code: int | None
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class MovementRead:
    """Persons moved from a source through stop-overs to a destination; `sure` where nothing speaks against it."""

    source: PlaceRead | None
    via: tuple[PlaceRead, ...]
    destination: PlaceRead | None
    people: int | None
    date: str | None
    evidence: Evidence
    certainty: Certainty
    sure: bool = True


@dataclass(frozen=True, slots=True)
class EventRead:
    """A rescue, arrest, interception, missing report, programme, raid, or a missing person traced.

    `females`, `males` and `children` of its people where the text says so; `sure` where nothing speaks against it.
    """

    kind: EventKind
    place: PlaceRead | None
    people: int | None
    date: str | None
    evidence: Evidence
    certainty: Certainty
    sure: bool = True
    females: int | None = None
    males: int | None = None
    children: int | None = None


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number by which a record is found: of an FIR (with station and sections), a train, a vehicle, a telephone.

    `number` is in one form (`212/2026`, `13257`, `UP32AB1234`, `9876543210`), the evidence as written.
    """

    kind: NumberKind
    number: str
    station: str
    sections: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class LabelRead:
    """A form of exploitation, a lure or what made the person reachable, as a snake_case code."""

    code: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AsideRead:
    """A reading that does not count, and why."""

    kind: AsideKind
    reason: Reason
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read in one text.

    `unread` are the sentences that hold a number, a place, a day or a cue and of which nothing was read.
    """

    places: tuple[PlaceRead, ...] = ()
    movements: tuple[MovementRead, ...] = ()
    events: tuple[EventRead, ...] = ()
    forms: tuple[LabelRead, ...] = ()
    lures: tuple[LabelRead, ...] = ()
    disparities: tuple[LabelRead, ...] = ()
    set_aside: tuple[AsideRead, ...] = field(default=())
    numbers: tuple[NumberRead, ...] = ()
    unread: tuple[Evidence, ...] = ()

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """The reading in the form that `samanvay insight extract --json` prints."""
        return {
            "places": [
                {
                    "text": p.text,
                    "name": p.name,
                    "kind": p.kind,
                    "lgd_code": p.lgd_code,
                    "start": p.start,
                    "end": p.end,
                }
                for p in self.places
            ],
            "movements": [
                {
                    "from": m.source.name if m.source else None,
                    "via": [p.name for p in m.via],
                    "to": m.destination.name if m.destination else None,
                    "people": m.people,
                    "date": m.date,
                    "evidence": m.evidence.text,
                    "certainty": m.certainty,
                }
                for m in self.movements
            ],
            "events": [
                {
                    "kind": e.kind,
                    "place": e.place.name if e.place else None,
                    "people": e.people,
                    "date": e.date,
                    "evidence": e.evidence.text,
                    "certainty": e.certainty,
                    "females": e.females,
                    "males": e.males,
                    "children": e.children,
                }
                for e in self.events
            ],
            "forms": [{"code": f.code, "evidence": f.evidence.text} for f in self.forms],
            "lures": [{"code": f.code, "evidence": f.evidence.text} for f in self.lures],
            "set_aside": [{"kind": a.kind, "reason": a.reason, "evidence": a.evidence.text} for a in self.set_aside],
            "numbers": [
                {
                    "kind": n.kind,
                    "number": n.number,
                    "station": n.station,
                    "sections": n.sections,
                    "evidence": n.evidence.text,
                }
                for n in self.numbers
            ],
            "unread": [words.text for words in self.unread],
        }
