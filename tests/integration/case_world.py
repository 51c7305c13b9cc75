"""Units, officers and cases that the tests of cases and documents stand on."""

from types import SimpleNamespace

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.cases.actions import open_case
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel.db.scope import SYSTEM

BAHRAICH, VARANASI = "district:180", "district:197"


def officer(login: str, role: str, unit: Unit) -> SimpleNamespace:
    """Make an officer with a role at a unit."""
    user = make_officer(login, role, unit, home_state=unit.home_state, is_persona=True)
    return SimpleNamespace(user=user, actor=actor_for(user))


def world() -> SimpleNamespace:
    """Make the police of a state with two districts, a committee and a partner, each with an officer."""
    bahraich, varanasi = (keep_place(by=SYSTEM, key=key) for key in (BAHRAICH, VARANASI))
    state = keep_place(by=SYSTEM, key="IN-UP")

    def unit(kind: str, name: str, place: object, parent: Unit | None = None) -> Unit:
        return create_unit(by=SYSTEM, kind=kind, name=name, home_state="IN-UP", parent=parent, place=place)

    police = unit("state_police", "State police", state)
    here = unit("district_police", "Bahraich police", bahraich, police)
    there = unit("district_police", "Varanasi police", varanasi, police)
    station = unit("station", "Rupaidiha", bahraich, here)
    ahtu = unit("ahtu", "AHTU Varanasi", varanasi, there)
    dcpu = unit("dcpu", "DCPU Bahraich", bahraich)
    partner = unit("ngo", "Partner", bahraich)
    made = SimpleNamespace(
        police=police, here=here, there=there, station=station, ahtu=ahtu, dcpu=dcpu, partner=partner
    )
    made.sho = officer("sho", "station_officer", station)
    made.desk = officer("desk", "women_help_desk", station)
    made.chief = officer("chief", "police_chief", here)
    made.nodal = officer("nodal", "state_nodal_officer", police)
    made.far = officer("far", "ahtu_in_charge", ahtu)
    made.counsellor = officer("counsellor", "counsellor", dcpu)
    made.worker = officer("worker", "ngo_worker", partner)
    return made


def a_case(by: SimpleNamespace, **changes: object):
    """Open a case as an officer."""
    given = {
        "what": "Three girls taken off a bus at the border",
        "forms": ["sexual_exploitation"],
        "source": "checking",
        "place": BAHRAICH,
        "people": 3,
        **changes,
    }
    return open_case(by=by.actor, **given)
