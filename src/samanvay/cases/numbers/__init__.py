"""Case numbers such as UP-BRH-2026-000123: given by the server, in order within district and year, never reused."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db import IntegrityError, transaction

from samanvay.directory.models import Place, Unit

from ..models import CaseCounter, CaseSeries

HEADQUARTERS = "HQS"  # for units that belong to no one district
DIGITS = 6  # of a running number, at least
_PARTS = re.compile(r"[A-Z]+|[0-9]+")
_NO_PART = re.compile(r"[^A-Z0-9 ./-]")


def _codes(name: str) -> Iterator[str]:
    """Give the letters that may stand for a district, the most telling first: its first letter and two consonants."""
    letters = [letter for letter in name.upper() if "A" <= letter <= "Z"] or ["X"]
    rest = letters[1:]
    consonants = [letter for letter in rest if letter not in "AEIOU"]
    for pool in (consonants, rest):
        for two in combinations(pool, 2):
            yield letters[0] + "".join(two)
    for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            yield letters[0] + one + other


def _series(district: Place | None, state: str) -> CaseSeries:
    key = district.key if district else f"headquarters:{state}"
    known = CaseSeries.objects.filter(district=key).first()
    if known is not None:
        return known
    taken = set(CaseSeries.objects.filter(state=state).values_list("code", flat=True))
    for code in _codes(district.name) if district else iter([HEADQUARTERS]):
        if code in taken or (district and code == HEADQUARTERS):
            continue
        try:
            with transaction.atomic():
                return CaseSeries.objects.create(district=key, state=state, code=code)
        except IntegrityError:
            # Somebody was quicker: with this district (take theirs) or with these letters (try the next).
            known = CaseSeries.objects.filter(district=key).first()
            if known is not None:
                return known
    raise LookupError(f"no letters are left for {key}")


def district_of(unit: Unit) -> Place | None:
    """Return the district that a unit sits in, or None for one of the whole state."""
    place = unit.place
    if place is None:
        return None
    return place if place.kind == "district" else place.district


def letters_of(unit: Unit) -> str:
    """Return how numbers of a unit's district begin, as UP-BRH, inside the caller's operation."""
    series = _series(district_of(unit), unit.home_state)
    return f"{unit.home_state.removeprefix('IN-')}-{series.code}"


def next_number(unit: Unit, year: int) -> str:
    """Return the next number of a unit's district, inside the caller's operation."""
    return next_numbers(unit, year, 1)[0]


def next_numbers(unit: Unit, year: int, count: int) -> list[str]:
    """Return the next numbers of a unit's district as one block, inside the caller's operation.

    The counter's row stays locked until the operation ends, so that two openings never get one number.
    """
    series = _series(district_of(unit), unit.home_state)
    CaseCounter.objects.get_or_create(series=series, year=year)
    counter = CaseCounter.objects.select_for_update().get(series=series, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    state = unit.home_state.removeprefix("IN-")
    return [f"{state}-{series.code}-{year}-{number:06d}" for number in range(first, first + count)]


def numbers_meant(said: str) -> list[str]:
    """Return the case numbers that a text may name, whether there is such a case or not."""
    known = CaseCounter.objects.values_list("series__state", "series__code", "year")
    return named_by(said, (f"{state.removeprefix('IN-')}-{code}-{year}-" for state, code, year in known))


def named_by(said: str, beginnings: Iterable[str]) -> list[str]:
    """Return the numbers with one of the beginnings, as UP-BRH-2026-, that a text may name: whole, or by its parts.

    Parts come in any order and must have the running number; a year may be written with two digits. "0012" after a
    whole beginning or the letters of a district stands for every number that goes on so.

    The numbers are made, not looked for: a database under row security looks up a number by its index, but would have
    to read every row of the reader for one that merely contains something.
    """
    text = said.upper()
    if _NO_PART.search(text):
        return []
    parts = _PARTS.findall(text)
    letters, digits = [each for each in parts if each.isalpha()], [each for each in parts if each.isdigit()]
    close = "".join(parts)
    found: list[str] = []
    for beginning in beginnings:
        own = _PARTS.findall(beginning)
        whole = "".join(own)
        if close.startswith(whole):
            found += _going_on(beginning, close[len(whole) :], many=True)
        elif set(letters) <= set(own):
            for running in _running(digits, own[-1]):
                found += _going_on(beginning, running, many=any(len(each) == 3 for each in letters))
    return list(dict.fromkeys(found))


def _running(digits: list[str], year: str) -> list[str]:
    """Return what of one or two numbers may be the running one, where the other is the year."""
    if len(digits) == 1:
        return digits
    if len(digits) != 2:
        return []
    return [one for one, other in (digits, digits[::-1]) if other in (year, year[2:])]


def _going_on(beginning: str, running: str, *, many: bool) -> list[str]:
    if not running.isdigit() or len(running) > 2 * DIGITS:
        return []
    left = DIGITS - len(running)
    if many and running.startswith("0") and 0 < left <= 3:
        return [f"{beginning}{running}{rest:0{left}d}" for rest in range(10**left)]
    return [f"{beginning}{int(running):0{DIGITS}d}"]
