"""A batch of a published plan, for the addresses of the calendar."""

from datetime import date, timedelta
from typing import Any

from things import thing

from samanvay.audit.operations import operation
from samanvay.directory.queries import unit_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM
from samanvay.law.audiences import EVERYBODY
from samanvay.rosters.models import Batch, Plan
from samanvay.rosters.plans.events import PLAN_MADE


@thing("planned batch")
def planned_batch(audience: int) -> dict[str, Any]:
    """Publish a plan of one batch in a unit's district."""
    unit, now = unit_of(audience), clock.now()
    monday: date = clock.today() + timedelta(days=21 - clock.today().weekday())
    home: dict[str, Any] = {"readers": list(EVERYBODY), "home_unit": audience, "home_state": unit.home_state}
    with operation(PLAN_MADE, by=SYSTEM):
        plan = Plan(
            name=f"Plan of {unit.name}", state="published", course="core", monday=monday, weeks=13, rules={},
            elsewhere="district", asked_at=now, asked_by=SYSTEM.id, **home,
        )  # fmt: skip
        plan.save(force_insert=True)
        batch = Batch(
            plan=plan, label="2027-W01-001", course="core", mode="district", district_id=unit.place_id, monday=monday,
            starts_on=monday, ends_on=monday, size=30, made_at=now, made_by=SYSTEM.id, **home,
        )  # fmt: skip
        batch.save(force_insert=True)
    return {"key": batch.pk}
