"""A small batch of a district is held online instead, together with others of its week."""

from django.db.models import F

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as

from ...batches import events
from ...batches.states import COMING, BatchState
from ...models import Batch, Plan, Turn
from .. import policies
from ..states import Mode


def hold_online(*, by: Actor, batch: Batch, expected: int | None = None) -> Batch:
    """Hold a small batch of a draft online: its people join the plan's batch of that week and language which is online
    and has room, else it becomes one itself. Returns the batch in which they are. Raises Refused, Invalid, Stale.
    """
    policies.may_hold_online(by, batch)
    with (
        operation(events.BATCH_ONLINE, by=by, target=("batch", batch.id), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        Plan.objects.select_for_update().get(pk=batch.plan_id)  # type: ignore[misc]  # it has one: the policy
        people = Turn.objects.filter(batch=batch, state__in=COMING)
        online = Batch.objects.filter(
            plan=batch.plan, monday=batch.monday, mode=Mode.ONLINE, language=batch.language, state=BatchState.PLANNED
        )
        count = people.count()
        rooms = online.with_taken().order_by("label")
        into = next((each for each in rooms if each.taken + count <= each.size - each.kept), None)
        op.add(people=count, into=str((into or batch).pk))
        if into is None:
            batch.revise(expected=expected, changes={"mode": Mode.ONLINE, "district": None, "hall": ""})
            return batch
        people.update(batch=into, version=F("version") + 1)
        batch.revise(expected=expected, changes={"state": BatchState.CANCELLED, "cancelled_at": clock.now()})
    return into
