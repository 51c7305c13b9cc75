"""The offices that make and receive acts, each with its officers, and a case in which two girls were found."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from case_world import a_case, world

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.acts.actions import confirm_act, declare_act
from samanvay.acts.models import Act
from samanvay.cases.actions import add_event
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import add_person
from samanvay.cases.tasks import follow_case
from samanvay.directory.models import Unit
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading

SINCE = date(2020, 1, 1)


def since(login: str, role: str, unit: Unit, on: date = SINCE) -> SimpleNamespace:
    """Make an officer who holds a role at a unit since a day."""
    user = make_officer(login, role, unit, since=on, home_state=unit.home_state, is_persona=True)
    return SimpleNamespace(user=user, actor=actor_for(user))


def acting_offices() -> SimpleNamespace:
    """Make the world of cases with a committee of two members, a probation officer, and a home without anybody."""
    made = world()
    place = made.here.place
    made.committee = create_unit(by=SYSTEM, kind="cwc", name="CWC Bahraich", home_state="IN-UP", place=place)
    made.home = create_unit(by=SYSTEM, kind="home", name="Home", home_state="IN-UP", parent=made.dcpu, place=place)
    made.office = create_unit(by=SYSTEM, kind="district_office", name="DM", home_state="IN-UP", place=place)
    made.member = since("member", "cwc_member", made.committee)
    made.second_member = since("member2", "cwc_member", made.committee)
    made.probation = since("probation", "probation_officer", made.dcpu)
    made.constable = since("constable", "women_help_desk", made.station)
    return made


def girls_found(people: SimpleNamespace, ages: tuple[int, ...] = (14, 12), days_ago: int = 0) -> tuple[Case, list[Any]]:
    """Open a case of the station in which girls were found an hour ago, or some days; their clocks run."""
    case = a_case(people.sho)
    girls = [add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=age) for age in ages]
    add_event(
        by=people.sho.actor,
        case_id=case.id,
        kind="rescue",
        occurred=PartialDate.day(clock.today() - timedelta(days=days_ago)),
    )
    follow_case(case.id)
    return case, girls


def declared(people: SimpleNamespace, case: Case, girl: Any, code: str = "produced", **more: Any) -> Act:
    """Record an act of now: by the station to the committee unless ``more`` says otherwise."""
    now = clock.now().astimezone(clock.INDIA)
    said = {
        "by": people.sho.actor, "receiver": people.committee.audience, "person_id": girl.id if girl else None,
        "on": PartialDate.day(now.date()), "at": now.time(), **more,
    }  # fmt: skip
    return declare_act(case_id=case.id, code=code, **said)


def confirmed(people: SimpleNamespace, act: Act, by: Any = None, **more: Any) -> Act:
    """Confirm an act as the committee's member, or another."""
    return confirm_act(by=(by or people.member).actor, act_id=act.id, expected=None, **more)


def ordered(people: SimpleNamespace, case: Case, girl: Any) -> Act:
    """Record the committee's final order to restore a girl, received by the district's child protection unit."""
    return declared(
        people, case, girl, "final_order", by=people.member.actor, receiver=people.dcpu.audience, reference="CWC/9",
        details={"order": "restore", "members": 3},
    )  # fmt: skip


def duty_of(key: str) -> Duty | None:
    """Return a duty by its key."""
    with reading(SYSTEM):
        return Duty.objects.filter(key=key).first()


def clock_of(case: Case, girl: Any, key: str = "cwc") -> Duty:
    """Return the duty that counts a clock of a girl."""
    duty = duty_of(f"{key}:{case.id}:{girl.id}")
    assert duty is not None
    return duty


def a_moment_ago(minutes: int = 30) -> datetime:
    """Return a moment of this day that has passed."""
    return clock.now() - timedelta(minutes=minutes)
