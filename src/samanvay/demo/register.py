"""The bulk of the demonstration: a simulated state as the sheets that its desk takes in on its first day.

One sheet holds the desk's register of cases of three years, one the weekly reports of a year as the districts sent
them before they wrote them here. Persons, places' figures and happenings are invented (see `insight.simulate`); the
days are moved so that the last whole week is the latest that is told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samanvay.cases.kinds import LURES
from samanvay.kernel.spreadsheets import csv_lines
from samanvay.picture.findings.weeks import monday_of
from samanvay_insight import gazetteer
from samanvay_insight.routes.graph import graph
from samanvay_insight.simulate import Size, State, simulate
from samanvay_insight.simulate.shifts import START

SEED = 69
SIZE = Size(cases=22_000, missing=1, found=1)
HIDDEN = 0.2  # of all sightings
# The part that is told: of each corridor so many of its journeys, so that some are seen every week and one shifts.
PARTS = {
    "np-mid-delhi": 0.8, "jh-gumla-ncr": 0.35, "jh-santhal-delhi": 0.35, "np-west-delhi": 0.35, "uk-kumaon-ncr": 0.3,
    "uk-garhwal-ncr": 0.3, "br-seemanchal-delhi": 0.2, "up-terai-delhi": 0.2, "np-bara-delhi": 0.15,
    "br-magadh-jaipur": 0.15,
}  # fmt: skip
PART_OF_OTHERS = 0.06
PERSONS = 3_000
WEEKS = 117  # of the simulated state that have come to pass; the rest lies ahead
REPORTED_WEEKS = 52
LAST_TOLD = timedelta(days=4)  # before this Monday: what is told of the running week meets nothing told before
HOME = "IN-UP"
WIDELY = 0.85  # of what happens elsewhere is told of the state or country alone
LATE, LATE_DAYS = 0.08, 24
TRANSITS = 1
NAMED_LIKE_OURS = ("Shimla", "Harda", "Bundi", "Una")  # read in a sheet of this state as a district of its own
ARRESTS = 0.7  # of those found, the share with somebody arrested

CASES_HEADER = (
    "Date", "District", "Place", "What happened", "Form", "Lure", "Source", "Victims", "Rescued", "Intercepted",
    "Arrested", "FIR number", "Taken from", "Passed through", "Kept at", "Bound for",
)  # fmt: skip
REPORTS_HEADER = (
    "District", "Voice", "From", "To", "Received on", "Cases registered", "Persons rescued", "Accused arrested",
    "Persons reported missing", "Missing persons traced", "Awareness programmes held",
)  # fmt: skip
WORDS = {  # by what happened; {n} persons, {a} from where, {b} whereto
    "rescue": (
        "{n} rescued who had been taken from {a} to {b}", "Freed at the place of work: {n} from {a}, bound for {b}",
        "{a} से लाए गए {n} व्यक्ति मुक्त कराए गए, {b} ले जाए जा रहे थे", "दबिश में {n} मुक्त, {a} से {b} का मार्ग",
    ),
    "interception": (
        "{n} stopped on the way from {a} to {b}", "Checking of passengers: {n} from {a} with one escort, for {b}",
        "{a} से {b} जाते {n} व्यक्ति रोके गए", "चेकिंग में {n} व्यक्ति मिले, {a} से {b}",
    ),
    "told": (
        "Helpline: {n} taken from {a}, said to be bound for {b}", "{a} से {n} व्यक्ति {b} ले जाए जाने की सूचना",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting of a case: the district's name, what it was on the way, the day where it is known."""

    place: str
    role: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A case of the simulated state as far as it is known: sightings in their order, form, lure, persons."""

    number: str
    sightings: tuple[Seen, ...]
    form: str
    lure: str
    persons: int

    def first(self, *roles: str) -> Seen | None:
        """Return the first sighting in one of some roles."""
        return next((seen for seen in self.sightings if seen.role in roles), None)

    def named(self, role: str) -> list[str]:
        """Return the places seen in a role, each once."""
        return list(dict.fromkeys(seen.place for seen in self.sightings if seen.role == role))

    @property
    def day(self) -> date | None:
        """The day on which people were found, or were last seen."""
        found = self.first("rescue")
        days = [seen.day for seen in self.sightings if seen.day is not None]
        return found.day if found is not None and found.day is not None else max(days, default=None)


@lru_cache(maxsize=1)
def state() -> State:
    """Return the simulated state of which the demonstration tells a part, the same in every process."""
    return simulate(SIZE, SEED, hide=HIDDEN)


def moved_by(today: date) -> timedelta:
    """Return how far the days of the simulated state are moved, for a demonstration that is told on a day."""
    return monday_of(today) - (START + timedelta(weeks=WEEKS))


@lru_cache(maxsize=1)
def journeys() -> dict[str, dict[str, Any]]:
    """Return by case what is true of each journey of the part, reported or not (see `truth_cases` of the state)."""
    random = np.random.default_rng([SEED, 20])
    table = state().truth_cases
    corridors = table.column("corridor").to_pylist()
    shares = np.array([PARTS.get(corridor, PART_OF_OTHERS) for corridor in corridors])
    return {each["case_id"]: each for each in table.filter(pa.array(random.random(len(shares)) < shares)).to_pylist()}


@lru_cache(maxsize=1)
def stops() -> dict[str, list[str]]:
    """Return by case where the people of the reported journeys of the part were truly kept, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _of(state().truth_stopovers, pa.array(list(journeys()))).to_pylist():
        found[row["case_id"]].append(row["place"])
    return found


@lru_cache(maxsize=1)
def cases() -> tuple[Taken, ...]:
    """Return the cases that tell of the home state, in the order of their days, so many that there are PERSONS."""
    keys = pa.array(list(journeys()))
    told = {each["case_id"]: each for each in _of(state().cases, keys).to_pylist()}
    end = START + timedelta(weeks=WEEKS) - LAST_TOLD
    found = []
    for number, rows in groupby(_of(state().sightings, keys).to_pylist(), key=itemgetter("case_id")):
        shown = tuple(
            Seen(row["place"], row["role"], date.fromisoformat(row["date"]) if row["date"] else None)
            for row in rows
            if row["shown"] and row["kept"] and place_of(row["place"]).name not in NAMED_LIKE_OURS
        )
        case = Taken(number, shown, told[number]["form"], told[number]["lure"], told[number]["persons"])
        if case.day is not None and case.day < end and any(is_home(seen.place) for seen in shown):
            found.append(case)
    found.sort(key=lambda case: (case.day, case.number), reverse=True)
    persons = np.cumsum([case.persons for case in found])
    return tuple(reversed(found[: int(np.searchsorted(persons, PERSONS)) + 1]))


def _of(table: pa.Table, keys: pa.Array) -> pa.Table:
    """Return the rows of some cases."""
    return table.filter(pc.is_in(table.column("case_id"), value_set=keys))


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    return dict(zip(graph().names, graph().keys, strict=True))


def place_of(name: str) -> gazetteer.Place:
    """Return the district of a name of the simulated state."""
    return gazetteer.place(_keys()[name])


def is_home(name: str) -> bool:
    """Tell whether a district of the simulated state lies in the home state."""
    return place_of(name).state == HOME


def home_districts() -> list[str]:
    """Return the names of the districts of the home state."""
    return [place.name for place in gazetteer.places(["district"]) if place.state == HOME]


def area_of(name: str, *, is_destination: bool = False) -> gazetteer.Place:
    """Return the wider place by which a district elsewhere is often called: its state, its country, the NCR."""
    place = place_of(name)
    if place.key.startswith("np-"):
        return gazetteer.place("NP")
    if is_destination and place.state != "IN-DL" and place.key in gazetteer.place("region:ncr").members:
        return gazetteer.place("region:ncr")
    return gazetteer.place(str(place.state))


def cases_sheet(today: date) -> bytes:
    """Return the desk's register of cases as a sheet, with its days as they are on a day."""
    random = np.random.default_rng([SEED, 21])
    moved = moved_by(today)
    rows = (_case_row(number, case, moved, random) for number, case in enumerate(cases(), 1))
    return _sheet(CASES_HEADER, rows)


def _case_row(number: int, case: Taken, moved: timedelta, random: np.random.Generator) -> list[str]:
    assert case.day is not None
    day = case.day + moved
    found = case.first("rescue")
    known = found or case.sightings[-1]
    source, destination = case.first("source"), case.first("destination")
    kind = "told" if found is None else "rescue" if destination and found.place == destination.place else "interception"
    ends = [
        "" if end is None else _called(end.place, random, is_destination=end is destination)
        for end in (source, destination)
    ]
    between = [place for place in case.named("transit") if is_home(place)][:TRANSITS]
    stops = [
        place for place in case.named("stopover") if not {place} & {end.place for end in (source, destination) if end}
    ]
    words = WORDS[kind][int(random.integers(len(WORDS[kind])))]
    arrested = int(random.integers(1, 4)) if found is not None and random.random() < ARRESTS else 0
    place = place_of(known.place)
    said = {"n": case.persons, "a": ends[0] or "?", "b": ends[1] or "?"}
    return [
        day.strftime("%d.%m.%Y"),
        place.name if place.kind == "district" else "",
        "" if place.kind == "district" else place.name,
        words.format(**said).replace("?", "…"),
        case.form if case.form != "online" else "other",
        case.lure if case.lure in LURES else "other",
        {"rescue": "raid", "interception": "checking", "told": "helpline"}[kind],
        str(case.persons),
        str(case.persons) if kind == "rescue" else "",
        str(case.persons) if kind == "interception" else "",
        str(arrested or ""),
        f"{number}/{day:%y}" if arrested else "",
        ends[0],
        "; ".join(_plain(place) for place in between),
        "; ".join(_plain(place) for place in stops),
        ends[1],
    ]


def _plain(name: str) -> str:
    return place_of(name).name


def _called(name: str, random: np.random.Generator, *, is_destination: bool) -> str:
    """Return how an end of a way is told: what lies elsewhere often by its state or country alone."""
    area = area_of(name, is_destination=is_destination)
    is_usual = not is_destination or area.key in ("IN-DL", "region:ncr")
    return area.name if is_usual and not is_home(name) and random.random() < WIDELY else _plain(name)


def reports_sheet(today: date, told: Collection[tuple[str, date]], vacant: Mapping[str, date]) -> bytes:
    """Return the weekly reports of a year as a sheet.

    ``told`` are the (district, Monday) that are told otherwise; ``vacant`` the districts for which nobody speaks, each
    with the Monday from which on.
    """
    random = np.random.default_rng([SEED, 22])
    return _sheet(REPORTS_HEADER, _report_rows(today, told, vacant, random))


def _report_rows(
    today: date, told: Collection[tuple[str, date]], vacant: Mapping[str, date], random: np.random.Generator
) -> Iterator[list[str]]:
    moved, first = moved_by(today), monday_of(today) - timedelta(weeks=REPORTED_WEEKS)
    counts = _by_week(moved)
    for each in state().reports.to_pylist():
        monday = date.fromisoformat(each["week"]) + moved
        district = place_of(each["district"])
        late, seeks, traced, taught = random.random(), random.poisson(0.8), random.random(), random.random()
        days = int(random.integers(1, 3) if late >= LATE else random.integers(8, LATE_DAYS))
        if not first <= monday < monday_of(today) or not each["reported"] or (district.name, monday) in told:
            continue
        if monday >= vacant.get(district.name, today):
            continue
        sunday = monday + timedelta(days=6)
        cases_told, rescued, arrested = counts.get((district.key, monday), (0, 0, 0))
        yield [
            district.name, "police", monday.strftime("%d.%m.%Y"), sunday.strftime("%d.%m.%Y"),
            min(sunday + timedelta(days=days), today - timedelta(days=1)).strftime("%d.%m.%Y"),
            *(str(number) for number in (
                cases_told, rescued, arrested, seeks, min(seeks, int(traced * 3)), 1 if taught < 0.2 else 0,
            )),
        ]  # fmt: skip


def _by_week(moved: timedelta) -> dict[tuple[str, date], tuple[int, int, int]]:
    """Return by district and Monday how many cases, persons rescued and accused the register knows."""
    found: dict[tuple[str, date], tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for case in cases():
        rescue = case.first("rescue")
        if rescue is not None and case.day is not None and is_home(rescue.place):
            key = (place_of(rescue.place).key, monday_of(case.day + moved))
            before = found[key]
            found[key] = (before[0] + 1, before[1] + case.persons, before[2] + 1)
    return found


def _sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    return "".join(csv_lines([header, *dict.fromkeys(map(tuple, rows))], marked=False)).encode()
