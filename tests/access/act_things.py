"""Acts of a case, for their addresses."""

from typing import Any

from things import officer, thing

from samanvay.access.actors import actor_for
from samanvay.acts.actions import declare_act
from samanvay.acts.models import Act
from samanvay.cases.actions import open_case
from samanvay.cases.models import CasePerson
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.queries import unit_of
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor


def _girl(audience: int) -> tuple[Actor, CasePerson]:
    owner = actor_for(officer("station_officer", audience))
    case = open_case(by=owner, what="Three girls on a bus", forms=["sexual_exploitation"])
    return owner, add_person(by=owner, case_id=case.id, role="victim", sex="female", age=14)


def _act(audience: int) -> Act:
    """Tell that a girl was produced before a committee that has no officer here."""
    owner, girl = _girl(audience)
    unit = unit_of(audience)
    committee = create_unit(by=SYSTEM, kind="cwc", name="CWC", home_state="IN-UP", place=unit.place)
    now = clock.now().astimezone(clock.INDIA)
    return declare_act(
        by=owner, case_id=girl.case_id, code="produced", receiver=committee.audience, person_id=girl.id,
        on=PartialDate.day(now.date()), at=now.time(),
    )  # fmt: skip


@thing("act")
def act(audience: int) -> dict[str, Any]:
    """Record an act of a unit."""
    return {"act_id": _act(audience).id}


@thing("act by key")
def act_by_key(audience: int) -> dict[str, Any]:
    """Record an act of a unit, for the address of the interface."""
    return {"key": _act(audience).id}


@thing("person by id")
def person_by_id(audience: int) -> dict[str, Any]:
    """Add a girl to a case of a unit."""
    return {"person_id": _girl(audience)[1].id}


@thing("case and kind of act")
def case_and_kind_of_act(audience: int) -> dict[str, Any]:
    """Open a case with a girl, who may be produced before a committee."""
    return {"case_id": _girl(audience)[1].case_id, "code": "produced"}
