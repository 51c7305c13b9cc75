"""Readings made by hand, in the place of the reader's: what is made of them does not hang on how well it reads."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from samanvay_insight import extract
from samanvay_insight.extract.reading import EventRead, Evidence, MovementRead, NumberRead, PlaceRead, Reading

Reads = Callable[..., None]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Let the reader read what is given, whatever the text."""

    def give(**read: Any) -> None:
        monkeypatch.setattr("samanvay_insight.extract.read", lambda text, **more: Reading(**read))

    return give


@pytest.fixture
def without_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reader doubt nothing of what it reads: where decisions are tried, not how surely it reads."""
    real = extract.read

    def surely(text: str, **more: Any) -> Reading:
        told = real(text, **more)
        movements = tuple(replace(each, sure=True) for each in told.movements)
        return replace(told, movements=movements, events=tuple(replace(each, sure=True) for each in told.events))

    monkeypatch.setattr(extract, "read", surely)


def words(text: str, said: str) -> Evidence:
    """Return where words stand in a text."""
    start = text.index(said)
    return Evidence(said, start, start + len(said))


def place(text: str, said: str, key: str = "") -> PlaceRead:
    """Return a place as read: with its key, or as written where the gazetteer has none."""
    start = text.index(said)
    return PlaceRead(said, said, "district" if key else "", None, start, start + len(said), key)


def event(text: str, said: str, kind: str, at: PlaceRead | None = None, **more: Any) -> EventRead:
    given = {"people": None, "date": None, "certainty": "stated", **more}
    return EventRead(kind=kind, place=at, evidence=words(text, said), **given)  # type: ignore[arg-type]


def movement(text: str, said: str, *way: PlaceRead | None, **more: Any) -> MovementRead:
    """Return a movement from the first place of a way through others to the last."""
    given = {"people": None, "date": None, "certainty": "stated", **more}
    return MovementRead(source=way[0], via=way[1:-1], destination=way[-1], evidence=words(text, said), **given)  # type: ignore[arg-type]


def number(text: str, said: str, kind: str, value: str, station: str = "", sections: str = "") -> NumberRead:
    return NumberRead(kind, value, station, sections, words(text, said))  # type: ignore[arg-type]
