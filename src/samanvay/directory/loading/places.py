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
from samanvay.directory.places.queries import as_row
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay_insight import gazetteer

LOADED_KINDS = ("country", "state", "division", "district", "region", "crossing", "station")
BATCH = 2_000
NAME_DATES = tuple(f"{end}_{part}" for end in ("since", "until") for part in ("earliest", "latest", "said"))


def load_places(*, by: Actor) -> dict[str, int]:
    """Make rows for the places that have none yet; return how many of each kind were made.

    A row that stands is never overwritten: officers may have renamed, split or moved it since. What the gazetteer
    learned meanwhile is added to it: the first day of a district that has none, and names with their dates.
    """
    known = gazetteer.places(LOADED_KINDS)
    standing = set(Place.objects.filter(kind__in=LOADED_KINDS).values_list("key", flat=True))
    fresh = [place for place in known if place.key not in standing]
    counts: dict[str, int] = {}
    for place in fresh:
        counts[place.kind] = counts.get(place.kind, 0) + 1
    with operation(events.PLACES_LOADED, by=by, target=("place", "all"), counts=counts) as op:
        learned = _begin_districts() + _learn_names(standing) if standing else 0
        if not fresh and not learned:
            op.keep_silent()
            return counts
        op.add(learned=learned)
        Place.objects.bulk_create([_with_first_day(as_row(place)) for place in fresh], batch_size=BATCH)
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


def _with_first_day(place: Place) -> Place:
    """Set the first day on which a district may have stood, where the gazetteer knows its year, month or day."""
    origin = gazetteer.origin(place.key)
    since = said_date(origin.since) if origin else None
    if since is not None:
        place.valid_from = since.earliest
    return place


def _begin_districts() -> int:
    """Give districts that were loaded without a first day the one that is known now; return how many."""
    undated = Place.objects.filter(kind="district", valid_from__isnull=True)
    dated = [place for place in map(_with_first_day, undated) if place.valid_from is not None]
    Place.objects.bulk_update(dated, ["valid_from"], batch_size=BATCH)
    return len(dated)


def _learn_names(standing: set[str]) -> int:
    """Add former names, and dates to former names, that rows loaded earlier lack; return how many."""
    keys = [key for key in gazetteer.keys_with_former_names() if key in standing]
    names = Place.objects.in_bulk(keys)
    known = {(one.place_id, one.name): one for one in PlaceName.objects.filter(place__in=keys, kind="former")}
    learned = 0
    for key in keys:
        for old in gazetteer.former_names(key):
            since, until = said_date(old.since), said_date(old.until)
            row = known.get((key, old.name))
            if row is None:
                if old.name != names[key].name:
                    row = PlaceName(place_id=key, kind="former", name=old.name, name_hi=old.name_hi)
                    row.since, row.until = since, until
                    row.save(force_insert=True)
                    learned += 1
            elif (row.since is None and since is not None) or (row.until is None and until is not None):
                row.since, row.until = row.since or since, row.until or until
                row.revise(expected=None, changes={}, also=NAME_DATES)
                learned += 1
    return learned


def _other_names(places: Iterable[gazetteer.Place]) -> Iterable[PlaceName]:
    for place in places:
        seen = {place.name, place.name_hi}
        for old in gazetteer.former_names(place.key):
            if old.name in seen:
                continue
            seen.update({old.name, old.name_hi})
            former = PlaceName(
                place_id=place.key,
                kind=PlaceName.Kind.FORMER,
                name=old.name,
                name_hi=old.name_hi,
            )
            former.since, former.until = said_date(old.since), said_date(old.until)
            yield former
        for alias in place.aliases:
            if alias not in seen:
                seen.add(alias)
                yield PlaceName(place_id=place.key, kind=PlaceName.Kind.OTHER, name=alias)


def said_date(text: str) -> PartialDate | None:
    """Read a year, a month or an ISO day as the gazetteer's tables write them; None where it is empty."""
    if not text:
        return None
    match [int(part) for part in text.split("-")]:
        case [year]:
            return PartialDate.year(year, text)
        case [year, month]:
            return PartialDate.month(year, month, text)
        case [year, month, day]:
            return PartialDate.day(date(year, month, day), text)
    raise ValueError(f"{text!r} is no date of the gazetteer")
