"""Blind transit: districts that much passes through by what others tell, and where little was intercepted.

Made at once of the facts that the reader may see, by the same shortest ways as what the map marks as likely passed: so
it tells nobody more than the facts do, whatever period is asked for.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.kept import Kept
from samanvay_insight.routes.blind import LEAST, BlindTransit, blind_transit
from samanvay_insight.routes.passing import Passing, Way, passings

from ..filters import Filters, Period
from ..queries import Effort, effort
from ..spots import Spot, district_of, districts_in, spots
from ..tallies import Tally, edition, tallies

SEEN = ("interception", "rescue")
SURE = 80  # percent, from which a district is called blind
PERHAPS = 70
MOST_WAYS = 2000  # the most travelled; one that the process has not met yet takes about a millisecond


@dataclass(frozen=True, slots=True)
class Silent:
    """A district that said nothing in the period: not blind, silent."""

    key: str
    passed: Passing


@dataclass(frozen=True, slots=True)
class Blind:
    """What is told of blind transit in a state: its usual share, its districts by how blind they are, the silent ones.

    `journeys` are those that it is made of, on the 2,000 most travelled ways at most; `effort` is how the districts
    reported.
    """

    state: str
    usual: float
    journeys: int
    places: tuple[BlindTransit, ...]
    silent: tuple[Silent, ...]
    effort: Effort

    @property
    def blind(self) -> list[BlindTransit]:
        """The districts that are called blind."""
        return [each for each in self.places if is_blind(each)]


def is_blind(place: BlindTransit) -> bool:
    """Tell whether a district is called blind: surely enough less than half of the usual share is seen there."""
    return place.percent >= SURE


_kept: Kept[Blind] = Kept()


def blind(actor: Actor, period: Period, told: Sequence[Tally] | None = None) -> Blind:
    """Return the blind transit of the actor's state in a period, from the facts that the actor may see.

    A district that did not report is silent: it is not judged, and the usual share is that of the others. ``told`` are
    the shapes of the period that the actor may see, for whoever has read them. Raises Refused for whoever may not see
    facts.
    """
    require(actor, Permission.FACT_READ)
    state = directory.state_of(actor)
    counted = tallies(actor, Filters(period)) if told is None else told
    known = spots({key for tally in counted for key in tally.place_keys})
    own = tuple(directory.districts_of(state))
    spoken = effort(actor, period)
    spoke = frozenset(spoken.spoke.items())
    key = (edition(actor), period, state, own, frozenset(known.items()), spoken.weeks, spoke)
    return _kept.get(key, lambda: _judged(state, counted, known, own, spoken))


def _judged(
    state: str, counted: Sequence[Tally], known: Mapping[str, Spot], own: Collection[str], spoken: Effort
) -> Blind:
    seen = _seen(counted, known)
    ways = _ways(counted, known)
    passed = {key: each for key, each in passings(ways).items() if key in own}
    mute = {key for key in passed if spoken.is_silent(key)}
    journeys = sum(ways.values())
    judged = {key: each for key, each in passed.items() if key not in mute}
    verdict = blind_transit(judged, seen, journeys=journeys)
    silent = sorted(mute, key=lambda key: (-passed[key].journeys, key))
    return Blind(
        state,
        verdict.usual,
        journeys,
        verdict.places,
        tuple(Silent(key, passed[key]) for key in silent if passed[key].journeys >= LEAST),
        spoken,
    )


def blind_at(actor: Actor, district: str, period: Period, told: Sequence[Tally] | None = None) -> BlindTransit | None:
    """Return what is told of a district where it is called blind, None where it is not."""
    return next((each for each in blind(actor, period, told).blind if each.key == district), None)


def _seen(counted: Iterable[Tally], known: Mapping[str, Spot]) -> Counter[str]:
    """Return how many interceptions and rescues there were in each district."""
    found: Counter[str] = Counter()
    for tally in counted:
        if tally.event_kind in SEEN and (district := district_of(known.get(tally.place))):
            found[district] += tally.facts
    return found


def _ways(counted: Iterable[Tally], known: Mapping[str, Spot]) -> dict[Way, int]:
    """Return the ways of the movements with their journeys, the most travelled of them."""
    found: Counter[Way] = Counter()
    for tally in counted:
        if tally.is_movement:
            stops = (tally.origin, *tally.via, tally.destination)
            found[tuple(districts_in(key, known) for key in stops)] += tally.facts
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_WAYS])
