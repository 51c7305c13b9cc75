"""A batch that meets today, a turn in one to come, a code at its door, a unit's week, for the addresses of these."""

from datetime import timedelta
from typing import Any

from things import thing
from training_things import member

from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.law.audiences import EVERYBODY
from samanvay.rosters.batches.events import BATCH_CALLED
from samanvay.rosters.centres.events import CENTRE_KEPT
from samanvay.rosters.delivery.attendance_codes import code_of
from samanvay.rosters.models import Batch, Centre, Turn
from samanvay.training.models import Member


def _batch(audience: int, *, weeks: int = 0) -> Batch:
    """Make a called batch without a plan at a centre that a unit runs; in the present week it meets today."""
    unit = Unit.objects.get(audience=audience)
    today = clock.today()
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    starts = today if not weeks else monday
    home = {"readers": list(EVERYBODY), "home_unit": audience, "home_state": "IN-UP"}
    with operation(CENTRE_KEPT, by=SYSTEM):
        centre = Centre(
            code=uuid7().hex[-8:], name="Centre", place_id="district:180", unit=unit, latitude=27.5, longitude=81.6,
            seats=30, changed_at=clock.now(), changed_by=SYSTEM.id, **home,
        )  # fmt: skip
        centre.save(force_insert=True)
    with operation(BATCH_CALLED, by=SYSTEM):
        batch = Batch(
            label=uuid7().hex[-8:], course="border_checks", mode="centre", centre=centre, monday=monday,
            starts_on=starts, ends_on=starts, size=20, state="called", made_at=clock.now(), made_by=SYSTEM.id, **home,
        )  # fmt: skip
        batch.save(force_insert=True)
    return batch


@thing("batch of today")
def batch_of_today(audience: int) -> dict[str, Any]:
    """Make a batch that meets today."""
    return {"key": _batch(audience).pk}


@thing("code at the door")
def code_at_door(audience: int) -> dict[str, Any]:
    """Give the code of a batch that meets today."""
    return {"code": code_of(_batch(audience))}


def _turn(audience: int) -> Turn:
    key = member(audience)["key"]
    with reading(SYSTEM):
        who = Member.objects.get(pk=key)
    # Nobody here runs the centre, so that only the line of the member speaks for them.
    batch = _batch(audience, weeks=2)
    place = keep_place(by=SYSTEM, key="district:161")
    with operation(BATCH_CALLED, by=SYSTEM):
        batch.centre.revise(expected=None, changes={"unit": None, "place": place})
        turn = Turn(
            batch=batch, member=who, unit_id=who.unit_id, monday=batch.monday, state="called", readers=who.readers,
            home_unit=who.home_unit, home_state=who.home_state,
        )  # fmt: skip
        turn.save(force_insert=True)
    return turn


@thing("turn in a batch")
def turn(audience: int) -> dict[str, Any]:
    """Call somebody of a unit to a batch."""
    return {"key": _turn(audience).pk}


@thing("unit's week")
def week_of_unit(audience: int) -> dict[str, Any]:
    """Name a unit and a week."""
    return {"key": Unit.objects.get(audience=audience).pk, "monday": "2027-01-04"}
