"""What the worker does for plans: makes them, and works out what a change moves."""

from uuid import UUID

from django_tasks import task

from . import changing, planning


@task()
def make_plan(plan_id: str) -> None:
    """Make a plan that was asked for."""
    planning.make_plan(UUID(plan_id))


@task()
def work_out(change_id: str) -> None:
    """Work out what a change of a plan moves."""
    changing.work_out(UUID(change_id))
