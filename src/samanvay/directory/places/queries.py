"""Places: by key, by name near the asker, in groups, and as they were on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samanvay.directory.models import Facility, GroupMember, Place, PlaceChange, PlaceName, Unit
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.once import once
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay_insight import gazetteer
from samanvay_insight.script import fold

from .namesakes import place_names

LOCAL = "local:"
WORTH_SHOWING = 0.45  # below it a proposal is a guess that helps nobody


@dataclass(frozen=True, slots=True)
class PlaceAsOf:
    """A place as it was on a day."""

    key: str
    names: Bilingual
    parent: str | None
    exists: bool


def _known(key: str) -> gazetteer.Place | None:
    try:
        return gazetteer.place(key)
    except KeyError:
        return None


def place_for(key: str) -> Place:
    """Return the place of a key, as a row or, where no row was needed yet, unsaved from the gazetteer.

    A hundred and sixty thousand towns and villages stay in the gazetteer until something refers to them;
    :func:`directory.actions.keep_place` makes the row. Raises :class:`Unseen` on an unknown key.
    """
    found = Place.objects.filter(pk=key).first()
    if found is not None:
        return found
    known = _known(key)
    if known is None:
        raise Unseen
    return as_row(known)


def as_row(known: gazetteer.Place) -> Place:
    """Return the unsaved row of a place of the gazetteer."""
    return Place(
        key=known.key,
        kind=known.kind,
        name=known.name,
        name_hi=known.name_hi,
        lgd=known.lgd,
        parent_id=known.parent,
        district_id=known.district,
        state_id=known.state,
        lat=known.lat,
        lon=known.lon,
    )


place_or_unseen = place_for


def parent_of(place: Place, day: date) -> str | None:
    """Return the key of the place above as of a day, from the first move after it."""
    later = (
        PlaceChange.objects.filter(place_id=place.key, kind=PlaceChange.Kind.MOVED, on__gt=day)
        .order_by("on", "id")
        .values_list("parent_before_id", flat=True)
        .first()
    )
    return later or place.parent_id


def place_on(key: str, day: date) -> PlaceAsOf:
    """Return a place as it was on a day: its name, what it lay in, and whether it existed."""
    place = place_for(key)
    renamed = (
        PlaceChange.objects.filter(place_id=key, kind=PlaceChange.Kind.RENAMED, on__gt=day).order_by("on", "id").first()
    )
    names = Bilingual(renamed.name_before, renamed.name_hi_before) if renamed else place.names
    exists = (place.valid_from is None or place.valid_from <= day) and (place.valid_to is None or place.valid_to >= day)
    return PlaceAsOf(key, names, parent_of(place, day), exists)


_UPWARDS = """
with recursive up(key, parent_id, depth) as (
  select key, parent_id, 0 from directory_place where key = %s
  union all
  select p.key, p.parent_id, up.depth + 1 from up join directory_place p on p.key = up.parent_id where up.depth < 20
)
select key from up order by depth
"""


def containing(key: str, *, on: date | None = None) -> list[str]:
    """Return a place and all that it lies in, the nearest first, as of a day."""
    day = on or clock.today()
    if not PlaceChange.objects.filter(kind=PlaceChange.Kind.MOVED, on__gt=day).exists():
        with connection.cursor() as cursor:
            cursor.execute(_UPWARDS, [key])
            if found := [above for (above,) in cursor.fetchall()]:
                return list(dict.fromkeys(found))
    chain: list[str] = []
    place: Place | None = place_for(key)
    while place is not None and place.key not in chain:
        chain.append(place.key)
        above = parent_of(place, day)
        place = place_for(above) if above else None
    return chain


def districts_of(key: str, *, on: date | None = None) -> list[str]:
    """Return the districts that a key addresses: a group's members, a division's or state's districts, or itself.

    A place inside a district gives that district. The order is that of the keys.
    """
    day = on or clock.today()
    return list(once(("districts", key, day), lambda: _districts(key, day)))


def _districts(key: str, day: date) -> list[str]:
    place = place_for(key)
    if place.is_group:
        return sorted(member.member_id for member in group_members(key, on=day))
    if place.kind in ("country", "state", "division"):
        column = {"country": "state__parent_id", "state": "state_id", "division": "parent_id"}[place.kind]
        inside = Place.objects.of_kind("district").standing(day)
        if place.kind != "division":
            return sorted(inside.filter(Q(**{column: key}) | Q(parent_id=key)).values_list("key", flat=True))
        return districts_of_division(key, day)
    if place.kind == "district":
        return [key]
    return [place.district_id] if place.district_id else []


def districts_of_state(state: str) -> list[str]:
    """Return the districts of a state that exist today, by key; in one query."""
    found = places_of_kinds(("district",), state).values_list("key", flat=True)
    return list(once(("districts in", state, clock.today()), lambda: sorted(found)))


def districts_of_division(key: str, day: date) -> list[str]:
    """Return the districts that lie in a division on a day, by key; in one query."""
    moves = PlaceChange.objects.filter(kind=PlaceChange.Kind.MOVED, on__gt=day)
    touched = moves.filter(Q(parent_before_id=key) | Q(parent_after_id=key)).values("place_id")
    found = Place.objects.of_kind("district").standing(day).filter(Q(parent_id=key) | Q(pk__in=touched))
    first = moves.filter(place_id=OuterRef("pk")).order_by("on", "id").values("parent_before_id")[:1]
    parent = Coalesce(Subquery(first), "parent_id", output_field=CharField())
    return sorted(found.annotate(on_day=parent).filter(on_day=key).values_list("pk", flat=True))


def places_by_key(keys: Iterable[str]) -> dict[str, Place]:
    """Return places by key, in one query; keys without a row are left out."""
    return Place.objects.in_bulk(set(keys))


def names_of_places(keys: Iterable[str]) -> dict[str, str]:
    """Return the names of places by key, in the active language."""
    found = Place.objects.filter(pk__in=set(keys)).values_list("key", "name", "name_hi", "district")
    return {key: str(place_names(name, name_hi, district)) for key, name, name_hi, district in found}


def states() -> QuerySet[Place]:
    """Return every state that there is or was, by name."""
    return Place.objects.of_kind("state").order_by("name")


def districts_ever(state: str) -> QuerySet[Place]:
    """Return every district that a state has or had, by name."""
    return Place.objects.filter(kind="district", state=state).order_by("name")


def places_of_kinds(kinds: Iterable[str], state: str) -> QuerySet[Place]:
    """Return the places of some kinds that exist today in a state, by name."""
    return Place.objects.of_kind(*kinds).standing(clock.today()).filter(state_id=state).order_by("name")


def places_called(said: str, kinds: Iterable[str], state: str = "") -> list[Place]:
    """Return the places of today, of some kinds, with this key, else this name in English, else in Hindi."""
    standing = Place.objects.of_kind(*kinds).standing(clock.today())
    if state:
        standing = standing.filter(state_id=state)
    return list(standing.filter(key=said) or standing.filter(name__iexact=said) or standing.filter(name_hi=said))


def places_inside(key: str) -> QuerySet[Place]:
    """Return the places right inside another, by kind and name."""
    return Place.objects.filter(parent_id=key).select_related("district", "state").order_by("kind", "name")


def facilities_at(key: str) -> QuerySet[Facility]:
    """Return the facilities at a place or in a district, by kind and name."""
    found = Facility.objects.filter(Q(place_id=key) | Q(district_id=key))
    return found.select_related("operator").order_by("kind", "name")


def changes_of_place(key: str) -> QuerySet[PlaceChange]:
    """Return what a place became and what came of it, the latest first."""
    found = PlaceChange.objects.filter(Q(place_id=key) | Q(other_id=key))
    return found.select_related("place", "other", "parent_before", "parent_after").order_by("-on", "-id")


def groups_of(key: str) -> QuerySet[GroupMember]:
    """Return the memberships of a district in groups that have no end."""
    return GroupMember.objects.filter(member=key, until__isnull=True).select_related("group")


def group_members(key: str, *, on: date | None = None) -> QuerySet[GroupMember]:
    """Return the memberships of a group that hold on a day."""
    day = on or clock.today()
    return (
        GroupMember.objects.filter(group_id=key)
        .filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))
        .select_related("member", "member__state")
        .order_by("member__name")
    )


def all_groups() -> QuerySet[Place]:
    """Return the groups of districts that exist today, by name."""
    return Place.objects.of_kind("region").standing(clock.today()).order_by("name")


def neighbours_of(key: str, *, on: date | None = None) -> list[str]:
    """Return the districts that border on a district.

    The gazetteer knows the outlines; a district made by a split since then borders on those it was split from
    and, until an outline is known, on all their neighbours.
    """
    day = on or clock.today()
    found: set[str] = set()
    if _known(key) is not None:
        found.update(gazetteer.neighbours(key))
    for change in PlaceChange.objects.filter(kind=PlaceChange.Kind.SPLIT, on__lte=day):
        if change.other_id == key:
            found.add(change.place_id)
            if _known(change.place_id) is not None:
                found.update(gazetteer.neighbours(change.place_id))
        elif change.place_id == key and change.other_id:
            found.add(change.other_id)
    gone = set(Place.objects.filter(pk__in=found, valid_to__lt=day).values_list("key", flat=True))
    return sorted(found - gone - {key})


def near_of(actor: Actor) -> str | None:
    """Return the key of the place where an actor is posted, None for one without a posting at a place."""
    return (
        Unit.objects.filter(audience__in=actor.audiences, place__isnull=False)
        .order_by("audience")
        .values_list("place_id", flat=True)
        .first()
    )


def find_places(
    actor: Actor, query: str, *, kinds: Sequence[str] | None = None, limit: int = 10, near: str | None = None
) -> list[gazetteer.Found]:
    """Return the places that a name may mean, best first, among equals nearest to ``near``, or the actor's posting.

    The gazetteer's are joined by the places and names that officers added since.
    """
    asked = query.strip()
    if not asked:
        return []
    near = near or near_of(actor)
    if near is not None and _known(near) is None:
        near = _nearest_known(near)
    known_kinds = [kind for kind in kinds if kind in gazetteer.KINDS] if kinds else None
    found = (
        gazetteer.find(asked, near=near, kinds=known_kinds, limit=limit) if known_kinds is None or known_kinds else []
    )
    seen = {one.place.key: one for one in found if one.score >= WORTH_SHOWING}
    for one in _found_locally(asked, kinds, limit):
        if one.place.key not in seen or seen[one.place.key].score < one.score:
            seen[one.place.key] = one
    return sorted(seen.values(), key=lambda one: (-one.score, one.place.key))[:limit]


def _nearest_known(key: str) -> str | None:
    return next((above for above in containing(key) if _known(above) is not None), None)


def _found_locally(asked: str, kinds: Iterable[str] | None, limit: int) -> list[gazetteer.Found]:
    renamed = Place.objects.filter(version__gt=1).values("pk")  # renamed or corrected, as the gazetteer cannot know
    matching = PlaceName.objects.filter(Q(name__istartswith=asked) | Q(name_hi__startswith=asked))
    places = Place.objects.filter(
        Q(key__startswith=LOCAL) & (Q(name__istartswith=asked) | Q(name_hi__startswith=asked))
        | Q(pk__in=renamed) & (Q(name__istartswith=asked) | Q(name_hi__startswith=asked))
        | Q(pk__in=matching.filter(Q(place__key__startswith=LOCAL) | Q(place_id__in=renamed)).values("place_id"))
    ).standing(clock.today())
    if kinds:
        places = places.filter(kind__in=list(kinds))
    return [_as_found(place, asked) for place in places.order_by("name")[:limit]]


def _as_found(place: Place, asked: str) -> gazetteer.Found:
    plain = gazetteer.Place(
        key=place.key, kind=place.kind, name=place.name, name_hi=place.name_hi, lgd=place.lgd,
        parent=place.parent_id, district=place.district_id, state=place.state_id, lat=place.lat, lon=place.lon,
    )  # fmt: skip
    own = {fold(place.name), fold(place.name_hi)}
    exact = fold(asked) in own
    how = gazetteer.How.EXACT if exact else gazetteer.How.PREFIX
    matched = next((name for name in (place.name, place.name_hi) if fold(name).startswith(fold(asked))), "")
    if matched:
        return gazetteer.Found(plain, 0.97 if exact else 0.86, matched, how)
    return gazetteer.Found(plain, 0.9, asked, gazetteer.How.FORMER)


def places_found(*, kind: str = "", state: str = "", district: str = "") -> QuerySet[Place]:
    """Return places by filters, for a list without a search word."""
    found = Place.objects.select_related("parent", "district", "state").standing(clock.today())
    given = {"kind": kind, "state_id": state, "district_id": district}
    return found.filter(**{name: value for name, value in given.items() if value}).order_by("name", "key")


@lru_cache(maxsize=1)
def _towns_by_district() -> dict[str, list[gazetteer.Place]]:
    inside: dict[str, list[gazetteer.Place]] = {}
    for place in gazetteer.places(["town"]):
        inside.setdefault(place.district or "", []).append(place)
    return inside


def towns_of(district: str) -> list[gazetteer.Place]:
    """Return the towns of a district from the gazetteer, by name."""
    return sorted(_towns_by_district().get(district, []), key=lambda place: place.name)


def trains_halting(station: str) -> list[gazetteer.Train]:
    """Return the trains of the time-table that halt at a station, by number."""
    code = station.removeprefix("station:")
    return sorted(
        (train for train in gazetteer.trains().values() if code in train.codes),
        key=lambda train: train.number,
    )
