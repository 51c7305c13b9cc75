"""Renaming, splitting, merging and moving places; adding one that the gazetteer does not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import GroupMember, Place, PlaceChange, PlaceName
from samanvay.directory.places.queries import LOCAL, place_for
from samanvay.directory.policies import require_edit
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import public_code
from samanvay.kernel.refusals import Invalid

from ...checks import effective, named

BELOW_DISTRICT = ("tehsil", "block", "panchayat", "town", "village", "ward", "crossing", "station")


@dataclass(frozen=True, slots=True)
class NewDistrict:
    """A district that a split makes."""

    name: str
    name_hi: str = ""
    lgd: int | None = None
    lat: float | None = None
    lon: float | None = None


def _state_of(place: Place) -> str:
    return place.state_id or place.key


def keep_place(*, by: Actor, key: str) -> Place:
    """Return the row of a place, making it (and what it lies in) from the gazetteer where there is none yet.

    Anybody who may record something may point at a place, so no permission is asked. Raises Unseen.
    """
    place = place_for(key)
    if not place._state.adding:
        return place
    with operation(events.PLACE_ADDED, by=by, target=("place", key), of_kind=place.kind):
        missing = place
        rows = [missing]
        while missing.parent_id and not Place.objects.filter(pk=missing.parent_id).exists():
            missing = place_for(missing.parent_id)
            rows.append(missing)
        # two recordings may point at the same village at once: the second finds the row made
        Place.objects.bulk_create(reversed(rows), ignore_conflicts=True)
    return Place.objects.get(pk=key)


def add_place(
    *,
    by: Actor,
    kind: str,
    name: str,
    name_hi: str = "",
    parent: Place,
    lat: float | None = None,
    lon: float | None = None,
) -> Place:
    """Add a place below a district that the gazetteer does not know (a new bus stop's village, a ward)."""
    require_edit(by, _state_of(parent))
    if kind not in BELOW_DISTRICT:
        raise Invalid("kind", _("Only places below a district can be added. A new district is made by splitting one."))
    if parent.kind not in ("district", *BELOW_DISTRICT):
        raise Invalid("parent", _("Choose the district, or a place inside it, where it is."))
    if Place.objects.filter(parent=parent, kind=kind, name__iexact=" ".join(name.split())).exists():
        raise Invalid("name", _("A place of this name and kind already exists here."))
    place = Place(
        key=f"{LOCAL}{kind}:{public_code().lower()}",
        kind=kind,
        name=named("name", name),
        name_hi=name_hi.strip(),
        parent=parent,
        district_id=parent.key if parent.kind == "district" else parent.district_id,
        state_id=_state_of(parent),
        lat=lat,
        lon=lon,
    )
    with operation(events.PLACE_ADDED, by=by, target=("place", place.key), of_kind=kind, parent=parent.key):
        place.save(force_insert=True)
    return place


def correct_place(*, by: Actor, place: Place, name: str, name_hi: str = "", expected: int | None = None) -> Place:
    """Mend the spelling of a name: no history, since it never was another; the old spelling stays findable."""
    require_edit(by, _state_of(place))
    new, new_hi = named("name", name), name_hi.strip()
    if (new, new_hi) == (place.name, place.name_hi):
        raise Invalid("name", _("It already has this name."))
    before, before_hi = place.name, place.name_hi
    with operation(events.PLACE_CORRECTED, by=by, target=("place", place.key), fields=["name", "name_hi"]):
        place.revise(expected=expected, changes={"name": new, "name_hi": new_hi})
        if before != new:
            PlaceName.objects.get_or_create(
                place=place, name=before, kind=PlaceName.Kind.OTHER, defaults={"name_hi": before_hi}
            )
    return place


def rename_place(
    *,
    by: Actor,
    place: Place,
    name: str,
    name_hi: str = "",
    on: date | None = None,
    order_no: str = "",
    expected: int | None = None,
) -> Place:
    """Give a place a new name from a day on; the old one stays findable as a former name."""
    require_edit(by, _state_of(place))
    day = effective(on)
    new = named("name", name)
    if new == place.name and name_hi.strip() in ("", place.name_hi):
        raise Invalid("name", _("It already has this name."))
    before, before_hi = place.name, place.name_hi
    with operation(events.PLACE_RENAMED, by=by, target=("place", place.key), on=day, fields=["name", "name_hi"]):
        place.revise(expected=expected, changes={"name": new, "name_hi": name_hi.strip()})
        PlaceChange.objects.create(
            place=place,
            kind=PlaceChange.Kind.RENAMED,
            on=day,
            name_before=before,
            name_hi_before=before_hi,
            name_after=new,
            order_no=order_no,
        )
        PlaceName.objects.update_or_create(
            place=place,
            name=before,
            kind=PlaceName.Kind.FORMER,
            # one attribute over three columns
            defaults={"name_hi": before_hi, "until": PartialDate.day(day - timedelta(days=1))},  # type: ignore[misc]
        )
    return place


def split_district(
    *,
    by: Actor,
    district: Place,
    into: Sequence[NewDistrict],
    on: date | None = None,
    order_no: str = "",
) -> list[Place]:
    """Carve new districts out of one that goes on with what is left; groups take the new ones in as well.

    Units and jurisdictions of the new districts are made by their own actions.
    """
    require_edit(by, _state_of(district))
    day = effective(on)
    _require_district(district, day)
    if not into:
        raise Invalid("into", _("Enter the names of the new districts."))
    names = [named("into", new.name) for new in into]
    taken = Place.objects.of_kind("district").standing(day).filter(state_id=district.state_id, name__in=names)
    if len(set(names)) < len(names) or taken.exists():
        raise Invalid("into", _("A district with this name already exists."))
    made = [
        Place(
            key=f"{LOCAL}district:{new.lgd or public_code().lower()}",
            kind="district",
            name=name,
            name_hi=new.name_hi.strip(),
            lgd=new.lgd,
            parent_id=district.parent_id,
            state_id=district.state_id,
            lat=new.lat,
            lon=new.lon,
            valid_from=day,
        )
        for new, name in zip(into, names, strict=True)
    ]
    for place in made:
        place.district_id = place.key
    with operation(
        events.PLACE_SPLIT, by=by, target=("place", district.key), on=day, into=[place.key for place in made]
    ):
        Place.objects.bulk_create(made)
        PlaceChange.objects.bulk_create(
            PlaceChange(place=district, kind=PlaceChange.Kind.SPLIT, on=day, other=place, order_no=order_no)
            for place in made
        )
        GroupMember.objects.bulk_create(
            GroupMember(group_id=membership.group_id, member=place, since=day)
            for membership in GroupMember.objects.filter(member=district, until__isnull=True)
            for place in made
        )
    return made


def merge_districts(
    *, by: Actor, districts: Sequence[Place], into: Place, on: date | None = None, order_no: str = ""
) -> Place:
    """Let districts be taken in by another of the same state; what lay in them lies in that one from then on."""
    require_edit(by, _state_of(into))
    day = effective(on)
    gone = [district for district in districts if district.key != into.key]
    if not gone:
        raise Invalid("districts", _("Enter the names of the districts to be merged."))
    for district in (*gone, into):
        _require_district(district, day)
        if district.state_id != into.state_id:
            raise Invalid("districts", _("Districts of two states cannot be merged here."))
    last = day - timedelta(days=1)
    with operation(
        events.PLACE_MERGED,
        by=by,
        target=("place", into.key),
        on=day,
        districts=[place.key for place in gone],
    ):
        for district in gone:
            district.revise(expected=None, changes={"valid_to": last})
            PlaceChange.objects.create(
                place=district, kind=PlaceChange.Kind.MERGED, on=day, other=into, order_no=order_no
            )
            _rehome_children(district, into, day)
            # Who became a member on this very day was one for this day.
            GroupMember.objects.filter(member=district, until__isnull=True).update(
                until=Greatest(Value(last), F("since"))
            )
    return into


def _rehome_children(district: Place, into: Place, day: date) -> None:
    children = list(Place.objects.filter(parent=district))
    PlaceChange.objects.bulk_create(
        PlaceChange(place=child, kind=PlaceChange.Kind.MOVED, on=day, parent_before=district, parent_after=into)
        for child in children
    )
    Place.objects.filter(pk__in=[child.key for child in children]).update(parent=into)
    Place.objects.filter(district=district).exclude(pk=district.key).update(district=into)


def move_district(
    *,
    by: Actor,
    district: Place,
    division: Place,
    on: date | None = None,
    order_no: str = "",
    expected: int | None = None,
) -> Place:
    """Put a district under another division of its state from a day on."""
    require_edit(by, _state_of(district))
    day = effective(on)
    _require_district(district, day)
    if division.kind not in ("division", "state") or _state_of(division) != district.state_id:
        raise Invalid("division", _("Choose a division of the same state."))
    if division.key == district.parent_id:
        raise Invalid("division", _("The district is already in this division."))
    before = district.parent_id
    with operation(
        events.PLACE_MOVED, by=by, target=("place", district.key), on=day, before=before, after=division.key
    ):
        district.revise(expected=expected, changes={"parent": division})
        PlaceChange.objects.create(
            place=district,
            kind=PlaceChange.Kind.MOVED,
            on=day,
            parent_before_id=before,
            parent_after=division,
            order_no=order_no,
        )
    return district


def _require_district(place: Place, day: date) -> None:
    if place.kind != "district":
        raise Invalid("district", _("Choose a district."))
    if place.valid_to is not None and place.valid_to < day:
        raise Invalid("district", _("%(name)s ended before this day.") % {"name": place.names})
