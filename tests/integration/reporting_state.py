"""Officers of a state that reports: two districts' police, an administration, the desk above them."""

from datetime import date

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory import queries as directory
from samanvay.directory.models import Place, Unit
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading

ROLES = {"police_chief": "police", "district_magistrate": "administration"}


def district(name: str) -> str:
    """Return the key of a district of Uttar Pradesh."""
    with reading(SYSTEM):
        return Place.objects.get(kind="district", state_id="IN-UP", name=name).key


def unit_for(role: str, place: str) -> Unit:
    """Return the unit at which a role is held."""
    with reading(SYSTEM):
        if role in ROLES:
            return directory.district_units(district(place))[ROLES[role]]
        kinds = {
            "state_bureau": "state_bureau",
            "ahtu_in_charge": "ahtu",
            "range_officer": "range",
            "home_secretary": "home_department",
            "press_desk": "press_desk",
        }
        units = Unit.objects.filter(kind=kinds[role], home_state="IN-UP")
        return (units.filter(place_id=district(place)) if place else units).order_by("audience")[0]


def officer(role: str, place: str = "", *, unit: Unit | None = None) -> Actor:
    """Post somebody and return who they are."""
    unit = unit or unit_for(role, place)
    with acting_as(SYSTEM):
        user = make_officer(
            f"{role}-{place or unit.audience}",
            role,
            unit,
            name=f"{role} of {place}",
            since=date(2020, 1, 1),
            password="a-long-enough-one",
        )
        return actor_for(User.objects.get(pk=user.pk))
