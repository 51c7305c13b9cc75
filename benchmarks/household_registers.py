"""Registers of missing and found persons of another structure than those of `samanvay_insight.simulate`.

There every person is drawn by themselves. Here people come from households in villages: brothers and sisters share
father, mother, surname, village and language, a village has few surnames, and among the found who are not registered
one in twelve is the brother or sister of somebody who is. What is blank goes by the office that wrote it: a station or
a home leaves the same columns empty in all its records and writes in one script. Spellings are the pairs that people
wrote for `tests/insight/names`, with slips of the finger; ages are heaped on even years by homes; a village is told by
its own name, by its district or by the town of the railway. `known` is the share of the found who are registered.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import pyarrow as pa

from samanvay_insight.gazetteer import places

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "insight" / "names" / "variants.tsv"
STATES = ("IN-OD", "IN-CG", "IN-TS", "IN-AP")
SECONDS = ("Kumar", "Kumari", "Devi", "Bai", "Lal", "Singh")
TONGUES = ("Odia", "Hindi", "Telugu", "Santali", "Gondi", "Urdu", "Bengali", "Kui")
KINDS = ("scar", "mole", "burn", "tattoo", "cut")
PARTS = ("left hand", "right hand", "chin", "forehead", "left leg", "right leg", "neck", "back", "left cheek", "nose")
TOWNS = 12
BLANKS = ("family_name", "father_name", "mother_name", "age", "place", "language", "marks", "height_cm", "phone")
FIRST = date(2025, 1, 1)


@dataclass(frozen=True)
class Person:
    """Who somebody is, whatever is written of them."""

    given: int
    second: str
    family: int
    father: int
    mother: int
    sex: str
    age: float
    home: int
    language: str
    marks: tuple[str, ...]
    height: int
    phone: str


@dataclass(frozen=True)
class Office:
    """How one station or home writes: what it seldom fills in, and the script of most of its records."""

    kept: dict[str, float]
    is_latin: bool


@dataclass(frozen=True)
class Registers:
    """The missing, the found, and the missing record of each found who has one."""

    missing: pa.Table
    found: pa.Table
    truth: dict[str, str]


def names() -> list[tuple[list[str], list[str]]]:
    """Return each name as it is written in Latin letters and otherwise, the pairs of the file put together."""
    groups: dict[str, set[str]] = {}
    with PAIRS.open(encoding="utf-8") as opened:
        for one, other, *_ in csv.reader(opened, delimiter="\t"):
            if " " not in one + other:
                both = groups.get(one, {one}) | groups.get(other, {other})
                groups |= dict.fromkeys(both, both)
    distinct = {frozenset(group) for group in groups.values()}
    listed = sorted(sorted(group) for group in distinct)
    return [([each for each in group if each.isascii()], [e for e in group if not e.isascii()]) for group in listed]


def registers(missing: int, found: int, known: float, seed: int) -> Registers:
    """Return registers of these sizes; the same for a seed."""
    ear = random.Random(seed)
    known_names = names()
    ear.shuffle(known_names)
    third = len(known_names) // 3
    # surnames are few; boys, girls and grown-ups draw from their own, the commoner oftener
    surnames, rest = range(third // 2), range(third // 2, len(known_names))
    of_sex = {"M": rest[::2], "F": rest[1::2]}
    villages = [each for each in places(["village", "town"]) if each.district and each.state in STATES]
    villages = ear.sample(villages, min(1_500, len(villages)))
    common = list(accumulate(1 / (at + 3) for at in range(len(villages))))
    districts = {each.key: each.name for each in places(["district"])}
    tongues = {each.district: ear.sample(TONGUES, 2) for each in villages}
    surnames_of = [ear.sample(surnames, 4) for _ in villages]
    towns = ear.sample([each.name for each in villages], TOWNS)

    def one_of(those: range) -> int:
        return (
            those[min(int(ear.paretovariate(0.7) * 4) - 4, len(those) - 1)] if ear.random() < 0.8 else ear.choice(those)
        )

    def household() -> list[Person]:
        home = ear.choices(range(len(villages)), cum_weights=common)[0]
        family, father, mother = ear.choice(surnames_of[home]), one_of(of_sex["M"]), one_of(of_sex["F"])
        tongue = ear.choice(tongues[villages[home].district])
        phone = str(ear.randrange(6_000_000_000, 9_999_999_999))
        eldest = ear.triangular(4, 30, 14)
        children = []
        for nth in range(ear.choice((1, 1, 2, 2, 3))):
            sex = ear.choice("MFF")
            age = max(eldest - nth * ear.uniform(1, 4), 1.0)
            marks = tuple(f"{ear.choice(KINDS)}:{ear.choice(PARTS)}" for _ in range(ear.choice((0, 0, 1, 1, 2))))
            grown = ear.gauss(162 if sex == "M" else 151, 6)
            height = round(grown * min(1.0, 0.42 + 0.58 * min(age, 17) / 17))
            second = ear.choice(SECONDS) if ear.random() < 0.4 else ""
            children.append(
                Person(
                    one_of(of_sex[sex]), second, family, father, mother, sex, age, home, tongue, marks, height, phone
                )
            )
        return children

    def office(least: float) -> Office:
        kept = {name: ear.betavariate(3 * least, 3 * (1 - least)) for name in BLANKS}
        kept["phone"] *= 0.25
        return Office(kept, ear.random() < 0.55)

    def spelt(name: int, is_latin: bool) -> str:
        latin, other = known_names[name]
        word = ear.choice((latin if is_latin else other) or latin or other)
        if len(word) > 4 and ear.random() < 0.05:
            at = ear.randrange(1, len(word) - 1)
            word = word[:at] + word[at + 1 :] if ear.random() < 0.5 else word[:at] + word[at] + word[at:]
        return word

    def record(key: str, who: Person, at: Office, on: date, later: float, *, is_found: bool) -> dict[str, str | None]:
        latin = at.is_latin if ear.random() < 0.9 else not at.is_latin
        age = who.age + later
        if is_found:
            age += ear.gauss(0.4, 1.2)
            age = 2 * round(age / 2) if ear.random() < 0.5 else age
        elif ear.random() < 0.15:
            age += ear.choice((-1, 1))
        told = str(max(int(age), 0))
        if is_found and ear.random() < 0.3:
            told = f"{max(int(age) - 1, 0)}-{int(age) + 2}"
        village = villages[who.home]
        where = ear.choices(
            (village.name, districts[str(village.district)], ear.choice(towns)), (0.35, 0.55, 0.1 if is_found else 0.02)
        )[0]
        given = spelt(who.given, latin)
        row: dict[str, str | None] = {
            "id": key,
            "given_name": f"{given} {who.second}" if who.second and ear.random() < 0.6 else given,
            "family_name": spelt(who.family, latin),
            "father_name": spelt(who.father, latin),
            "mother_name": spelt(who.mother, latin),
            "sex": who.sex,
            "age": told,
            "date": on.isoformat(),
            "place": where,
            "language": who.language if ear.random() < 0.93 else "Hindi",
            "marks": ";".join(mark for mark in who.marks if ear.random() < 0.75) or None,
            "height_cm": str(round(who.height * (1 + 0.03 * later * (who.age < 16)) + ear.gauss(0, 3))),
            "phone": who.phone if ear.random() < (0.3 if is_found else 0.8) else None,
        }
        return {name: None if ear.random() > at.kept.get(name, 1.0) else told for name, told in row.items()}

    stations, homes = [office(0.75) for _ in range(150)], [office(0.6) for _ in range(30)]
    gone: list[tuple[Person, date]] = []
    decoys: list[Person] = []
    while len(gone) < missing:
        children = household()
        taken = 2 if len(children) > 1 and ear.random() < 0.12 else 1
        on = FIRST + timedelta(ear.randrange(700))
        gone += [(child, on) for child in children[:taken]]
        decoys += children[taken:]
    gone = gone[:missing]
    told_missing = [
        record(f"M{at}", who, ear.choice(stations), on, 0.0, is_found=False) for at, (who, on) in enumerate(gone)
    ]
    truth: dict[str, str] = {}
    told_found = []
    chosen = ear.sample(range(missing), min(round(found * known), missing))
    for at in range(found):
        key, home = f"F{at}", ear.choice(homes)
        if at < len(chosen):
            who, since = gone[chosen[at]]
            days = round(ear.lognormvariate(3.6, 1.3))
            truth[key] = f"M{chosen[at]}"
            if ear.random() < 0.12:  # another name is given, or one that only friends use
                who = replace(who, given=one_of(of_sex[who.sex]))
        else:
            who = ear.choice(decoys) if ear.random() < 1 / 12 else household()[0]
            since, days = FIRST + timedelta(ear.randrange(700)), round(ear.lognormvariate(3.6, 1.3))
        days = min(days, 900)
        told_found.append(record(key, who, home, since + timedelta(days), days / 365, is_found=True))
    ear.shuffle(told_found)
    return Registers(pa.Table.from_pylist(told_missing), pa.Table.from_pylist(told_found), truth)
