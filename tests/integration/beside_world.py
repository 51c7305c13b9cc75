"""A batch made by hand in the small state of `roster_world`, with who came and who teaches."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from roster_world import this_monday

from samanvay.access.actors import actor_for
from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.directory.officers.actions.accounts import open_account
from samanvay.directory.officers.actions.officers import add_officer
from samanvay.directory.officers.actions.postings import post_officer
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.law.audiences import EVERYBODY
from samanvay.rosters.batches.events import BATCH_MOVED
from samanvay.rosters.models import Batch, Turn
from samanvay.training.models import Member, ResourcePerson
from samanvay.training.roll.actions.teachers import write_teacher


def a_batch(here: SimpleNamespace, **given: Any) -> Batch:
    """Make a batch of three days at the eastern centre, by default in two weeks."""
    monday: date = given.pop("monday", this_monday() + timedelta(weeks=2))
    made = Batch(
        label=f"{monday:%G-W%V}-{given.pop('number', 1):03}",
        **{
            "course": here.course.code, "mode": "centre", "centre": here.east, "monday": monday, "starts_on": monday,
            "ends_on": monday + timedelta(days=2), "size": 20, "kept": 2, "made_at": clock.now(),
            "made_by": SYSTEM.id, "readers": list(EVERYBODY), "home_unit": here.faculty.audience,
            "home_state": "IN-UP", **given,
        },
    )  # fmt: skip
    with operation(BATCH_MOVED, by=SYSTEM, target=("batch", made.id)):
        made.save(force_insert=True)
    return made


def turns(batch: Batch, members: list[Member], state: str = "planned") -> list[Turn]:
    """Give members a turn in a batch."""
    made = [
        Turn(
            batch=batch, member=each, unit_id=each.unit_id, monday=batch.monday, state=state, readers=each.readers,
            home_unit=each.home_unit, home_state=each.home_state,
        )
        for each in members
    ]  # fmt: skip
    with operation(BATCH_MOVED, by=SYSTEM, target=("batch", batch.id)):
        for each in made:
            each.save(force_insert=True)
    return made


def account(member: Member, unit: Unit, role: str = "station_officer") -> Actor:
    """Give a member of the roll an account of their own, by the same employee number."""
    with reading(SYSTEM):
        made = add_officer(by=SYSTEM, employee_no=member.employee_no, home_state="IN-UP", name=member.name)
        post_officer(
            by=SYSTEM, officer=made, unit=unit, role=role, since=clock.today() - timedelta(days=400), order_no="1"
        )
        user = open_account(
            by=SYSTEM, officer=made, username=member.employee_no.lower().replace("-", "."), is_persona=True
        )
    return actor_for(user)


def a_teacher(by: Actor, **given: Any) -> ResourcePerson:
    """Let somebody agree to teach, by default in Hindi everywhere."""
    said = {"topics": ["trafficking"], "languages": ["hindi"], "districts": [], "consents": True, **given}
    with reading(by):
        return write_teacher(by=by, person=by.id, **said)
