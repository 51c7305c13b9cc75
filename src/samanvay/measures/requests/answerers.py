"""Who answers a request: a unit of this system's directory, or an office of the register outside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from samanvay.access.models import Grant
from samanvay.access.roles import Compartment
from samanvay.directory import queries as directory
from samanvay.directory.models import Place, Unit
from samanvay.duties.actions.duties import Step
from samanvay.kernel import clock

from ..models import NodalContact
from .kinds import STATE_DESKS, STATE_ROLES, RequestKind

FIRST_HEARS, NEXT_HEARS, TOP_HEARS = timedelta(hours=1), timedelta(hours=2), timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Answerer:
    """A unit and role, or a contact outside. ``is_superior``: nobody serves where the request would have gone."""

    unit: Unit | None = None
    role: str = ""
    contact: NodalContact | None = None
    is_superior: bool = False


def answerer_for(place: Place, kind: RequestKind) -> Answerer | None:
    """Return who answers a kind of request at a district or state, None where nobody is known.

    The unit that the kind names and its owner's role; where nobody holds it the next unit above at which anybody
    serves; where none of this system does, the register's office of the district, then of the state.
    """
    desks = STATE_DESKS.get(kind.compartment, ())
    kinds = list(kind.unit_kinds if place.kind == "district" else desks)
    state = place.state_id if place.kind == "district" else place.key
    serving = directory.units_serving(place.key, kinds=kinds) if kinds else []
    for wanted in kinds:
        for unit in serving:
            if unit.kind == wanted and unit.home_state == state and _sits_in(unit, place):
                found = _held_from(unit, _role_of(unit, kind), state)
                if found is not None:
                    return found
    contact = contact_for(place, kind.compartment)
    return Answerer(contact=contact) if contact is not None else None


def contact_for(place: Place, compartment: str) -> NodalContact | None:
    """Return the register's office for a place: of its own compartment before the police, of the district first."""
    places = [place.key, *([place.state_id] if place.kind == "district" and place.state_id else [])]
    current = NodalContact.objects.in_force(clock.today()).filter(place__in=places).select_related("place")
    ranked = sorted(
        (each for each in current if each.compartment in (compartment, Compartment.POLICE)),
        key=lambda each: (each.compartment != compartment, places.index(each.place_id), -each.made_at.timestamp()),
    )
    return ranked[0] if ranked else None


def steps_of(asked: int, asking: int) -> list[Step]:
    """Return who hears when the clock has run out: up the asked line, up the asking line, then both states' heads."""
    steps: dict[int, Step] = {}
    own = {asked, asking}
    for audience, after in (
        (directory.superior_of(asked), FIRST_HEARS),
        (directory.superior_of(asking), NEXT_HEARS),
        (directory.readers_for(asked)[-1], TOP_HEARS),
        (directory.readers_for(asking)[-1], TOP_HEARS),
    ):
        if audience is not None and audience not in own and audience not in steps:
            steps[audience] = Step(after, role_at(audience), audience)
    return list(steps.values())


def role_at(audience: int, *, among: Iterable[str] = ()) -> str:
    """Return the role of whoever has served longest at a unit, one of ``among`` first; a superior's where none does."""
    held = list(
        Grant.objects.filter(audience=audience, user__is_active=True)
        .in_force(clock.today())
        .order_by("since", "id")
        .values_list("role", flat=True)
    )
    wanted = [role for role in held if role in set(among)]
    return next(iter([*wanted, *held]), "state_nodal_officer")


def _role_of(unit: Unit, kind: RequestKind) -> str:
    if unit.kind in STATE_ROLES:
        return STATE_ROLES[unit.kind]
    if unit.kind in ("district_police", "commissionerate"):
        return "police_chief"
    return kind.role


def _sits_in(unit: Unit, place: Place) -> bool:
    if unit.place is None:
        return False
    return place.key in (unit.place_id, unit.place.district_id)


def _held_from(unit: Unit, role: str, state: str | None) -> Answerer | None:
    if directory.holders_of(role, unit.audience).exists():
        return Answerer(unit, role)
    above: Unit | None = unit
    while above is not None and above.home_state == state:
        served = Grant.objects.filter(audience=above.audience, user__is_active=True).in_force(clock.today())
        first = served.order_by("since", "id").values_list("role", flat=True).first()
        if first is not None:
            return Answerer(above, first, is_superior=above.pk != unit.pk)
        superior = directory.superior_of(above.audience)
        above = directory.unit_of(superior) if superior is not None else None
    return None
