"""What changes in the three years: how many journeys each stream has in each week, and the truth about it.

A *stream* is a corridor with a rate by week. A shift takes journeys from one stream and gives them to another, so
that everything that follows (ways, sightings, dates) knows nothing of shifts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.routes.graph import graph
from samanvay_insight.simulate.corridors import Corridor, corridors, node, rows, shares

WEEKS = 156
START = date(2023, 11, 27)  # a Monday
LOCKDOWN_WEEKS, LOCKDOWN_LEAVES = 8, 0.15
WATCHED = 5.0  # journeys a week from which a corridor's diversion must be found
DIVERTED = 0.30
DRIED_TO, DRYING_WEEKS = 0.05, 6
DISASTER_WEEKS = 12
DISPERSION = 25.0  # a week's rate varies as a gamma of this shape: the counts are negative binomial
NEW_ENDS = ("Ernakulam", "Chennai", "North Goa", "Jodhpur", "Indore", "Kullu")
NEW_STOPS = ("Aligarh", "Etawah", "Ayodhya", "Rampur", "Hapur", "Fatehpur", "Amroha", "Basti")
DISASTERS = {row["kind"]: tuple(row["districts"].split(";")) for row in rows("disasters")}
Rates = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Stream:
    """Journeys of one corridor with one set of ends and habits; `rate` is in proportion, by week (W,)."""

    corridor: Corridor
    rate: Rates


@dataclass(frozen=True)
class Shift:
    """Something that changed: places by their names in the graph, weeks counted from 0, the last one excluded.

    `kind`: diverted, rerouted, dried_up, appeared, disaster, lockdown, reversed or silent. `share` is the part
    of the journeys that it moved, or that was left.
    """

    kind: str
    corridor: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    places: tuple[str, ...]
    first: int
    last: int
    share: float


def plan(seed: int, cases: int, start: date, *, shifts: bool) -> tuple[list[Stream], list[Shift]]:
    """Return the streams of a state of `cases` cases and what shifts in it."""
    random = np.random.default_rng([seed, 1])
    streams = [Stream(corridor, _usual(corridor, start, random)) for corridor in corridors()]
    if not shifts:
        return streams, []
    told: list[Shift] = []
    a_week = sum(stream.rate for stream in streams).mean()  # type: ignore[union-attr]
    by_size = sorted(range(len(streams)), key=lambda at: -streams[at].rate.mean())
    watched = [at for at in by_size if streams[at].rate.mean() / a_week * cases / WEEKS >= WATCHED] or by_size[:3]
    # the largest corridors take turns, so that no two shifts meet on one
    picked = [int(at) for at in random.permutation(watched[:8])]
    picked += [at for at in by_size if at not in picked]
    _divert(streams, told, picked[0], random)
    _reroute(streams, told, picked[1], random)
    _dry_up(streams, told, picked[2], random)
    _disaster(streams, told, start, random)
    _lock_down(streams, told, by_size[:12], random)
    return streams, told


def weekly_counts(streams: list[Stream], cases: int, seed: int) -> NDArray[np.int64]:
    """Return how many of exactly `cases` journeys each stream has in each week, shape (streams, weeks)."""
    random = np.random.default_rng([seed, 2])
    rates = np.array([stream.rate for stream in streams])
    rates = rates * random.gamma(DISPERSION, 1 / DISPERSION, rates.shape)
    return random.multinomial(cases, (rates / rates.sum()).ravel()).reshape(rates.shape)


def monday(start: date, week: int) -> date:
    """Return the first day of a week."""
    return start + timedelta(weeks=week)


def _usual(corridor: Corridor, start: date, random: np.random.Generator) -> Rates:
    """Give the rate without shifts: season and a slow trend."""
    months = np.array([(day := monday(start, week)).month - 1 + day.day / 31 for week in range(WEEKS)])
    season = 1 + corridor.swing * np.cos(2 * np.pi * (months - corridor.peak + 0.5) / 12)
    trend = np.exp(random.normal(0, 0.06) * np.arange(WEEKS) / 52)
    return corridor.weight * season * trend


def _names(nodes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(graph().names[at] for at in nodes)


def _change(streams: list[Stream], at: int, factor: Rates) -> None:
    streams[at] = Stream(streams[at].corridor, streams[at].rate * factor)


def _from_week(first: int) -> Rates:
    return (np.arange(WEEKS) >= first).astype(np.float64)


def _divert(streams: list[Stream], told: list[Shift], at: int, random: np.random.Generator) -> None:
    """Send a part of a corridor's journeys to a new end."""
    corridor, rate = streams[at].corridor, streams[at].rate
    first = int(random.integers(112, 140))
    end = str(random.choice(NEW_ENDS))
    new = replace(corridor, destinations=(node(graph(), end),), destination_shares=shares([1.0]))
    streams.append(Stream(new, DIVERTED * rate * _from_week(first)))
    _change(streams, at, 1 - DIVERTED * _from_week(first))
    told.append(
        Shift("diverted", corridor.slug, _names(corridor.sources), _names(corridor.destinations), (end,), first, WEEKS,
              DIVERTED)
    )  # fmt: skip


def _reroute(streams: list[Stream], told: list[Shift], at: int, random: np.random.Generator) -> None:
    """Move a part of a corridor's journeys to a new stop-over."""
    corridor, rate = streams[at].corridor, streams[at].rate
    first = int(random.integers(112, 140))
    stop = str(random.choice(NEW_STOPS))
    new = replace(corridor, stops=((node(graph(), stop),),), stop_shares=shares([1.0]))
    streams.append(Stream(new, DIVERTED * rate * _from_week(first)))
    _change(streams, at, 1 - DIVERTED * _from_week(first))
    told.append(
        Shift("rerouted", corridor.slug, _names(corridor.sources), _names(corridor.destinations), (stop,), first,
              WEEKS, DIVERTED)
    )  # fmt: skip


def _dry_up(streams: list[Stream], told: list[Shift], at: int, random: np.random.Generator) -> None:
    corridor = streams[at].corridor
    first = int(random.integers(95, 135))
    left = np.clip(1 - (np.arange(WEEKS) - first + 1) / DRYING_WEEKS * (1 - DRIED_TO), DRIED_TO, 1)
    _change(streams, at, left)
    told.append(
        Shift("dried_up", corridor.slug, _names(corridor.sources), _names(corridor.destinations), (), first, WEEKS,
              DRIED_TO)
    )  # fmt: skip


def _disaster(streams: list[Stream], told: list[Shift], start: date, random: np.random.Generator) -> None:
    """Let a disaster drive people out of some districts: more journeys for a time, and a new corridor that stays."""
    kind = str(random.choice(list(DISASTERS)))
    hit = tuple(node(graph(), name) for name in DISASTERS[kind])
    # floods come with the monsoon of the third year, the earth shakes when it will
    monsoon = next(week for week in range(105, WEEKS) if monday(start, week).month == 7)
    first = int(random.integers(110, 130)) if kind == "earthquake" else monsoon + int(random.integers(0, 8))
    fading = _from_week(first) * np.exp(-np.maximum(np.arange(WEEKS) - first, 0) / (DISASTER_WEEKS / 2))
    first_ones = [stream for stream in streams if set(stream.corridor.sources) & set(hit)]
    for stream in first_ones:
        driven = replace(stream.corridor, sources=hit, source_shares=shares([1.0] * len(hit)))
        streams.append(Stream(driven, 1.5 * stream.rate * fading))
    told.append(Shift("disaster", kind, _names(hit), (), _names(hit), first, first + DISASTER_WEEKS, 1.5))
    appears = first + 3
    end = str(random.choice([name for name in NEW_ENDS if all(name not in shift.places for shift in told)]))
    pattern = first_ones[0].corridor
    new = replace(
        pattern, slug=f"new-{pattern.slug}", sources=hit, source_shares=shares([1.0] * len(hit)),
        destinations=(node(graph(), end),), destination_shares=shares([1.0]),
    )  # fmt: skip
    total = sum(stream.rate.mean() for stream in streams)
    streams.append(Stream(new, 0.02 * total * _from_week(appears)))
    told.append(Shift("appeared", new.slug, _names(hit), (end,), (), appears, WEEKS, 1.0))


def _lock_down(streams: list[Stream], told: list[Shift], largest: list[int], random: np.random.Generator) -> None:
    """Stop nearly all journeys for some weeks, while people go back the way they were brought."""
    first = int(random.integers(56, 68))
    weeks = (np.arange(WEEKS) >= first) & (np.arange(WEEKS) < first + LOCKDOWN_WEEKS)
    told.append(Shift("lockdown", "", (), (), (), first, first + LOCKDOWN_WEEKS, LOCKDOWN_LEAVES))
    back = []
    for at in largest:
        corridor = streams[at].corridor
        home = replace(
            corridor, slug=f"back-{corridor.slug}",
            sources=corridor.destinations, source_shares=corridor.destination_shares,
            destinations=corridor.sources, destination_shares=corridor.source_shares,
            stops=tuple(stops[::-1] for stops in corridor.stops),
        )  # fmt: skip
        back.append(Stream(home, 0.8 * streams[at].rate * weeks))
        told.append(
            Shift("reversed", corridor.slug, _names(home.sources), _names(home.destinations), (), first,
                  first + LOCKDOWN_WEEKS, 0.8)
        )  # fmt: skip
    for at in range(len(streams)):
        _change(streams, at, np.where(weeks, LOCKDOWN_LEAVES, 1.0))
    streams += back
