"""How many a centre takes: in a week, and in one batch, seats for make-ups kept back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samanvay_insight.roster.people import Centres, Ints
from samanvay_insight.roster.rules import Rules


@dataclass(frozen=True, eq=False)
class Seating:
    """People that each centre takes, one number a centre.

    `size` in one batch, `room` in one week (of which the last batch may be smaller), `batches` full ones in one week.
    """

    size: Ints
    room: Ints
    batches: Ints

    def needed(self, people: Ints) -> Ints:
        """Return how many batches so many people (centres × anything) need."""
        size = np.maximum(1, self.size).reshape(-1, *[1] * (people.ndim - 1))
        return -(-people // size)


def seating_of(centres: Centres, rules: Rules) -> Seating:
    """Return what each centre takes: its seats less those reserved, in batches of at most `rules.most_people`.

    Of 600 seats with 3 % reserved 582 are planned, as two batches of 291; of 450, 291 and a smaller one of 145.
    """
    reserved = np.array([rules.reserved(seats) for seats in centres.seats.tolist()], dtype=np.int64)
    room = np.maximum(0, centres.seats - reserved)
    size = np.minimum(rules.most_people, room)
    room = np.where(centres.trainers >= 0, np.minimum(room, centres.trainers * size), room)
    return Seating(size, room, room // np.maximum(1, size))
