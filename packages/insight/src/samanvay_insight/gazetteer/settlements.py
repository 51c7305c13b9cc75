"""The towns and villages: a hundred and fifty thousand rows of which a search touches a few.

A row becomes a `Place` when it is asked for and is kept; until then it is a line of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samanvay_insight.gazetteer.places import Place
from samanvay_insight.gazetteer.tables import derived_lines, listed, written
from samanvay_insight.script import fold

GRADES = {"h": "town", "s": "town", "b": "village"}


def slug(name: str) -> str:
    """Return the part of a settlement's key that its name makes."""
    # nearly all names are one or two plain words, for which folding is only lower case
    plain = name.isascii() and name.replace(" ", "").isalpha()
    return (name.lower() if plain else fold(name)).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a city as the table of localities has it: names, the key of the city, the number of the district."""

    name: str
    name_hi: str
    aliases: tuple[str, ...]
    city: str
    code: str


def quarters() -> Iterator[Quarter]:
    """Give the quarters of cities."""
    for row in written("localities"):
        for item in listed(row["names"]):
            name, hindi, others = (*item.split("="), "", "")[:3]
            yield Quarter(name, hindi, listed(others, "/"), row["city"], row["district"])


class Settlements(Mapping[str, Place]):
    """Towns and villages by key, each made when it is first asked for; quarters of cities among them."""

    def __init__(self, states: Mapping[str, str | None], former: Mapping[str, tuple[str, ...]]) -> None:
        self._states = states
        self._former = former
        self._known = {(row["district"], row["name"]): row for row in written("towns")}
        self._made: dict[str, Place] = {}
        self._lines: dict[str, str] = {}
        self.heads: set[str] = set()
        self.bare: list[tuple[str, str]] = []  # slug and key of each, for the index of names
        for line in (*derived_lines("settlements"), *derived_lines("settlements_more")):
            name, code, grade, _ = line.split("\t", 3)
            part = slug(name)
            key = f"{GRADES[grade]}:{code}-{part}"
            self._lines[key] = line
            self.bare.append((part, key))
            if grade == "h":
                self.heads.add(key)
        self._named: dict[str, Quarter] = {}  # quarters that the table of settlements has already
        self.quarters: dict[str, Place] = {}
        for quarter in quarters():
            self._add(quarter)

    def _add(self, quarter: Quarter) -> None:
        part = f"{quarter.code}-{slug(quarter.name)}"
        known = next((key for key in (f"town:{part}", f"village:{part}") if key in self._lines), None)
        if known is not None:
            self._named[known] = quarter
            return
        key, district = f"town:{part}", f"district:{quarter.code}"
        self.quarters[key] = Place(
            key, "town", quarter.name, quarter.name_hi, None, quarter.city, district, self._states[district],
            None, None, quarter.aliases,
        )  # fmt: skip
        self.bare.append((slug(quarter.name), key))

    def __getitem__(self, key: str) -> Place:
        made = self._made.get(key) or self.quarters.get(key)
        if made is None:
            made = self._made[key] = self._make(key, self._lines[key])
        return made

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        yield from self.quarters

    def __len__(self) -> int:
        return len(self._lines) + len(self.quarters)

    def __contains__(self, key: object) -> bool:
        return key in self._lines or key in self.quarters

    def named_otherwise(self) -> Iterator[Place]:
        """Give the towns that have a Hindi, other or former name."""
        for code, name in self._known:
            key = f"town:{code}-{slug(name)}"
            if key in self._lines:
                yield self[key]
        for key in self._named:
            yield self[key]
        yield from self.quarters.values()

    def _make(self, key: str, line: str) -> Place:
        name, code, grade, lat, lon = line.split("\t")
        known = self._known.get((code, name)) if grade == "h" else None
        hindi, aliases = (known["name_hi"], listed(known["aliases"])) if known else ("", ())
        quarter = self._named.get(key)
        if quarter is not None:
            hindi, aliases = hindi or quarter.name_hi, (*aliases, *quarter.aliases)
        district = f"district:{code}"
        return Place(
            key, GRADES[grade], name, hindi, None, district, district,
            self._states[district], int(lat) / 1e3 if lat else None, int(lon) / 1e3 if lon else None,
            tuple(dict.fromkeys((*aliases, *self._former.get(key, ())))),
        )  # fmt: skip
