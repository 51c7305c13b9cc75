"""A batch of a district with guests, trainers, costs and notes, for the addresses beside its roll."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from examination_things import _course
from things import officer, thing

from samanvay.access.actors import actor_for
from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.law.audiences import EVERYBODY
from samanvay.rosters.batches.events import BATCH_MOVED
from samanvay.rosters.delivery.actions import costs, materials, trainers
from samanvay.rosters.guests.actions import inviting
from samanvay.rosters.guests.pasted_lines import GuestLine
from samanvay.rosters.models import Batch, Plan
from samanvay.rosters.plans.events import PLAN_PUBLISHED
from samanvay.training.models import ResourcePerson
from samanvay.training.roll.actions.teachers import write_teacher


def _home(audience: int) -> dict[str, Any]:
    return {"readers": list(EVERYBODY), "home_unit": audience, "home_state": "IN-UP"}


def _batch(audience: int) -> Batch:
    """Make a batch that meets in the unit's district: whoever invigilates or keeps the roll there runs it."""
    unit = Unit.objects.get(audience=audience)
    day = clock.today() + timedelta(days=7)
    made = Batch(
        label=uuid7().hex[-12:], course=_course().code, mode="district", district_id=unit.place_id, size=30, kept=2,
        monday=day - timedelta(days=day.weekday()), starts_on=day, ends_on=day, made_at=clock.now(),
        made_by=SYSTEM.id, **_home(audience),
    )  # fmt: skip
    with operation(BATCH_MOVED, by=SYSTEM, target=("batch", made.pk)):
        made.save(force_insert=True)
    return made


def _runner(audience: int) -> Actor:
    return actor_for(officer("trainer", audience))


def _teacher(audience: int) -> tuple[Actor, ResourcePerson]:
    by = actor_for(officer("trainer", audience))
    with reading(by):
        made = write_teacher(
            by=by, person=by.id, topics=["trafficking"], languages=["hindi"], districts=[], consents=True
        )
    return by, made


@thing("batch of a district")
def batch_of_district(audience: int) -> dict[str, Any]:
    """Make a batch."""
    return {"key": _batch(audience).pk}


@thing("guest")
def guest(audience: int) -> dict[str, Any]:
    """Invite somebody by e-mail."""
    batch, by = _batch(audience), _runner(audience)
    with reading(by):
        made, _bad = inviting.invite_guests(
            by=by, batch=batch, kind="ngo", language="en",
            lines=[(1, GuestLine("Maya Thapa", "Trust", "maya@example.org"))],
        )  # fmt: skip
    return {"key": batch.pk, "guest": made[0].pk}


@thing("invitation")
def invitation(audience: int) -> dict[str, Any]:
    """Draw the address of an invitation."""
    batch, by = _batch(audience), _runner(audience)
    with reading(by):
        made, _bad = inviting.invite_guests(
            by=by, batch=batch, kind="ngo", language="en", lines=[(1, GuestLine("Hari Prasad", phone="+919876543211"))]
        )
        return {"secret": inviting.draw_address(by=by, guest=made[0], why="letter")}


@thing("trainer to assign")
def trainer_to_assign(audience: int) -> dict[str, Any]:
    """Let somebody agree to teach, and make a batch."""
    return {"key": _batch(audience).pk, "person": _teacher(audience)[1].pk}


@thing("trainer of a batch")
def trainer_of_batch(audience: int) -> dict[str, Any]:
    """Assign somebody to a batch."""
    batch, by = _batch(audience), _runner(audience)
    _own, person = _teacher(audience)
    with reading(by):
        made = trainers.assign_trainer(by=by, batch=batch, person=person)
    return {"key": batch.pk, "made": made.pk}


@thing("material of a batch")
def material_of_batch(audience: int) -> dict[str, Any]:
    """Add an address that a batch works with."""
    batch, by = _batch(audience), _runner(audience)
    with reading(by):
        made = materials.add_material(by=by, batch=batch, link="https://example.org/", title="A film")
    return {"key": batch.pk, "material": made.pk}


@thing("days away of another")
def days_away(audience: int) -> dict[str, Any]:
    """Enter days on which somebody who is none of the personas cannot teach."""
    by, person = _teacher(audience)
    with reading(by):
        made = trainers.set_away(by=by, person=person, first_day=clock.today(), last_day=clock.today())
    return {"key": made.pk}


@thing("cost of a batch")
def cost_of_batch(audience: int) -> dict[str, Any]:
    """Write a line of what a batch cost."""
    batch, by = _batch(audience), _runner(audience)
    with reading(by):
        made = costs.write_cost(by=by, batch=batch, kind="food", amount=Decimal(100))
    return {"key": batch.pk, "line": made.pk}


@thing("note on a batch")
def note_on_batch(audience: int) -> dict[str, Any]:
    """Write a note on a batch."""
    batch, by = _batch(audience), _runner(audience)
    with reading(by):
        made = costs.write_note(by=by, batch=batch, words="The drill took longer.")
    return {"key": batch.pk, "note": made.pk}


@thing("plan that holds")
def plan_that_holds(audience: int) -> dict[str, Any]:
    """Make a published plan without batches."""
    day = clock.today() - timedelta(days=clock.today().weekday())
    made = Plan(
        name="Quarter", state="published", course=_course().code, monday=day, weeks=13, rules={},
        elsewhere="district", asked_at=clock.now(), asked_by=SYSTEM.id, **_home(audience),
    )  # fmt: skip
    with operation(PLAN_PUBLISHED, by=SYSTEM, target=("plan", made.pk)):
        made.save(force_insert=True)
    return {"key": made.pk}
