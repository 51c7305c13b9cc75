"""From the reader's findings to claims: places become keys, dates partial dates, labels go to what they are told of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay_insight import extract
from samanvay_insight.extract import atlas
from samanvay_insight.extract.dates import dates

from ..models import SituationReport
from ..settling.written import LONGEST, Role, WrittenPlace
from ..teaching.numbers import follow_numbers
from .labels import labels_told
from .numbers import NumberAt, number_at
from .paragraphs import paragraph_of

# A report sent later than this after its period was not written then.
SENT_LATE = timedelta(days=7)


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
    written: list[WrittenPlace] = field(default_factory=list)
    people: int | None = None
    females: int | None = None
    males: int | None = None
    children: int | None = None
    occurred: PartialDate | None = None
    aside_reason: str = ""
    forms: list[str] = field(default_factory=list)
    lures: list[str] = field(default_factory=list)

    @property
    def place_keys(self) -> list[str]:
        return [key for key in (self.origin, *self.via, self.destination, self.place) if key]


@dataclass(slots=True)
class Read:
    """Everything that was read in a narrative: what becomes claims, and what stands beside these.

    ``unread`` are the spans (start, end) of sentences of which nothing was read though they tell something.
    """

    found: list[Found]
    unread: list[tuple[int, int]] = field(default_factory=list)
    numbers: list[NumberAt] = field(default_factory=list)


def read_narrative(text: str, *, near: str | None, written_on: date) -> Read:
    """Return the movements, events and set-aside readings of a narrative, in the order of the text.

    A day without a year is the nearest one not after ``written_on``; its words are then kept with it, so that a card
    can say what was assumed. Forms and lures go to the readings that they are told of (:mod:`.labels`).
    """
    follow_numbers()
    reading = extract.read(text, near=_known(near), written_on=written_on)
    assumed = _assumed(text, written_on)
    found = [_movement(each, assumed) for each in reading.movements]
    for each in found:
        each.stops = _kept(text, each.start, each.via, reading.places)
    found += [_event(each, assumed) for each in reading.events]
    for each, labels in zip(found, labels_told(text, found), strict=True):
        each.forms = [label.code for label in labels if not label.is_lure]
        each.lures = [label.code for label in labels if label.is_lure]
    found += [_aside(each) for each in reading.set_aside]
    return Read(
        sorted(found, key=lambda each: (each.start, each.end, each.kind)),
        unread=sorted((words.start, words.end) for words in reading.unread),
        numbers=sorted((number_at(each) for each in reading.numbers), key=lambda each: each.start),
    )


def day_of_writing(report: SituationReport) -> date:
    """Return the day from which "16 November" and "yesterday" are counted in a report.

    It is the day on which the report was written, where that is known to lie near its period; else, as with one of
    past weeks taken from a sheet, the last day of the period.
    """
    written = min(report.captured_at or report.written_at, report.written_at).astimezone(clock.INDIA).date()
    return written if written <= report.period_to + SENT_LATE else report.period_to


def _known(near: str | None) -> str | None:
    """Return the key of a district, None for one that only this installation's directory knows."""
    return near if atlas.known(near) else None


def stops_of(text: str, start: int, via: Sequence[str], *, near: str | None) -> list[str]:
    """Return the places on the way of a movement where people were kept, by the words of the narrative around them.

    ``start`` is where its own words begin. A place that the paragraph does not name was put in by an officer, as a
    stop-over.
    """
    follow_numbers()
    places = extract.read(text, near=_known(near)).places
    first, last = paragraph_of(text, start)
    named = {place.key for place in places if first <= place.start < last}
    kept = _kept(text, start, via, places)
    return [key for key in via if key in kept or key not in named]


def _kept(text: str, start: int, via: Sequence[str], places: Iterable[extract.PlaceRead]) -> list[str]:
    first, last = paragraph_of(text, start)
    mentions = [place for place in places if place.key in via and first <= place.start < last]
    kept = {place.key for place in mentions if extract.is_kept_at(text, place.start, place.end)}
    return [key for key in via if key in kept]


def _assumed(text: str, written_on: date) -> dict[str, str]:
    """Return the dates that need the day of writing ("16 November", "yesterday"), each with the words that say it."""
    outright = {said.value for said in dates(text, 0, len(text))}
    told = dates(text, 0, len(text), written_on=written_on)
    words = {said.value: " ".join(text[said.start : said.end].split()) for said in reversed(told)}
    return {value: said for value, said in words.items() if value not in outright}


def _movement(read: Any, assumed: Mapping[str, str]) -> Found:
    via = [place.key for place in read.via if place.key]
    between = _written_between(read.via)
    return Found(
        kind="movement",
        origin=_key(read.source),
        via=via,
        destination=_key(read.destination),
        written=[*_written("origin", read.source), *between, *_written("destination", read.destination)],
        people=read.people,
        occurred=as_partial_date(read.date, assumed.get(read.date or "", "")),
        certainty=read.certainty,
        is_sure=read.sure,
        **_where(read),
    )


def _event(read: Any, assumed: Mapping[str, str]) -> Found:
    return Found(
        kind="event",
        event_kind=read.kind,
        place=_key(read.place),
        written=_written("place", read.place),
        people=read.people,
        females=read.females,
        males=read.males,
        children=read.children,
        occurred=as_partial_date(read.date, assumed.get(read.date or "", "")),
        certainty=read.certainty,
        is_sure=read.sure,
        **_where(read),
    )


def _key(read: extract.PlaceRead | None) -> str | None:
    """Return the key of a place that was read, None where there is none or the gazetteer does not have it."""
    return (read.key or None) if read else None


def _written(role: Role, read: extract.PlaceRead | None, at: int = 0) -> list[WrittenPlace]:
    return [WrittenPlace(role, " ".join(read.name.split())[:LONGEST], at)] if read and not read.key else []


def _written_between(via: Iterable[extract.PlaceRead]) -> list[WrittenPlace]:
    found: list[WrittenPlace] = []
    known = 0
    for read in via:
        found += _written("via", read, known)
        known += bool(read.key)
    return found


def _aside(read: Any) -> Found:
    return Found(kind=read.kind, aside_reason=read.reason, **_where(read))


def _where(read: Any) -> dict[str, Any]:
    return {"evidence": read.evidence.text, "start": read.evidence.start, "end": read.evidence.end}


def as_partial_date(text: str | None, said: str = "") -> PartialDate | None:
    """Return the partial date of ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, with the words that said it, or None."""
    if text is None:
        return None
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if day:
        return PartialDate.day(date(year, month, day), said)
    return PartialDate.month(year, month, said) if month else PartialDate.year(year, said)
