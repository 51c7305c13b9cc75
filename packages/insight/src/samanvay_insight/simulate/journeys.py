"""Journeys and where they were truly seen: ways, stop-overs with their days, interception, rescue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.routes.graph import RouteGraph
from samanvay_insight.simulate.corridors import HOME, Corridor
from samanvay_insight.simulate.ways import Ints, Ways, option_shares

ROLES = ("source", "transit", "stopover", "destination", "rescue")
SOURCE, TRANSIT, STOPOVER, DESTINATION, RESCUE = range(5)
DOUBLES = 0.03  # cases that another district reports again
CHANCE_STOP = 0.05  # journeys that are kept once where nobody makes it a habit
DWELL_DAYS = 4.0
# Where people are found: at the destination, on the way, in a raid on a stop-over, or not yet.
OUTCOMES = ("destination", "way", "stopover", "none")
OUTCOME_SHARES = (0.52, 0.24, 0.10, 0.14)
KEPT_AFTER_RESCUE = 0.5  # what was still ahead is told by those who were caught in so many cases
BLIND, BLIND_SIGHT = 5, 0.08  # junctions where nobody looks, and how much is seen there
NOBODY = -1
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(eq=False)
class Journeys:
    """A batch of journeys, arrays of one length n; days count from the first day of the state.

    `same_as` is the number of the journey that a double reports again, -1 elsewhere; `found` and `found_on` the
    node and day of the rescue, -1 where there was none.
    """

    number: Ints
    stream: Ints
    week: Ints
    option: Ints
    way: Ints
    departed: Ints
    persons: Ints
    same_as: Ints
    found: Ints
    found_on: Ints


@dataclass(eq=False)
class Sightings:
    """Where journeys were seen, arrays of one length m in the order of journeys and of their steps.

    `journey` is the place in the batch; `day` is -1 where it never came to pass or nobody knows.
    """

    journey: Ints
    node: Ints
    role: Ints
    day: Ints


@dataclass(eq=False)
class Steps:
    """Every step of every way of a batch: journey, node, whether people were kept there, the day."""

    journey: Ints
    node: Ints
    stop: Bools
    day: Ints
    first: Ints
    size: Ints


def attention(of: RouteGraph, noticed: float, random: np.random.Generator) -> tuple[Floats, Ints]:
    """Return the chance that a passing journey is seen in each district, and the blind districts' nodes.

    More is seen at junctions and at the crossings to Nepal. Some busy districts of the home state are blind.
    """
    trains = np.bincount(of.tails, of.trains, len(of.keys))
    busy = trains / (trains + 300.0)
    chance = noticed * (0.5 + 1.2 * busy)
    chance[np.unique(of.tails[of.border])] = 2.0 * noticed
    home = np.flatnonzero((busy > 0.4) & home_nodes(of))
    blind = np.sort(random.choice(home, BLIND, replace=False))
    chance[blind] *= BLIND_SIGHT
    return np.clip(chance, 0.0, 0.9), blind


def home_nodes(of: RouteGraph) -> Bools:
    """Return which nodes are districts of the simulated state, shape (N,)."""
    inside = set(of.nodes_of(HOME["state"]))
    return np.array([at in inside for at in range(len(of.keys))])


def _chosen(shares: list[Floats], which: Ints, random: np.random.Generator) -> Ints:
    """Draw for each journey by the shares of its stream."""
    widest = max(map(len, shares))
    limits = np.ones((len(shares), widest))
    for row, each in enumerate(shares):
        limits[row, : len(each)] = np.cumsum(each)
        limits[row, len(each) - 1 :] = 1.0
    drawn = random.random(len(which))
    found: Ints = (drawn[:, None] >= limits[which]).sum(axis=1)
    return found


def travel(number: Ints, stream: Ints, week: Ints, ways: Ways, random: np.random.Generator) -> Journeys:
    """Return the journeys of some streams and weeks with the ways they take; some are reported twice."""
    corridors: list[Corridor] = [each.corridor for each in ways.streams]
    size = len(number)
    source = _chosen([each.source_shares for each in corridors], stream, random)
    destination = _chosen([each.destination_shares for each in corridors], stream, random)
    habit = _chosen([each.stop_shares for each in corridors], stream, random)
    option = _chosen([option_shares(each.rail) for each in corridors], stream, random)
    way = ways.of(stream, source, destination, habit, option)
    departed = week * 7 + random.integers(0, 7, size)
    persons = np.minimum(random.geometric(0.66, size), 9)
    none = np.full(size, NOBODY, dtype=np.int64)
    made = Journeys(number, stream, week, option, way, departed, persons, none.copy(), none.copy(), none)
    twice = np.flatnonzero(random.random(size) < DOUBLES)
    twice = twice[twice > 0]
    if len(twice):
        # the first report is an earlier one of about the same time; a double of a double is none
        first = np.maximum(twice - 1 - random.integers(0, 20, len(twice)), 0)
        keep = ~np.isin(first, twice)
        twice, first = twice[keep], first[keep]
        made.same_as[twice] = made.number[first]
        for name in ("stream", "week", "option", "way", "departed", "persons"):
            getattr(made, name)[twice] = getattr(made, name)[first]
    return made


def steps(journeys: Journeys, ways: Ways, random: np.random.Generator) -> Steps:
    """Return the ways of a batch step by step, with chance stop-overs and days."""
    ptr, nodes = np.array(ways.ptr), np.array(ways.nodes)
    stops, hours = np.array(ways.stops), np.array(ways.hours)
    size = ptr[journeys.way + 1] - ptr[journeys.way]
    first = np.concatenate(([0], np.cumsum(size)[:-1]))
    journey = np.repeat(np.arange(len(size)), size)
    at = np.arange(len(journey)) - first[journey] + ptr[journeys.way][journey]
    stop = stops[at]
    by_chance = np.flatnonzero((random.random(len(size)) < CHANCE_STOP) & (size > 2))
    stop[first[by_chance] + 1 + random.integers(0, size[by_chance] - 2)] = True
    _as_first_reported(journeys, stop, first, size)
    dwell = np.where(stop, random.geometric(1 / DWELL_DAYS, len(journey)), 0)
    kept = np.cumsum(dwell) - dwell
    kept -= kept[first][journey]
    day = journeys.departed[journey] + kept + np.floor(hours[at] / 24).astype(np.int64)
    return Steps(journey, nodes[at], stop, day, first, size)


def _as_first_reported(journeys: Journeys, stop: Bools, first: Ints, size: Ints) -> None:
    """Give a journey that is reported twice the stop-overs of its first report."""
    for twice in np.flatnonzero(journeys.same_as != NOBODY).tolist():
        other = int(journeys.same_as[twice] - journeys.number[0])
        length = int(size[twice])
        stop[first[twice] : first[twice] + length] = stop[first[other] : first[other] + length]


def sightings(journeys: Journeys, walked: Steps, chance: Floats, random: np.random.Generator) -> Sightings:
    """Return where the journeys of a batch were seen; sets in the journeys where and when people were found."""
    last = walked.first + walked.size - 1
    role = np.where(walked.stop, STOPOVER, TRANSIT)
    role[walked.first], role[last] = SOURCE, DESTINATION
    looked = (role != TRANSIT) | (random.random(len(role)) < chance[walked.node])
    outcome = random.choice(len(OUTCOMES), len(last), p=OUTCOME_SHARES)
    at = np.where(outcome == 0, last, NOBODY)
    for code, wanted in ((1, TRANSIT), (2, STOPOVER)):
        spot = _one_of(walked, looked & (role == wanted), chance, random)
        at = np.where((outcome == code) & (spot != NOBODY), spot, at)
    rescued = np.flatnonzero(at != NOBODY)
    journeys.found[rescued] = walked.node[at[rescued]]
    journeys.found_on[rescued] = walked.day[at[rescued]] + np.where(
        outcome[rescued] == 0, random.geometric(1 / 30, len(rescued)), 0
    )
    day, keep = _ahead(walked, looked, at, random)
    return _rows(journeys, walked, role, day, keep, at)


def _one_of(walked: Steps, among: Bools, chance: Floats, random: np.random.Generator) -> Ints:
    """Draw for each journey one of the steps `among`, more often where more is seen; -1 where there is none."""
    score = np.where(among, random.random(len(among)) ** (1 / np.maximum(chance[walked.node], 1e-3)), -1.0)
    best = np.maximum.reduceat(score, walked.first)
    spot = np.full(len(best), NOBODY, dtype=np.int64)
    hits = np.flatnonzero((score == best[walked.journey]) & among)
    spot[walked.journey[hits]] = hits
    return spot


def _ahead(walked: Steps, looked: Bools, at: Ints, random: np.random.Generator) -> tuple[Ints, Bools]:
    """Take away what was never seen because people were found before: only their plans may be told, without a day."""
    where = np.where(at == NOBODY, len(walked.node), at)
    ahead = np.arange(len(walked.node)) > where[walked.journey]
    planned = (walked.stop | (np.arange(len(ahead)) == (walked.first + walked.size - 1)[walked.journey])) & ahead
    told = (random.random(len(walked.first)) < KEPT_AFTER_RESCUE)[walked.journey]
    return np.where(ahead, NOBODY, walked.day), looked & (~ahead | (planned & told))


def _rows(journeys: Journeys, walked: Steps, role: Ints, day: Ints, keep: Bools, at: Ints) -> Sightings:
    """Put the rescue into its place: instead of the sighting on the way, after that of a stop-over or an end."""
    found = np.flatnonzero(at != NOBODY)
    spots = at[found]
    on_the_way = role[spots] == TRANSIT
    role = role.copy()
    role[spots[on_the_way]] = RESCUE
    added, whose = spots[~on_the_way], found[~on_the_way]
    order = np.concatenate((np.flatnonzero(keep).astype(np.float64), added + 0.5))
    sort = np.argsort(order, kind="stable")

    def joined(column: Ints, rescue: Ints) -> Ints:
        return np.concatenate((column[keep], rescue))[sort]

    return Sightings(
        joined(walked.journey, whose),
        joined(walked.node, walked.node[added]),
        joined(role, np.full(len(added), RESCUE)),
        joined(day, journeys.found_on[whose]),
    )
