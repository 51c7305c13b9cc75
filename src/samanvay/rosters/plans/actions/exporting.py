"""A whole plan as rows that leave: who comes when and where, on record."""

from collections.abc import Iterator
from typing import Any

from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import Actor

from ...models import Plan
from .. import events, policies, queries


def export_plan(*, by: Actor, plan: Plan) -> Iterator[tuple[Any, ...]]:
    """Return a plan turn by turn, by `plan_queries.EXPORTED`, and put on record that it leaves. Raises Refused."""
    policies.may_change_plan(by, plan)
    with operation(events.PLAN_EXPORTED, by=by, target=("plan", plan.pk), readers=plan.readers) as op:
        op.add(trainings=plan.figures.get("trainings", 0))
    return queries.rows(plan)
