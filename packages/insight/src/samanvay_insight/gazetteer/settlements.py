"""The towns and villages: a hundred and fifty thousand rows of which a search touches a few.

A row becomes a `Place` when it is asked for and is kept; until then it is a line of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samanvay_insight.gazetteer.places import Place
from samanvay_insight.gazetteer.tables import derived_lines, listed, written
from samanvay_insight.script import fold

GRADES = {"h": "town", "s": "town", "b": "village"}


def slug(name: str) -> str:
    """Return the part of a settlement's key that its name makes."""
    # nearly all names are one or two plain words, for which folding is only lower case
    plain = name.isascii() and name.replace(" ", "").isalpha()
    return (name.lower() if plain else fold(name)).replace(" ", "-")


class Settlements(Mapping[str, Place]):
    """Towns and villages by key, each made when it is first asked for."""

    def __init__(self, states: Mapping[str, str | None], former: Mapping[str, tuple[str, ...]]) -> None:
        self._states = states
        self._former = former
        self._known = {(row["district"], row["name"]): row for row in written("towns")}
        self._made: dict[str, Place] = {}
        self._lines: dict[str, str] = {}
        self.heads: set[str] = set()
        self.bare: list[tuple[str, str]] = []  # slug and key of each, for the index of names
        for line in derived_lines("settlements"):
            name, code, grade, _ = line.split("\t", 3)
            part = slug(name)
            key = f"{GRADES[grade]}:{code}-{part}"
            self._lines[key] = line
            self.bare.append((part, key))
            if grade == "h":
                self.heads.add(key)

    def __getitem__(self, key: str) -> Place:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(key, self._lines[key])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def named_otherwise(self) -> Iterator[Place]:
        """Give the towns that have a Hindi, other or former name."""
        for code, name in self._known:
            key = f"town:{code}-{slug(name)}"
            if key in self._lines:
                yield self[key]

    def _make(self, key: str, line: str) -> Place:
        name, code, grade, lat, lon = line.split("\t")
        known = self._known.get((code, name)) if grade == "h" else None
        district = f"district:{code}"
        return Place(
            key, GRADES[grade], name, known["name_hi"] if known else "", None, district, district,
            self._states[district], int(lat) / 1e3 if lat else None, int(lon) / 1e3 if lon else None,
            (*(listed(known["aliases"]) if known else ()), *self._former.get(key, ())),
        )  # fmt: skip
