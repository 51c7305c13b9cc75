"""Numbers of entries such as UP-BRH-M2026-000123: in order within district, register and year, never reused."""

from samanvay.cases.numbers import letters_of, named_by
from samanvay.directory.models import Unit

from ..kinds import LETTERS
from ..models import EntryCounter


def next_numbers(unit: Unit, kind: str, year: int, count: int) -> list[str]:
    """Return the next numbers of a register of a unit's district as one block, inside the caller's operation.

    The counter's row stays locked until the operation ends, so that two entries never get one number.
    """
    series = f"{letters_of(unit)}-{LETTERS[kind]}"
    EntryCounter.objects.get_or_create(series=series, year=year)
    counter = EntryCounter.objects.select_for_update().get(series=series, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return [f"{series}{year}-{number:06d}" for number in range(first, first + count)]


def numbers_meant(said: str) -> list[str]:
    """Return the numbers of entries that a text may name, whether there is such an entry or not."""
    known = EntryCounter.objects.values_list("series", "year")
    return named_by(said, (f"{series}{year}-" for series, year in known))
