"""A state in small: units of a few districts with members, two centres, those who coordinate training."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from case_world import officer
from exam_world import course

from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM
from samanvay.law.audiences import EVERYBODY
from samanvay.rosters.centres.events import CENTRE_KEPT
from samanvay.rosters.models import Centre, Plan
from samanvay.rosters.plans.actions import planning
from samanvay.training.models import Member
from samanvay.training.roll.events import MEMBERS_IMPORTED
from samanvay.training.roll.readers import access_of_units

DISTRICTS = ("district:180", "district:197", "district:161")
STRENGTH = 20
RULES: dict[str, Any] = {
    "max_batch": 30,
    "max_away_share": 0.25,
    "centre_visits_per_year": 1,
    "reserve_share": 0.05,
    "fixed_cost_per_batch_km": 500,
}


def this_monday() -> date:
    return clock.today() - timedelta(days=clock.today().weekday())


def members(unit: Unit, prefix: str, count: int = STRENGTH) -> list[Member]:
    """Put some members of a unit on the roll; each third is a woman."""
    home = access_of_units([unit])[unit.pk]
    made = [
        Member(
            employee_no=f"{prefix}{at:03}",
            name=f"Member {prefix} {at}",
            name_hi=f"सदस्य {prefix} {at}",
            service=unit.compartment,
            rank="constable",
            sex="female" if at % 3 == 0 else "male",
            **home,
        )
        for at in range(count)
    ]
    with operation(MEMBERS_IMPORTED, by=SYSTEM, target=("import", unit.pk)):
        insert_many(Member, made)
    return made


def centre(code: str, district: str, latitude: float, longitude: float, *, home: Unit, seats: int = 60) -> Centre:
    """Enter a centre as the machinery."""
    with operation(CENTRE_KEPT, by=SYSTEM) as op:
        made = Centre(
            code=code, name=f"Centre {code}", name_hi=f"केंद्र {code}", place_id=district, latitude=latitude,
            longitude=longitude, seats=seats, changed_at=clock.now(), changed_by=SYSTEM.id, readers=list(EVERYBODY),
            home_unit=home.audience, home_state=home.home_state,
        )  # fmt: skip
        op.about("centre", made.id, EVERYBODY)
        made.save(force_insert=True)
    return made


def world() -> SimpleNamespace:
    """Make three districts' police and a child protection unit with members, two centres, and who plans for them."""
    places = [keep_place(by=SYSTEM, key=key) for key in DISTRICTS]
    state = keep_place(by=SYSTEM, key="IN-UP")

    def unit(kind: str, name: str, place: Any, parent: Unit | None = None) -> Unit:
        return create_unit(by=SYSTEM, kind=kind, name=name, home_state="IN-UP", parent=parent, place=place)

    police = unit("state_police", "State police", state)
    made = SimpleNamespace(police=police, places=places)
    made.bureau = unit("state_bureau", "State bureau", state, police)
    made.faculty = unit("training_partner", "Training faculty", state)
    made.districts = [unit("district_police", f"Police {at}", place, police) for at, place in enumerate(places)]
    made.stations = [unit("station", f"Station {at}", each.place, each) for at, each in enumerate(made.districts)]
    made.dcpu = unit("dcpu", "DCPU", places[0])
    made.units = [*made.districts, *made.stations, made.dcpu]
    made.members = {each.name: members(each, f"M{at}-") for at, each in enumerate(made.units)}
    made.west = centre("C-WEST", DISTRICTS[2], 28.6, 77.4, home=made.faculty)
    made.east = centre("C-EAST", DISTRICTS[1], 25.3, 83.0, home=made.faculty)
    made.trainer = officer("trainer", "trainer", made.faculty)
    made.head = officer("head", "state_nodal_officer", made.bureau)
    made.sho = officer("sho", "station_officer", made.stations[0])
    made.course = course()
    return made


def a_plan(here: SimpleNamespace, *, weeks: int = 13, monday: date | None = None, **rules: Any) -> Plan:
    """Have a plan made from the Monday after the next."""
    plan = planning.ask_plan(
        by=here.trainer.actor,
        name="Next quarter",
        course=here.course.code,
        monday=monday or this_monday() + timedelta(weeks=2),
        weeks=weeks,
        rules={**RULES, **rules},
    )
    return planning.make_plan(plan.pk)


def a_published_plan(here: SimpleNamespace, **given: Any) -> Plan:
    """Have a plan made and published."""
    return planning.publish_plan(by=here.trainer.actor, plan=a_plan(here, **given))
