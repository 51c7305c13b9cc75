"""Whom an advisory should reach and which measures fit: both with their reasons, from what the sender may see."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.picture.filters import Filters, last_twelve_months
from samanvay.picture.findings.blind import blind
from samanvay.picture.queries import tallies
from samanvay.picture.spots import Spot, district_of, districts_in, spots
from samanvay.picture.tallies import Tally
from samanvay_insight.routes.passing import Way, passings

from ...models import MeasureVersion
from ...playbook import queries
from ...playbook.vocabulary import EVIDENCE_ORDER, PlaceRole
from .advisories import done_in_practice
from .patterns import AdvisedPattern

LEAST_PASSING = 1.0  # journeys, below which a district on the map's ways is not proposed
MOST_WAYS = 400
LEAST_SHARE = 0.1  # of the journeys of a pattern, from which a district that was seen on them is linked
SEEN_COUNTS = 10.0  # a journey that was seen in a district says more than one that the map lets pass there
MOST_DISTRICTS = 24
MOST_SUGGESTED = 6


@dataclass(slots=True)
class LinkedDistrict:
    """A district that a pattern touches: how often in which part, and how many journeys likely pass it.

    ``share`` is how many of the pattern's journeys were seen to touch it.
    """

    district: str
    parts: Counter[str] = field(default_factory=Counter)
    passing: float = 0.0
    share: float = 0.0
    is_blind: bool = False
    is_named: bool = False
    is_neighbour: bool = False

    @property
    def part(self) -> str:
        """The part that it plays most."""
        order = list(PlaceRole)
        known = sorted(self.parts.items(), key=lambda item: (-item[1], order.index(PlaceRole(item[0]))))
        return known[0][0] if known else (PlaceRole.TRANSIT if self.passing else "")

    @property
    def is_linked(self) -> bool:
        """Whether it is named or enough journeys were seen there; a border far away that one touched is not."""
        return self.is_named or self.share >= LEAST_SHARE

    @property
    def weight(self) -> float:
        return 1_000.0 * self.is_named + SEEN_COUNTS * sum(self.parts.values()) + self.passing + 5.0 * self.is_blind


def linked_districts(actor: Actor, pattern: AdvisedPattern) -> list[LinkedDistrict]:
    """Return the districts of the actor's state that a pattern touches, the most first.

    Counted from facts of the last twelve months as the actor may see them, under their floors; what passes between the
    places told is inferred, as on the picture.
    """
    state = directory.state_of(actor)
    own = set(directory.districts_of(state))
    period = last_twelve_months()
    form = pattern.forms[0] if len(pattern.forms) == 1 and not pattern.route and not pattern.place else ""
    counted = [each for each in tallies(actor, Filters(period, form=form, kind="movement")) if each.is_movement]
    ends = [key for key in (*pattern.route, pattern.place) if key]
    known = spots({*ends, *(key for tally in counted for key in tally.place_keys)})
    matched = [tally for tally in counted if _fits(tally, pattern, known)]
    found: dict[str, LinkedDistrict] = {}

    def linked(key: str) -> LinkedDistrict:
        return found.setdefault(key, LinkedDistrict(key))

    for key in pattern.route:
        if district := district_of(known.get(key)):
            linked(district).is_named = True
    if district := district_of(known.get(pattern.place)):
        linked(district).is_named = True
        linked(district).parts[PlaceRole.STOPOVER] += 0
    ways: dict[Way, float] = defaultdict(float)
    for tally in matched:
        for part, key in _parts(tally):
            if district := district_of(known.get(key)):
                linked(district).parts[part] += tally.facts
        ways[tuple(districts_in(key, known) for key in (tally.origin, *tally.via, tally.destination))] += tally.facts
    for key, each in passings(dict(sorted(ways.items(), key=lambda item: -item[1])[:MOST_WAYS])).items():
        if each.journeys - each.named >= LEAST_PASSING:
            linked(key).passing = each.journeys - each.named
    journeys = sum(tally.facts for tally in matched)
    called = {each.key for each in blind(actor, period).blind}
    near = _neighbours(actor)
    for link in found.values():
        link.share = sum(link.parts.values()) / journeys if journeys else 0.0
        link.is_blind, link.is_neighbour = link.district in called, link.district in near
    kept = [each for each in found.values() if each.district in own and each.weight > 0]
    return sorted(kept, key=lambda each: (-each.weight, each.district))[:MOST_DISTRICTS]


def _fits(tally: Tally, pattern: AdvisedPattern, known: Mapping[str, Spot]) -> bool:
    """Tell whether journeys of a shape are of the pattern: by both ends, by the place, or all of its form."""
    if pattern.origin and pattern.destination:
        return _is_in(tally.origin, pattern.origin, known) and _is_in(tally.destination, pattern.destination, known)
    if pattern.place:
        return any(_is_in(key, pattern.place, known) for key in tally.place_keys)
    return bool(pattern.forms)


def _is_in(key: str, of: str, known: Mapping[str, Spot]) -> bool:
    """Tell whether a place is another, or lies in it, or is the state in which it lies."""
    if not key:
        return False
    here, there = known.get(key), known.get(of)
    if key == of or here is None or there is None:
        return key == of
    if there.kind == "country":
        return (
            here.key.startswith(f"{there.key.lower()}-")
            or here.state == there.key
            or here.district.startswith(f"{there.key.lower()}-")
        )
    if there.is_area:
        return here.state == there.key or here.district in there.members
    return (bool(here.district) and here.district == there.district) or here.key == there.state


def _parts(tally: Tally) -> list[tuple[str, str]]:
    found = [(PlaceRole.SOURCE.value, tally.origin), (PlaceRole.DESTINATION.value, tally.destination)]
    return [
        *found,
        *(((PlaceRole.STOPOVER if key in tally.stops else PlaceRole.TRANSIT).value, key) for key in tally.via),
    ]


def _neighbours(actor: Actor) -> set[str]:
    near: set[str] = set()
    for unit in directory.units_of(actor.units).values():
        if unit.place is not None and unit.place.kind == "district":
            near.update(directory.neighbours_of(unit.place.key))
    return near


def why_linked(each: LinkedDistrict) -> str:
    """Return in words why a district is proposed."""
    words = {
        PlaceRole.SOURCE: ngettext("%(n)d journey begins here", "%(n)d journeys begin here", each.parts["source"]),
        PlaceRole.TRANSIT: ngettext("%(n)d passed here", "%(n)d passed here", each.parts["transit"]),
        PlaceRole.STOPOVER: ngettext(
            "%(n)d stopped here on the way", "%(n)d stopped here on the way", each.parts["stopover"]
        ),
        PlaceRole.DESTINATION: ngettext(
            "%(n)d journey ends here", "%(n)d journeys end here", each.parts["destination"]
        ),
    }
    said = [words[PlaceRole(part)] % {"n": count} for part, count in each.parts.items() if count]
    if round(each.passing):
        likely = ngettext("about %(n)d more probably passed", "about %(n)d more probably passed", round(each.passing))
        said.append(likely % {"n": round(each.passing)})
    if each.is_named and not said:
        said.append(_("named in the finding"))
    if each.is_neighbour:
        said.append(_("your neighbour"))
    return " · ".join(said)


@dataclass(frozen=True, slots=True)
class MeasureSuggestion:
    """A measure that fits, how well, and why, in words."""

    version: MeasureVersion
    score: float
    reasons: tuple[str, ...]


def fitting_measures(
    actor: Actor, pattern: AdvisedPattern, parts: Sequence[str] = (), most: int = MOST_SUGGESTED
) -> list[MeasureSuggestion]:
    """Return the published measures that fit a pattern and the parts of the districts, the best first.

    A measure for another form, lure or part alone is left out; one for any counts less than one for this very pattern.
    """
    listed = list(queries.measures(actor, queries.MeasureFilters()))
    practice = done_in_practice(each.measure_id for each in listed)
    found = []
    for version in listed:
        score, reasons, is_out = 0.0, [], False
        for name, wanted in (
            ("forms", pattern.forms),
            ("lures", pattern.lures),
            ("disparities", pattern.disparities),
            ("place_roles", parts),
        ):
            own = getattr(version, name)
            if not own or not wanted:
                continue
            common = [code for code in own if code in set(wanted)]
            if not common:
                is_out = is_out or name in ("forms", "place_roles")
                score -= 0.5
                continue
            score += 2.0
            words = dict(zip(own, version.words_of(name), strict=True))
            reasons.append(", ".join(str(words[code]) for code in common))
        if is_out:
            continue
        score += EVIDENCE_ORDER.index(version.evidence) * 0.5
        if version.evidence != EVIDENCE_ORDER[0]:
            reasons.append(str(version.evidence_kind_words))
        if districts := practice.get(version.measure_id, 0):
            score += min(1.5, 0.5 * districts)
            said = ngettext("done in %(n)d district", "done in %(n)d districts", districts)
            reasons.append(said % {"n": districts})
        found.append(MeasureSuggestion(version, score, tuple(reasons)))
    found.sort(key=lambda each: (-each.score, each.version.days, each.version.measure.code))
    return found[:most]
