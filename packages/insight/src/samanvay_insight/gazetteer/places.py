"""What a place is, and what a search gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How a name that was asked for met a place's name, surest first."""

    EXACT = "exact"
    FORMER = "former"
    HINDI = "hindi"
    ROMANISED = "romanised"
    SPELLING = "spelling"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Place:
    """A named place.

    `key` is stable ("IN-UP", "district:197", "station:BSB"); `lgd` is the Local Government Directory's code of a state
    or district where it is known, and not the number in a district's key (`tables/SOURCES.md`); `parent`, `district`
    and `state` are keys; `aliases` holds other and former names in any script; `members` the districts of a region or
    division. A point is a representative one, inside the place where it is an area; those of crossings and towns
    abroad are approximate.
    """

    key: str
    kind: str
    name: str
    name_hi: str
    lgd: int | None
    parent: str | None
    district: str | None
    state: str | None
    lat: float | None
    lon: float | None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a search proposes: how good, by which of its names, and how that name was met."""

    place: Place
    score: float
    matched: str
    how: How


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a place no longer bears officially; the dates are years or ISO dates, or empty."""

    key: str
    name: str
    name_hi: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Origin:
    """When a district came to be (a year, a month or a day, as ISO writes them) and the districts that gave to it."""

    key: str
    since: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Train:
    """A train of the time-table: `days` are ISO weekdays (1 is Monday), `km` its whole length."""

    number: str
    name: str
    km: int | None
    days: tuple[int, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Halt:
    """One stop of a train.

    `station` is None where the source knows the code but not the station. `km` is estimated: the train's
    length shared out by the straight lines between its halts. The source has no hours.
    """

    order: int
    code: str
    station: str | None
    km: float | None
