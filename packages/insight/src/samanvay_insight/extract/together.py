"""The reading of a report: roles by what was learned, labels and numbers by their form, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from samanvay_insight.columns import check_type
from samanvay_insight.extract import atlas
from samanvay_insight.extract.identifiers import identifiers
from samanvay_insight.extract.labels import labels_by_sentence
from samanvay_insight.extract.learned import read_places_and_roles
from samanvay_insight.extract.learned.candidates import place_named
from samanvay_insight.extract.reading import LabelRead, NumberRead, PlaceRead, Reading
from samanvay_insight.extract.tables import Table, tables
from samanvay_insight.extract.unread import unread


def read(text: str, *, near: str | None = None, written_on: date | None = None) -> Reading:
    """Places, movements, events, forms, lures and disparities that a report tells, with the words each rests on.

    `near` is the gazetteer key of the district that reports, or of its state: among places of one name, its own come
    first, and small towns of its state are known by their sound. `written_on` dates what is said without a year ("12
    November", "yesterday"); without it such a date is not said. Nothing leaves the machine, and the same text always
    gives the same reading. Raises TypeError, and ValueError for a `near` that the gazetteer does not have.
    """
    check_type("text", text, str, "the words of a report")
    atlas.check_near(near)
    labels = labels_by_sentence(text)
    typed = tables(text, lambda words, start: place_named(words, start, near))
    prose = read_places_and_roles(_without(text, typed), near=near, written_on=written_on)
    numbers = identifiers(text)
    places = [p for p in (*prose.places, *(p for t in typed for p in t.places)) if not _is_of_number(p, numbers)]
    told = replace(
        prose,
        places=tuple(sorted(places, key=lambda p: p.start)),
        events=(*prose.events, *(e for t in typed for e in t.events)),
        forms=_each_once(each for said in labels for each in said.forms),
        lures=_each_once(each for said in labels for each in said.lures),
        disparities=_each_once(each for said in labels for each in said.disparities),
        numbers=numbers,
    )
    return replace(told, unread=unread(text, told))


def _is_of_number(place: PlaceRead, numbers: Iterable[NumberRead]) -> bool:
    """Whether a place is a part of a vehicle's number: "UP" of "UP 32 AB 1234"."""
    spans = (each.evidence for each in numbers if each.kind == "vehicle")
    return any(said.start <= place.start < said.end for said in spans)


def _without(text: str, typed: Iterable[Table]) -> str:
    """The text with spaces where its tables stand."""
    for table in typed:
        text = text[: table.start] + " " * (table.end - table.start) + text[table.end :]
    return text


def _each_once(labels: Iterable[LabelRead]) -> tuple[LabelRead, ...]:
    """The labels by their codes, each with the first words that name it."""
    found: dict[str, LabelRead] = {}
    for label in labels:
        found.setdefault(label.code, label)
    return tuple(found.values())
