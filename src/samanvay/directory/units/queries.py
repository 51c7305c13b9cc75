"""Units: by audience, upwards to those that may read, downwards, and by the place they serve."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from samanvay.access.roles import Compartment
from samanvay.directory.kinds import DISTRICT_HEADS, HOME_DEPARTMENT, UNIT_KINDS
from samanvay.directory.models import Facility, Jurisdiction, Place, Unit, UnitChange
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.once import once_each
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE, Actor
from samanvay.kernel.refusals import Unseen
from samanvay_insight import gazetteer

from ..places.queries import containing, districts_of, districts_of_division, districts_of_state

BY_PLACE = frozenset({Compartment.RAILWAY, Compartment.BORDER})
SEATS = ("state", "division", "district", "town")  # places after which units are named
SHORTEST_PLACE, SURELY = 4, 0.85  # letters; how well a word must fit to stand for the place's names
SPOKEN_KINDS: dict[str, tuple[str, ...]] = {
    "thana": ("station", "grp_station"),
    "ps": ("station", "grp_station"),
    "chowki": ("border_post",),
    "चौकी": ("border_post",),
    "dm": ("district_office",),
    "sp": ("district_police", "commissionerate"),
    "ssp": ("district_police", "commissionerate"),
    "dlsa": ("legal_services",),
}

_UPWARDS = """
with recursive up(leaf, id, audience, parent_id, depth) as (
  select audience, id, audience, parent_id, 0 from directory_unit where audience = any(%s)
  union all
  select up.leaf, u.id, u.audience, u.parent_id, up.depth + 1
  from up join directory_unit u on u.id = up.parent_id where up.depth < 40
)
select leaf, audience from up order by leaf, depth
"""

_DOWNWARDS = """
with recursive down(id, depth) as (
  select id, 0 from directory_unit where id = %s
  union all
  select u.id, down.depth + 1 from down join directory_unit u on u.parent_id = down.id where down.depth < 40
)
select id from down
"""


def unit_of(audience: int) -> Unit:
    """Return the unit of an audience. Raises :class:`Unseen` where there is none."""
    found = Unit.objects.filter(audience=audience).select_related("parent", "place").first()
    if found is None:
        raise Unseen
    return found


def unit_by_code(code: str) -> Unit | None:
    """Return the unit of a code in whatever case it is typed, None where there is none."""
    return Unit.objects.filter(code__iexact=code.strip()).first()


def open_units(state: str) -> QuerySet[Unit]:
    """Return the units of a state that work today, by name."""
    return Unit.objects.open(clock.today()).filter(home_state=state).order_by("name")


def units_called(said: str, state: str = "") -> list[Unit]:
    """Return the units of today with this code, else this name in English, else in Hindi."""
    found = Unit.objects.open(clock.today())
    if state:
        found = found.filter(home_state=state)
    return list(found.filter(code__iexact=said) or found.filter(name__iexact=said) or found.filter(name_hi=said))


def units_seated_in(districts: Iterable[str]) -> QuerySet[Unit]:
    """Return the units that sit in some districts, each with its place."""
    keys = list(districts)
    return Unit.objects.filter(Q(place_id__in=keys) | Q(place__district_id__in=keys)).select_related("place")


def name_of_unit(audience: int) -> Bilingual | None:
    """Return the name of an audience's unit, None where there is none: for what every page shows."""
    unit = units_of([audience]).get(audience)
    return unit.names if unit else None


def units_of(audiences: Iterable[int]) -> dict[int, Unit]:
    """Return units by audience, in one query; audiences without a unit (the system's) are left out."""
    return once_each("units", audiences, _units)


def _units(audiences: list[int]) -> dict[int, Unit]:
    return {unit.audience: unit for unit in Unit.objects.filter(audience__in=audiences).select_related("place")}


def unit_or_unseen(unit_id: UUID | str) -> Unit:
    """Return a unit by its id. Raises :class:`Unseen` where there is none."""
    found = Unit.objects.filter(pk=unit_id).select_related("parent", "place").first()
    if found is None:
        raise Unseen
    return found


def home_state() -> str:
    """Return the state of this installation, which is that of its first unit; "" before it has begun."""
    return Unit.objects.order_by("audience").values_list("home_state", flat=True).first() or ""


def state_of(actor: Actor) -> str:
    """Return the state of an actor's first unit, that of the installation for an actor without."""
    units = units_of(actor.units)
    own = (units[held.audience].home_state for held in actor.grants if held.audience in units)
    return next(filter(None, own), "") or home_state()


def readers_for_many(audiences: Iterable[int]) -> dict[int, list[int]]:
    """Return the readers of rows at home in each of several units, in one query (see :func:`readers_for`)."""
    wanted = list(audiences)
    if not wanted:
        return {}
    found: dict[int, list[int]] = {audience: [SYSTEM_AUDIENCE] for audience in wanted}
    with connection.cursor() as cursor:
        cursor.execute(_UPWARDS, [wanted])
        for leaf, audience in cursor.fetchall():
            found[leaf].append(audience)
    if unknown := [audience for audience, readers in found.items() if len(readers) == 1]:
        raise LookupError(f"no unit has the audience {unknown[0]}")
    return found


def readers_for(audience: int) -> list[int]:
    """Return who reads a row at home in a unit: the system, the unit, then every unit above it in its tree.

    Raises LookupError where no unit has the audience: a row without a home would be seen by nobody.
    """
    return readers_for_many([audience])[audience]


def superior_of(audience: int) -> int | None:
    """Return the audience of the unit directly above, None at the top of a tree or for an unknown audience."""
    return Unit.objects.filter(audience=audience).values_list("parent__audience", flat=True).first()


def desk_of(state: str) -> Unit | None:
    """Return the unit that looks at what concerns a whole state: its bureau against trafficking."""
    return Unit.objects.open(clock.today()).filter(kind="state_bureau", home_state=state).order_by("audience").first()


def units_under(unit: Unit) -> QuerySet[Unit]:
    """Return a unit and every unit below it, as a queryset."""
    with connection.cursor() as cursor:
        cursor.execute(_DOWNWARDS, [unit.id])
        ids = [row[0] for row in cursor.fetchall()]
    return Unit.objects.filter(pk__in=ids)


def tops_of(found: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return those of some units that stand under none, each with how many open units are ``below``."""
    is_open = Q(children__valid_to__isnull=True) | Q(children__valid_to__gte=clock.today())
    return found.filter(parent__isnull=True).annotate(below=Count("children", filter=is_open))


def units_right_under(unit: Unit) -> QuerySet[Unit]:
    """Return the open units whose next above a unit is, by kind and name."""
    return unit.children.open(clock.today()).select_related("parent", "place").order_by("kind", "name")


def places_served(unit: Unit) -> list[Place]:
    """Return the places that a unit serves today, by name."""
    found = unit.jurisdictions.in_force(clock.today()).select_related("place").order_by("place__name")
    return [each.place for each in found]


def keys_served(unit: Unit) -> list[str]:
    """Return the keys of the places that a unit serves with no last day."""
    found = unit.jurisdictions.filter(until__isnull=True).order_by("place_id")
    return list(found.values_list("place_id", flat=True))


def facilities_of(unit: Unit) -> QuerySet[Facility]:
    """Return the facilities that a unit runs, by name."""
    return unit.facilities.select_related("operator").order_by("name")


def changes_of_unit(unit: Unit) -> QuerySet[UnitChange]:
    """Return what was done with a unit, the latest first."""
    return unit.changes.select_related("parent_before", "parent_after").order_by("-on", "-id")


def is_state_wide(unit: Unit) -> bool:
    """Tell whether a unit's rows are those of a whole state: it, or one below it, is seated in the state itself."""
    return units_under(unit).filter(place__kind="state").exists()


def counting_district(unit: Unit, place_key: str | None) -> str:
    """Return the district in whose weekly counts something of a unit falls, empty where in none.

    What a unit of one district has counts there, wherever it happened. Railway police and border force keep to lines
    and posts: what they have counts in the district of ``place_key``, the unit's own place where no other is told.
    """
    where = (place_key or unit.place_id) if unit.compartment in BY_PLACE else unit.place_id
    districts = districts_of(where) if where else []
    return districts[0] if len(districts) == 1 else ""


def units_serving(
    place_key: str, compartment: str | None = None, *, kinds: Sequence[str] = (), on: date | None = None
) -> list[Unit]:
    """Return the units that serve a place, the nearest first: of the place itself, its district, division, state.

    Within one level the unit that heads its compartment in the district comes first.
    """
    day = on or clock.today()
    chain = containing(place_key, on=day)
    nearness = Case(
        *(When(place_id=key, then=Value(level)) for level, key in enumerate(chain)),
        default=Value(len(chain)),
        output_field=IntegerField(),
    )
    found = (
        Jurisdiction.objects.in_force(day)
        .filter(place_id__in=chain)
        .filter(Q(unit__valid_from__isnull=True) | Q(unit__valid_from__lte=day))
        .filter(Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gte=day))
        .annotate(
            nearness=nearness,
            rank=Case(
                When(unit__kind__in=DISTRICT_HEADS, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .select_related("unit", "unit__place")
        .order_by("nearness", "rank", "unit__kind", "unit__name")
    )
    if compartment:
        found = found.filter(unit__compartment=compartment)
    if kinds:
        found = found.filter(unit__kind__in=kinds)
    return list({jurisdiction.unit_id: jurisdiction.unit for jurisdiction in found}.values())


def district_units(place_key: str, *, on: date | None = None) -> dict[str, Unit]:
    """Return the unit that heads each compartment in the district of a place: police, administration, …"""
    found: dict[str, Unit] = {}
    for unit in units_serving(place_key, kinds=sorted(DISTRICT_HEADS), on=on):
        found.setdefault(unit.compartment, unit)
    return found


def district_unit(place_key: str, kind: str, *, on: date | None = None) -> Unit | None:
    """Return the nearest unit of a kind ("ahtu", "dcpu", "cwc", …) that serves a place, or None."""
    found = units_serving(place_key, kinds=[kind], on=on)
    return found[0] if found else None


def home_departments(state: str) -> list[int]:
    """Return the audiences of the offices at the head of a state's administration: none where it has no such unit."""
    found = Unit.objects.open(clock.today()).filter(kind=HOME_DEPARTMENT, home_state=state)
    return list(found.order_by("audience").values_list("audience", flat=True))


def parent_on(unit: Unit, day: date) -> Unit | None:
    """Return the unit above as of a day, from the first move after it."""
    later = (
        UnitChange.objects.filter(unit=unit, kind=UnitChange.Kind.MOVED, on__gt=day)
        .select_related("parent_before")
        .order_by("on", "id")
        .first()
    )
    return later.parent_before if later else unit.parent


def units_found(
    *,
    words: str = "",
    compartment: str = "",
    kind: str = "",
    state: str = "",
    district: str = "",
    closed: bool = False,
) -> QuerySet[Unit]:
    """Return units by filters; each word must be in the name of either language, the code, or what the unit is.

    A word that a place is known by counts as the place's names: "baraich" finds the units of Bahraich.
    """
    found = Unit.objects.select_related("parent", "place").order_by("compartment", "name", "id")
    if not closed:
        found = found.open(clock.today())
    for word in words.split():
        found = found.filter(_called(word))
    given = {"compartment": compartment, "kind": kind, "home_state": state}
    found = found.filter(**{name: value for name, value in given.items() if value})
    if district:
        found = found.filter(Q(place_id=district) | Q(place__district_id=district))
    return found


def _called(word: str) -> Q:
    said = word.casefold()
    kinds = [code for code, kind in UNIT_KINDS.items() if any(each.startswith(said) for each in _words_of(kind.name))]
    meant = Q(code__iexact=word) | Q(kind__in=[*kinds, *SPOKEN_KINDS.get(said, ())])
    for each in {word, *_names_of_place(word)}:
        meant |= Q(name__icontains=each) | Q(name_hi__icontains=each)
    return meant


def _words_of(name: Bilingual) -> list[str]:
    return f"{name.en} {name.hi}".casefold().split()


def _names_of_place(word: str) -> list[str]:
    if len(word) < SHORTEST_PLACE:
        return []
    found = gazetteer.find(word, kinds=SEATS, limit=1)
    return [name for one in found if one.score >= SURELY for name in (one.place.name, one.place.name_hi) if name]


def units_awaiting_rebuild() -> QuerySet[Unit]:
    """Return the units whose rows may still be seen by those above them before a reorganisation."""
    return Unit.objects.exclude(stale_readers=[]).order_by("audience")


def districts_in_charge(actor: Actor) -> set[str]:
    """Return the districts of a person's units: one for a district's officer, all of them for the state desk."""
    found: set[str] = set()
    for unit in units_of(actor.units).values():
        if unit.place_id:
            found.update(districts_of(unit.place_id))
    return found


@dataclass(frozen=True, slots=True)
class Charge:
    """Where an officer works: the state, and the place of their unit, None where it sits at none."""

    state: str
    place: Place | None = None

    @property
    def district(self) -> str:
        """The district of an officer of one, "" for a division's, a state's, and a unit of no place."""
        if self.place is None:
            return ""
        return self.place.key if self.place.kind == "district" else self.place.district_id or ""

    @property
    def is_state(self) -> bool:
        return self.place is None or self.place.kind in ("state", "country")

    def districts(self) -> list[str]:
        """Return the districts of the charge, by key; those of a division or a state are looked up."""
        if self.district:
            return [self.district]
        if self.place is None or self.is_state:
            return districts_of_state(self.state)
        is_division = self.place.kind == "division"
        return districts_of_division(self.place.key, clock.today()) if is_division else districts_of(self.place.key)


def charge_of(actor: Actor, known: Mapping[int, Unit] | None = None) -> Charge:
    """Return where an actor works: their first unit's place; ``known`` are their units, where they were looked up."""
    units = units_of(actor.units) if known is None else known
    first = next((units[held.audience] for held in actor.grants if held.audience in units), None)
    return Charge(home_state()) if first is None else Charge(first.home_state or home_state(), first.place)
