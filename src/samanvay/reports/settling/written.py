"""Places that the gazetteer does not have: kept as a report writes them until somebody says which they are."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Role = Literal["origin", "via", "destination", "place"]
LONGEST = 120


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place of a reading in the report's own words.

    ``at`` is, of one on the way, how many known places of the way come before it. ``key`` is the place that it was
    settled as; ``is_kept`` says that it stays as written.
    """

    role: Role
    words: str
    at: int = 0
    key: str = ""
    is_kept: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be said which place this is."""
        return not self.key and not self.is_kept

    @property
    def stands(self) -> bool:
        """Whether the reading has no other place than these words."""
        return not self.key


@dataclass(frozen=True, slots=True)
class Step:
    """A place on the way: its key, or, where it has none, its number among the written places."""

    key: str = ""
    written: int | None = None


def written_of(rows: Iterable[dict[str, Any]]) -> list[WrittenPlace]:
    """Return written places as a column keeps them."""
    return [WrittenPlace(**row) for row in rows]


def rows_of(places: Iterable[WrittenPlace]) -> list[dict[str, Any]]:
    """Return written places for a column."""
    return [asdict(place) for place in places]


def is_unsettled(places: Iterable[WrittenPlace]) -> bool:
    """Tell whether it is still to be said of any which place it is."""
    return any(place.is_open for place in places)


def plain(words: str) -> str:
    """Return the words of a place as they are compared: blanks and capitals do not matter."""
    return " ".join(words.split()).casefold()


def on_the_way(via: Sequence[str], places: Sequence[WrittenPlace]) -> list[Step]:
    """Return the places between the ends of a movement in their order, known and written."""
    steps: list[Step] = []
    standing = [(place.at, number) for number, place in enumerate(places) if place.role == "via" and place.stands]
    for at in range(len(via) + 1):
        steps += [Step(written=number) for before, number in standing if min(before, len(via)) == at]
        steps += [Step(key=via[at])] if at < len(via) else []
    return steps


def settled_on_the_way(
    via: Sequence[str], places: Sequence[WrittenPlace], number: int, key: str
) -> tuple[list[str], list[WrittenPlace]]:
    """Return the way and its written places once one of these is known to be a place."""
    at = min(places[number].at, len(via))
    moved = [
        replace(place, at=place.at + 1)
        if place.role == "via" and (place.at > at or (place.at == at and other > number))
        else place
        for other, place in enumerate(places)
    ]
    moved[number] = replace(places[number], key=key, is_kept=False)
    return [*via[:at], key, *via[at:]], moved


def reopened_on_the_way(
    via: Sequence[str], places: Sequence[WrittenPlace], number: int
) -> tuple[list[str], list[WrittenPlace]]:
    """Return the way and its written places once one of these is to be settled again: what settling it had made."""
    at = places[number].at
    moved = [replace(place, at=place.at - 1) if place.role == "via" and place.at > at else place for place in places]
    moved[number] = replace(places[number], key="")
    return [*via[:at], *via[at + 1 :]], moved
