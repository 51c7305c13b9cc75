"""Places from the gazetteer into the database, again and again without harm.

Towns and villages (some 160,000) are not loaded: nearly all are never referred to, they would cost a fresh
machine half a minute, and the gazetteer answers for them in microseconds. ``keep_place`` makes the row of one
when something first points at it.
"""

from collections.abc import Iterable
from datetime import date

from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import GroupMember, Place, PlaceName
from samanvay.directory.queries.places import as_row
from samanvay.insight import gazetteer
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor

LOADED_KINDS = ("country", "state", "division", "district", "region", "crossing", "station")
BATCH = 2_000


def load_places(*, by: Actor) -> dict[str, int]:
    """Make rows for the places that have none yet; return how many of each kind were made.

    A row that stands is never overwritten: officers may have renamed, split or moved it since.
    """
    known = gazetteer.places(LOADED_KINDS)
    standing = set(Place.objects.filter(kind__in=LOADED_KINDS).values_list("key", flat=True))
    fresh = [place for place in known if place.key not in standing]
    counts: dict[str, int] = {}
    for place in fresh:
        counts[place.kind] = counts.get(place.kind, 0) + 1
    with operation(events.PLACES_LOADED, by=by, target=("place", "all"), counts=counts) as op:
        if not fresh:
            op.keep_silent()
            return counts
        Place.objects.bulk_create([as_row(place) for place in fresh], batch_size=BATCH)
        PlaceName.objects.bulk_create(list(_other_names(fresh)), batch_size=BATCH)
        GroupMember.objects.bulk_create(
            [
                GroupMember(group_id=place.key, member_id=member)
                for place in fresh
                if place.kind == "region"
                for member in place.members
            ],
            batch_size=BATCH,
        )
    return counts


def _other_names(places: Iterable[gazetteer.Place]) -> Iterable[PlaceName]:
    for place in places:
        former = gazetteer.former_names(place.key)
        seen = {place.name, place.name_hi}
        for old in former:
            if old.name in seen:
                continue
            seen.update({old.name, old.name_hi})
            yield PlaceName(
                place_id=place.key,
                kind=PlaceName.Kind.FORMER,
                name=old.name,
                name_hi=old.name_hi,
                since=_said(old.since),
                until=_said(old.until),
            )
        for alias in place.aliases:
            if alias not in seen:
                seen.add(alias)
                yield PlaceName(place_id=place.key, kind=PlaceName.Kind.OTHER, name=alias)


def _said(text: str) -> PartialDate | None:
    """Read a year, a month or an ISO day of the table of former names; None where it is empty."""
    if not text:
        return None
    match [int(part) for part in text.split("-")]:
        case [year]:
            return PartialDate.year(year, text)
        case [year, month]:
            return PartialDate.month(year, month, text)
        case [year, month, day]:
            return PartialDate.day(date(year, month, day), text)
    raise ValueError(f"{text!r} is no date of the table of former names")
