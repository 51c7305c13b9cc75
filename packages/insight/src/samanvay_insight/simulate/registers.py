"""The registers of the missing and the found, and which of them are the same persons.

Some of the missing are those whom the simulated journeys took, with their homes and days; the others ran away or
were lost. Brothers, sisters and cousins go missing together, under one family's names. What a register of the found
says of the same person is less and other: another script, another ear, an alias, an age that is guessed, no home.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samanvay_insight.gazetteer.atlas import areas
from samanvay_insight.routes.graph import graph
from samanvay_insight.simulate.corridors import rows
from samanvay_insight.simulate.journeys import Bools, Floats, home_nodes
from samanvay_insight.simulate.names import SCRIPTS, tokens, written
from samanvay_insight.simulate.shifts import WEEKS
from samanvay_insight.simulate.ways import Ints

TAKEN = 0.35  # of the missing, those whom a journey of the state took
TOGETHER = 0.08  # of the missing, those who follow the one before from the same house
KNOWN = 0.60  # of the found, those who are among the missing
BATCH = 100_000
NONE = -1
GROUPS = ("hindi", "urdu", "nepali", "bengali", "adivasi", "assamese", "odia", "telugu", "punjabi")
# What is spoken, by language and script of a region, never a feature of a model.
PEOPLES = {row["state"]: row["peoples"] for row in rows("peoples")}
WRITES = {  # scripts of a register that takes down the missing, in hundredths
    "hindi": "Deva 62 Latn 38", "urdu": "Deva 46 Latn 34 Arab 20", "nepali": "Deva 66 Latn 34",
    "bengali": "Beng 55 Latn 45", "adivasi": "Deva 56 Latn 44", "assamese": "Beng 40 Latn 60",
    "odia": "Orya 55 Latn 45", "telugu": "Telu 50 Latn 46 Taml 4", "punjabi": "Guru 55 Latn 45",
}  # fmt: skip
FOUND_WRITES = "Deva 48 Latn 42 Gujr 4 Guru 3 Beng 2 Telu 1"  # where they are found, another script is written
SPEAKS = {
    "hindi": ("Hindi", "Bhojpuri;Hindi", "Awadhi;Hindi", "Maithili;Hindi", "Bundeli;Hindi", "Hindi"),
    "urdu": ("Urdu;Hindi", "Hindi", "Urdu"), "nepali": ("Nepali", "Nepali;Hindi", "Tharu;Nepali", "Tamang;Nepali"),
    "bengali": ("Bengali", "Bengali;Hindi"), "adivasi": ("Santali", "Santali;Hindi", "Mundari;Sadri", "Kurukh;Sadri",
    "Ho;Hindi", "Sadri;Hindi"), "assamese": ("Assamese", "Bodo;Assamese", "Assamese;Hindi"), "odia": ("Odia",
    "Odia;Hindi"), "telugu": ("Telugu", "Telugu;Urdu"), "punjabi": ("Punjabi", "Punjabi;Hindi"),
}  # fmt: skip
SIDES = ("left cheek", "right cheek", "left hand", "right hand", "left forearm", "right forearm", "left foot",
         "right foot", "left knee", "right knee", "left eyebrow", "right eyebrow")  # fmt: skip
ANYWHERE = (*SIDES, "forehead", "chin", "neck", "back", "nose")
ARMS = ("left hand", "right hand", "left forearm", "right forearm", "neck")
MARK_KINDS = {  # the commoner first
    "scar": ANYWHERE, "mole": ANYWHERE, "tattoo": ARMS, "burn": (*ARMS, "back", "left foot", "right foot"),
    "birthmark": ANYWHERE, "cut": SIDES, "missing tooth": ("upper jaw", "lower jaw"), "pox marks": ("face",),
}  # fmt: skip
MARKS = tuple(f"{kind}:{part}" for kind, parts in MARK_KINDS.items() for part in parts)
COLUMNS = (
    "id", "given_name", "family_name", "father_name", "mother_name", "sex", "age", "date", "place", "language", "marks",
)  # fmt: skip


@dataclass(eq=False)
class Persons:
    """People as they truly are, arrays of one length; names are numbers of `tokens`, -1 where there is none.

    `age` in years on `day`; `marks` three numbers each, -1 for none; `second` a second given name.
    """

    group: Ints
    female: Bools
    given: Ints
    second: Ints
    family: Ints
    father: Ints
    mother: Ints
    pet: Ints
    age: Ints
    day: Ints
    home: Ints
    speaks: Ints
    marks: Ints

    def take(self, at: Ints) -> Persons:
        """Return some of them."""
        return Persons(*(getattr(self, each.name)[at] for each in fields(self)))


@dataclass(frozen=True, eq=False)
class Taken:
    """Whom the journeys took: their homes, the days on which they left and were found (-1 where never)."""

    home: Ints
    left: Ints
    found_on: Ints


def _shares(words: str) -> tuple[list[str], Floats]:
    parts = words.split()
    found = np.array([float(part) for part in parts[1::2]])
    return parts[::2], found / found.sum()


@cache
def _peoples() -> list[tuple[Ints, Floats]]:
    """Give for each node the groups that live there."""
    found = []
    for key in graph().keys:
        state = "NP" if key.startswith("np-") else str(areas()[key].state)
        names, share = _shares(PEOPLES.get(state, PEOPLES[""]))
        found.append((np.array([GROUPS.index(name) for name in names]), share))
    return found


def _groups(home: Ints, random: np.random.Generator) -> Ints:
    """Draw the group of each person by where they live."""
    table = np.ones((len(graph().keys), 4))
    which = np.zeros((len(graph().keys), 5), dtype=np.int64)
    for at, (groups, share) in enumerate(_peoples()):
        table[at, : len(share)] = np.cumsum(share)
        table[at, len(share) - 1 :] = 1.0
        which[at, : len(groups)] = groups
    drawn = (random.random(len(home))[:, None] >= table[home]).sum(axis=1)
    found: Ints = which[home, drawn]
    return found


def born(home: Ints, day: Ints, random: np.random.Generator) -> Persons:
    """Return people with a home and the day on which they went missing, some of one house with the one before."""
    size = len(home)
    follows = np.flatnonzero(random.random(size) < TOGETHER)
    follows = follows[follows > 0]
    home, day = home.copy(), day.copy()
    home[follows], day[follows] = home[follows - 1], day[follows - 1]
    group = _groups(home, random)
    young = random.random(size) < 0.72
    age = np.where(young, np.clip(np.round(random.normal(14, 3.2, size)), 2, 19), random.integers(19, 61, size))
    female = random.random(size) < np.where(young, 0.70, 0.55)
    none = np.full(size, NONE, dtype=np.int64)
    people = Persons(
        group, female, none.copy(), none.copy(), none.copy(), none.copy(), none.copy(), none.copy(),
        age.astype(np.int64), day, home, random.integers(0, 1 << 30, size), _marks(size, random),
    )  # fmt: skip
    for number, name in enumerate(GROUPS):
        _name(people, np.flatnonzero(group == number), name, random)
    for each in ("group", "family", "father", "mother", "speaks"):
        column = getattr(people, each)
        column[follows] = column[follows - 1]
    # the names follow the house: those of another group than drawn get one of the house
    for number, name in enumerate(GROUPS):
        moved = follows[people.group[follows] == number]
        _given(people, moved, name, random)
    return people


def _name(people: Persons, at: Ints, group: str, random: np.random.Generator) -> None:
    """Name the people of a group, their fathers and mothers."""
    of, size = tokens(), len(at)
    _given(people, at, group, random)
    people.family[at] = of.draw(group, "family", size, random)
    for column, sex in ((people.father, "m"), (people.mother, "f")):
        column[at] = of.draw(group, sex, size, random)
        if group == "hindi":
            old = random.random(size) < 0.6
            column[at[old]] = of.draw(group, f"parent_{sex}", int(old.sum()), random)
    named = random.random(size) < 0.25
    for sex, mine in (("f", at[named & people.female[at]]), ("m", at[named & ~people.female[at]])):
        people.pet[mine] = of.draw("any", f"pet_{sex}", len(mine), random)


def _given(people: Persons, at: Ints, group: str, random: np.random.Generator) -> None:
    of = tokens()
    for sex, mine in (("f", at[people.female[at]]), ("m", at[~people.female[at]])):
        people.given[mine] = of.draw(group, sex, len(mine), random)
        second = of.draw(group, f"second_{sex}", len(mine), random)
        people.second[mine] = np.where(random.random(len(mine)) < 0.4, second, NONE)


def _marks(size: int, random: np.random.Generator) -> Ints:
    """Draw none to three marks for each person; the first kinds are the commonest."""
    weight = np.concatenate([[0.65**rank / len(parts)] * len(parts) for rank, parts in enumerate(MARK_KINDS.values())])
    marks = random.choice(len(MARKS), (size, 3), p=weight / weight.sum())
    several = random.choice(4, size, p=(0.35, 0.38, 0.19, 0.08))
    return np.where(np.arange(3) < several[:, None], marks, NONE)


def registers(seed: int, missing: int, found: int, taken: Taken, start: date) -> Iterator[tuple[str, pa.Table]]:
    """Give the tables `missing`, `found` and `truth_links` batch by batch.

    `missing` and `found` are the sizes of the registers; KNOWN of the found are among the missing.
    """
    random = np.random.default_rng([seed, 6])
    known = round(found * KNOWN)
    sought = np.sort(random.choice(missing, known, replace=False))
    places = random.permutation(found)[:known]  # where in the register of the found each of them stands
    kept: list[tuple[Persons, Ints]] = []
    for first in range(0, missing, BATCH):
        size = min(BATCH, missing - first)
        home, day, found_on = _departures(size, taken, random)
        people = born(home, day, random)
        day_found = np.where(
            (found_on >= 0) & (home == people.home) & (day == people.day),
            found_on,
            people.day + random.geometric(1 / 60, size),
        )
        yield "missing", _missing(people, first, start, random)
        mine = sought[(sought >= first) & (sought < first + size)] - first
        kept.append((people.take(mine), day_found[mine]))
    matched = Persons(*(np.concatenate([getattr(p, f.name) for p, _ in kept]) for f in fields(Persons)))
    others = found - known
    strangers = born(*_departures(others, taken, random)[:2], random)
    everyone = Persons(
        *(np.concatenate([getattr(matched, f.name), getattr(strangers, f.name)]) for f in fields(Persons))
    )
    on = np.concatenate([*(days for _, days in kept), strangers.day + random.geometric(1 / 60, others)])
    rest = np.setdiff1d(np.arange(found), places)
    order = np.argsort(np.concatenate((places, rest)))
    everyone, on = everyone.take(order), np.minimum(on[order], WEEKS * 7 - 1)
    for first in range(0, found, BATCH):
        part = np.arange(first, min(first + BATCH, found))
        yield "found", _found(everyone.take(part), on[part], first, start, random)
    by_found = np.argsort(places)
    yield (
        "truth_links",
        pa.table({"missing_id": ids("M", sought[by_found]), "found_id": ids("F", places[by_found])}),
    )


def _departures(size: int, taken: Taken, random: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Give homes, days of going missing and of being found (-1 where no journey says so)."""
    nodes = np.flatnonzero(home_nodes(graph()))
    weights = random.gamma(6.0, 1.0, len(nodes))
    home = random.choice(nodes, size, p=weights / weights.sum())
    day = random.integers(0, WEEKS * 7, size)
    found_on = np.full(size, NONE, dtype=np.int64)
    if len(taken.home):
        mine = np.flatnonzero(random.random(size) < TAKEN)
        at = random.integers(0, len(taken.home), len(mine))
        home[mine], day[mine], found_on[mine] = taken.home[at], taken.left[at], taken.found_on[at]
    return home, day, found_on


def _missing(people: Persons, first: int, start: date, random: np.random.Generator) -> pa.Table:
    """Write the register of the missing: what a family knows."""
    size = len(people.group)
    script = _scripts(people.group, random)
    lose = _Loser(random, size)
    given = written(people.given, script, random)
    aliased = lose.some(people.pet, 0.6)
    given = _alias(_joined(given, written(lose.some(people.second, 0.9), script, random)), aliased, script, random)
    age = people.age + random.choice((-1, 0, 0, 0, 0, 0, 1), size)
    return pa.table({
        "id": ids("M", np.arange(first, first + size)),
        "given_name": given,
        "family_name": written(lose.some(people.family, 0.80), script, random),
        "father_name": written(lose.some(people.father, 0.95), script, random),
        "mother_name": written(lose.some(people.mother, 0.72), script, random),
        "sex": lose.text(_sexes(people.female, 0.002, random), 0.99),
        "age": lose.text(_ages(np.maximum(age, 0), random, guessed=0.05), 0.97),
        "date": lose.text(days(people.day, start), 0.97),
        "place": lose.text(_homes(people.home, random), 0.97),
        "language": lose.text(_speech(people), 0.85),
        "marks": _mark_words(people.marks, 0.9, 0.0, random),
    }).select(list(COLUMNS))  # fmt: skip


def _found(people: Persons, on: Ints, first: int, start: date, random: np.random.Generator) -> pa.Table:
    """Write the register of the found: what a shelter sees and what the person says."""
    size = len(people.group)
    names, share = _shares(FOUND_WRITES)
    own = random.random(size) < 0.35
    script = np.where(
        own,
        _scripts(people.group, random),
        np.array([SCRIPTS.index(n) for n in names])[random.choice(len(names), size, p=share)],
    )
    lose = _Loser(random, size)
    called = np.where((people.pet >= 0) & (random.random(size) < 0.25), people.pet, people.given)
    stranger = random.random(size) < 0.03  # gives another name altogether
    called = np.where(stranger, random.permutation(called), called)
    swapped = random.random(size) < 0.02
    given = np.where(swapped, people.family, called)
    family = np.where(swapped, called, people.family)
    years = (on - people.day) / 365.25
    off = np.where(random.random(size) < 0.06, random.integers(-6, 7, size), random.choice((-1, 0, 0, 0, 1), size))
    age = np.maximum(np.floor(people.age + years + off).astype(np.int64), 0)
    moved = replace(people, home=_misheard(people.home, random))
    return pa.table({
        "id": ids("F", np.arange(first, first + size)),
        "given_name": _joined(
            written(lose.some(given, 0.93), script, random), written(lose.some(people.second, 0.4), script, random)
        ),
        "family_name": written(lose.some(family, 0.55), script, random),
        "father_name": written(lose.some(people.father, 0.58), script, random),
        "mother_name": written(lose.some(people.mother, 0.42), script, random),
        "sex": lose.text(_sexes(people.female, 0.03, random), 0.99),
        "age": lose.text(_ages(age, random, guessed=0.45), 0.95),
        "date": lose.text(days(on, start), 0.98),
        "place": lose.text(_homes(moved.home, random), 0.68),
        "language": lose.text(_speech(people), 0.75),
        "marks": _mark_words(people.marks, 0.72, 0.10, random),
    }).select(list(COLUMNS))  # fmt: skip


class _Loser:
    """What is left blank: nobody said it, or nobody wrote it."""

    def __init__(self, random: np.random.Generator, size: int) -> None:
        self.random, self.size = random, size

    def some(self, names: Ints, kept: float) -> Ints:
        return np.where(self.random.random(self.size) < kept, names, NONE)

    def text(self, column: pa.Array, kept: float) -> pa.Array:
        return pc.if_else(pa.array(self.random.random(self.size) < kept), column, pa.scalar(None, pa.string()))


def _scripts(group: Ints, random: np.random.Generator) -> Ints:
    found = np.zeros(len(group), dtype=np.int64)
    for number, name in enumerate(GROUPS):
        at = np.flatnonzero(group == number)
        names, share = _shares(WRITES[name])
        found[at] = np.array([SCRIPTS.index(each) for each in names])[random.choice(len(names), len(at), p=share)]
    return found


def _joined(first: pa.Array, second: pa.Array, between: str = " ") -> pa.Array:
    """Join two columns where both are known; else whichever is."""
    # not null_handling="skip": it leaves out the rows in which all are null
    return pc.coalesce(pc.binary_join_element_wise(first, second, between), first, second)


def _alias(given: pa.Array, pets: Ints, script: Ints, random: np.random.Generator) -> pa.Array:
    """Write "Sunita alias Guddi" where a pet name is known; Devanagari says उर्फ."""
    word = pa.array(np.where(script == SCRIPTS.index("Deva"), "उर्फ", "alias"))
    tail = pc.binary_join_element_wise(word, written(pets, script, random), " ")
    return _joined(given, tail)


def _sexes(female: Bools, wrong: float, random: np.random.Generator) -> pa.Array:
    seen = female ^ (random.random(len(female)) < wrong)
    return pa.array(np.where(seen, "F", "M"))


def _ages(age: Ints, random: np.random.Generator, *, guessed: float) -> pa.Array:
    """Write an age as a number, or as the span that somebody guesses: "10-14"."""
    below, above = random.integers(0, 4, len(age)), random.integers(1, 4, len(age))
    low = pc.cast(pa.array(np.maximum(age - below, 0)), pa.string())
    span = pc.binary_join_element_wise(low, pc.cast(pa.array(age + above), pa.string()), "-")
    return pc.if_else(pa.array(random.random(len(age)) < guessed), span, pc.cast(pa.array(age), pa.string()))


def _homes(home: Ints, random: np.random.Generator) -> pa.Array:
    """Write a district by its English or Hindi name, some only by the state."""
    of = graph()
    places = [areas()[key] for key in of.keys]
    states = [areas()[place.state].name if place.state else "Nepal" for place in places]
    words = pa.array([*of.names, *(place.name_hi or place.name for place in places), *states])
    form = random.choice(3, len(home), p=(0.78, 0.15, 0.07))
    return words.take(pa.array(form * len(places) + home))


def _misheard(home: Ints, random: np.random.Generator) -> Ints:
    """Give the neighbouring district where somebody did not know better."""
    of = graph()
    degree = of.indptr[home + 1] - of.indptr[home]
    near = of.heads[of.indptr[home] + np.floor(random.random(len(home)) * degree).astype(np.int64)]
    return np.where((random.random(len(home)) < 0.06) & (degree > 0), near, home).astype(np.int64)


def _speech(people: Persons) -> pa.Array:
    words = [each for name in GROUPS for each in SPEAKS[name]]
    starts = np.cumsum([0, *(len(SPEAKS[name]) for name in GROUPS)])
    size = np.diff(starts)[people.group]
    return pa.array(words).take(pa.array(starts[people.group] + people.speaks % size))


def _mark_words(marks: Ints, kept: float, mistaken: float, random: np.random.Generator) -> pa.Array:
    """Write marks as "scar:left cheek; tattoo:right hand", some overlooked, some with left and right mistaken."""
    at = {mark: number for number, mark in enumerate(MARKS)}
    turned = [mark.replace("left", "?").replace("right", "left").replace("?", "right") for mark in MARKS]
    other = np.array([at[mark] for mark in turned])
    told = np.where(random.random(marks.shape) < mistaken, other[np.maximum(marks, 0)], marks)
    there = (marks >= 0) & (random.random(marks.shape) < kept)
    table = pa.array([*MARKS, None], pa.string())
    columns = np.where(there, told, len(MARKS))
    first, second, third = (table.take(pa.array(columns[:, each])) for each in range(3))
    return _joined(_joined(first, second, "; "), third, "; ")


def ids(letter: str, numbers: Ints) -> pa.Array:
    """Return identifiers as C0000001, from numbers that count from 0."""
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers + 1), pa.string()), 7, "0")
    return pc.binary_join_element_wise(pa.scalar(letter), digits, "")


def days(counted: Ints, start: date) -> pa.Array:
    """Return days counted from the first as ISO dates, null for -1."""
    since = (start - date(1970, 1, 1)).days
    dates = pa.array((counted + since).astype(np.int32), pa.int32(), mask=counted == NONE).cast(pa.date32())
    return dates.cast(pa.string())
