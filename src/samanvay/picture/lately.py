"""What happened around some districts in the last months, place by place counted to its district."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.kept import Kept

from .filters import Filters, last_months
from .queries import Corridor, Happening, Picture, picture
from .spots import Spot, district_of, spots

MONTHS = 3
MET_WITH = ("arrest", "rescue", "interception")


@dataclass(slots=True)
class Lately:
    """Ways that begin or end in some districts, arrests and rescues there, districts where people were kept.

    ``spots`` are those of every place that is named.
    """

    corridors: list[Corridor] = field(default_factory=list)
    happenings: dict[str, list[Happening]] = field(default_factory=dict)
    stops: Counter[str] = field(default_factory=Counter)
    spots: Mapping[str, Spot] = field(default_factory=dict)


_kept: Kept[Lately] = Kept(256)


def lately(actor: Actor, districts: Collection[str]) -> Lately:
    """Return what the actor may see of some districts in three months, the most first."""
    drawn = picture(actor, Filters(last_months(MONTHS)))
    here = frozenset(districts)
    return _kept.get((drawn, here), lambda: _around(drawn, here))


def _around(drawn: Picture, here: frozenset[str]) -> Lately:
    found = Lately(spots=spots({*drawn.by_place, *here}))

    def home(key: str) -> str:
        return district_of(found.spots.get(key)) or key

    ways: dict[tuple[str, str], Corridor] = {}
    for each in drawn.corridors:
        ends = home(each.origin), home(each.destination)
        if ends[0] != ends[1] and not here.isdisjoint(ends):
            way = ways.setdefault(ends, Corridor(*ends))
            way.journeys += each.journeys
            way.persons += each.persons
            way.is_hearsay = way.is_hearsay and each.is_hearsay
    found.corridors = sorted(ways.values(), key=lambda each: (-each.journeys, each.origin, each.destination))
    for met in drawn.happenings:
        if met.kind in MET_WITH and (at := home(met.place)) in here:
            found.happenings.setdefault(at, []).append(met)
    for key, journeys in drawn.stopovers.items():
        if (at := home(key)) in here:
            found.stops[at] += journeys
    return found
