"""Case numbers such as UP-BRH-2026-000123: given by the server, in order within district and year, never reused."""

from collections.abc import Iterator
from itertools import combinations

from django.db import IntegrityError, transaction

from samanvay.directory.models import Place, Unit

from .models import CaseCounter, CaseSeries

HEADQUARTERS = "HQS"  # for units that belong to no one district


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
