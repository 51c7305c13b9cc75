"""What the worker does for plans: makes them, and works out what a change moves; and turns follow the roll."""

from uuid import UUID

from django_tasks import task

from samanvay.audit.outbox import Together
from samanvay.directory import events as directory
from samanvay.training.rostering import events as roll

from . import changing, planning
from .roll_following import follow_account, follow_roll


@task()
def make_plan(plan_id: str) -> None:
    """Make a plan that was asked for."""
    planning.make_plan(UUID(plan_id))


@task()
def work_out(change_id: str) -> None:
    """Work out what a change of a plan moves."""
    changing.work_out(UUID(change_id))


ROLL_CHANGED = Together(follow_roll)
SUBSCRIBES = {
    directory.OFFICER_ACCOUNT_OPENED: follow_account,
    roll.MEMBER_AMENDED: ROLL_CHANGED,
    roll.MEMBERS_IMPORTED: ROLL_CHANGED,
    roll.MEMBERS_IMPORT_UNDONE: ROLL_CHANGED,
    roll.MEMBERS_LEFT: ROLL_CHANGED,
}
