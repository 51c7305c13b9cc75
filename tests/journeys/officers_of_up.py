"""Officers of Uttar Pradesh for the journeys: who they are, where they serve, in which language they read."""

from datetime import date

from allauth.mfa.models import Authenticator

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory import queries as directory
from samanvay.directory.models import Place, Unit
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as


def district(name: str) -> str:
    """Return the key of a district of Uttar Pradesh."""
    return Place.objects.get(kind="district", state_id="IN-UP", name=name).key


def unit_of(role: str, place: str) -> Unit:
    """Return the unit at which a role is held: the district's head of its compartment, or the state's desk."""
    if role in ("police_chief", "district_magistrate"):
        compartment = "police" if role == "police_chief" else "administration"
        return directory.district_units(district(place))[compartment]
    kind = {
        "state_bureau": "state_bureau",
        "state_desk_analyst": "state_bureau",
        "ahtu_in_charge": "ahtu",
        "auditor": "audit_office",
        "court_officer": "court",
        "prosecutor": "prosecution",
        "station_officer": "station",
    }[role]
    units = Unit.objects.filter(kind=kind, home_state="IN-UP")
    return (units.filter(place_id=district(place)) if place else units).order_by("audience")[0]


def officer(username: str, role: str, place: str = "", *, name: str, name_hi: str = "", language: str = "en") -> Actor:
    """Post somebody and return who they are."""
    with acting_as(SYSTEM):
        unit = unit_of(role, place)
        user = make_officer(
            username,
            role,
            unit,
            name=name,
            since=date(2020, 1, 1),
            name_hi=name_hi,
            language=language,
            email=f"{username}@example.org",
            password="a-long-enough-one",
        )
        # Whoever holds power signs in with a second factor; its use is tested where sign-in is.
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
        return actor_for(User.objects.get(pk=user.pk))
