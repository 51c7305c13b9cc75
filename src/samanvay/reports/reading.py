"""From the reader's findings to claims: places become keys, dates partial dates, labels go to the nearest claim."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samanvay.insight import extract
from samanvay.insight.extract.reader import read_by_rules
from samanvay.kernel.dates import PartialDate


@dataclass(slots=True)
class Found:
    """One reading, ready to be stored as a claim."""

    kind: str
    evidence: str
    start: int
    end: int
    certainty: str = "stated"
    is_sure: bool = True
    event_kind: str = ""
    origin: str | None = None
    via: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    destination: str | None = None
    place: str | None = None
    people: int | None = None
    occurred: PartialDate | None = None
    aside_reason: str = ""
    forms: list[str] = field(default_factory=list)
    lures: list[str] = field(default_factory=list)

    @property
    def place_keys(self) -> list[str]:
        return [key for key in (self.origin, *self.via, self.destination, self.place) if key]


def read_narrative(text: str, *, near: str | None) -> list[Found]:
    """Return the movements, events and set-aside readings of a narrative, in the order of the text.

    A form or lure is given to the claims of the paragraph in which its words stand; an ended paragraph ends it.
    """
    reading = extract.read(text, near=near)
    found = [_movement(each) for each in reading.movements]
    for each in found:
        each.stops = _kept(text, each.start, each.via, reading.places)
    found += [_event(each) for each in reading.events]
    for start, end in _paragraphs(text):
        inside = [each for each in found if start <= each.start < end]
        if not inside:
            continue
        # The reader gives each label once in a text, where it is said first; here every paragraph speaks for itself.
        # Labels are the rules' alone.
        told = read_by_rules(text[start:end], near=near)
        for each in inside:
            each.forms = _codes(told.forms)
            each.lures = _codes(told.lures)
    found += [_aside(each) for each in reading.set_aside]
    return sorted(found, key=lambda each: (each.start, each.end, each.kind))


def stops_of(text: str, start: int, via: Sequence[str], *, near: str | None) -> list[str]:
    """Return the places on the way of a movement where people were kept, by the words of the narrative around them.

    ``start`` is where its own words begin. A place that the paragraph does not name was put in by an officer, as a
    stop-over.
    """
    places = extract.read(text, near=near).places
    first, last = paragraph_of(text, start)
    named = {place.key for place in places if first <= place.start < last}
    kept = _kept(text, start, via, places)
    return [key for key in via if key in kept or key not in named]


def _kept(text: str, start: int, via: Sequence[str], places: Iterable[extract.PlaceRead]) -> list[str]:
    first, last = paragraph_of(text, start)
    mentions = [place for place in places if place.key in via and first <= place.start < last]
    kept = {place.key for place in mentions if extract.is_kept_at(text, place.start, place.end)}
    return [key for key in via if key in kept]


def _movement(read: Any) -> Found:
    return Found(
        kind="movement",
        origin=read.source.key if read.source else None,
        via=[place.key for place in read.via],
        destination=read.destination.key if read.destination else None,
        people=read.people,
        occurred=as_partial_date(read.date),
        certainty=read.certainty,
        is_sure=read.sure,
        **_where(read),
    )


def _event(read: Any) -> Found:
    return Found(
        kind="event",
        event_kind=read.kind,
        place=read.place.key if read.place else None,
        people=read.people,
        occurred=as_partial_date(read.date),
        certainty=read.certainty,
        is_sure=read.sure,
        **_where(read),
    )


def _aside(read: Any) -> Found:
    return Found(kind=read.kind, aside_reason=read.reason, **_where(read))


def _where(read: Any) -> dict[str, Any]:
    return {"evidence": read.evidence.text, "start": read.evidence.start, "end": read.evidence.end}


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\n\s*\n", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def paragraph_of(text: str, at: int) -> tuple[int, int]:
    """Return the span (start, end, in code points) of the paragraph in which a position lies."""
    return next((span for span in _paragraphs(text) if span[0] <= at < span[1]), (at, at + 1))


def _codes(labels: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(label.code for label in labels))


def as_partial_date(text: str | None) -> PartialDate | None:
    """Return the partial date of ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, or None."""
    if text is None:
        return None
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if day:
        return PartialDate.day(date(year, month, day))
    return PartialDate.month(year, month) if month else PartialDate.year(year)
