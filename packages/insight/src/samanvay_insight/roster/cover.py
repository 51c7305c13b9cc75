"""How many of each unit may be away at once, and for which small units the share had to be raised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samanvay_insight.roster.people import Ints, People
from samanvay_insight.roster.rules import Rules


@dataclass(frozen=True, slots=True)
class Raised:
    """A rule that cannot hold in a unit as it is, and the value by which was planned instead."""

    unit_id: str
    rule: str
    value: int


def most_away(sizes: Ints, rules: Rules) -> Ints:
    """Return how many of units of these sizes may be away in one week."""
    return np.array([rules.most_away(int(size)) for size in sizes.tolist()], dtype=np.int64)


def raised_of(people: People, rules: Rules) -> list[Raised]:
    """Return the units for which the share, or the last officer on duty, had to give way."""
    found = []
    for unit, size in enumerate(people.unit_size.tolist()):
        if size == 1 and rules.keep_one_on_duty:
            found.append(Raised(people.unit_ids[unit], "keep_one_on_duty", 1))
        elif rules.most_away(size) > rules.most_by_share(size):
            found.append(Raised(people.unit_ids[unit], "max_away_share", rules.most_away(size)))
    return found


def chains_needed(sizes: Ints, rules: Rules) -> int:
    """Return on how many chains people must be dealt so that no unit sends more than it may at once."""
    return int((-(-sizes // np.maximum(1, most_away(sizes, rules)))).max(initial=1))
