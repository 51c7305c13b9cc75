"""What the worker does for plans: makes them, works out what a change moves, writes to guests; whom a batch that is
moved concerns, and turns that follow the roll.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db.models import Q
from django_tasks import task

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.audit.outbox import Together
from samanvay.audit.vocabulary import EventKind
from samanvay.directory import events as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import reading
from samanvay.training.roll import events as roll

from .batches import events as batch_events
from .batches.actions.roll_changes import follow_account, follow_members, follow_roll
from .delivery.actions import staffing
from .delivery.actions.trainers import follow_trainers
from .guests.actions import mailing
from .models import Batch, Plan
from .plans import events as plan_events
from .plans.actions import changes, planning


@task()
def make_plan(plan_id: str) -> None:
    """Make a plan that was asked for."""
    planning.make_plan(UUID(plan_id))


@task()
def work_out(change_id: str) -> None:
    """Work out what a change of a plan moves."""
    changes.work_out(UUID(change_id))


@task()
def invite_by_mail(guest_id: str, attempt: int = 0) -> None:
    """Send a guest the invitation; a server of e-mails that fails is tried again."""
    is_last = attempt >= len(mailing.WAITS)
    if mailing.send_invitation(UUID(guest_id), is_last=is_last):
        after = clock.now() + mailing.WAITS[attempt]
        invite_by_mail.using(run_after=after).enqueue(guest_id, attempt + 1)


@task()
def tell_guest(guest_id: str, attempt: int = 0) -> None:
    """Tell a guest that the batch was moved or called off; a server of e-mails that fails is tried again."""
    is_last = attempt >= len(mailing.WAITS)
    if mailing.send_change(UUID(guest_id), is_last=is_last):
        after = clock.now() + mailing.WAITS[attempt]
        tell_guest.using(run_after=after).enqueue(guest_id, attempt + 1)


@task()
def assign_trainers(plan_id: str, user_id: str) -> None:
    """Give the batches of a plan trainers, for whoever asked."""
    by = actor_for(User.objects.get(pk=user_id))
    with reading(by):
        plan = Plan.objects.get(pk=plan_id)
    staffing.assign_trainers(by=by, plan=plan)


def follow_batch(event: Event) -> None:
    """Have guests and trainers of a batch that was moved or called off told of it."""
    with within_operation(event.op):
        batch = Batch.objects.filter(pk=event.subject_id).select_related("plan").first()
        if batch is not None:
            _tell(batch)


def follow_dropped(event: Event) -> None:
    """Have guests and trainers of the batches of a plan that was dropped told that these are called off."""
    with within_operation(event.op):
        coming = Batch.objects.filter(plan=UUID(event.subject_id), ends_on__gte=clock.today()).select_related("plan")
        concerned = Q(guests__voided_at=None, guests__isnull=False) | Q(
            trainers__voided_at=None, trainers__isnull=False
        )
        for batch in coming.filter(concerned).distinct():
            batch.revise(expected=None, changes={"sequence": batch.sequence + 1})
            _tell(batch)


def follow_published(_event: Event) -> None:
    """Let the turns of a plan that now holds follow what happened to the roll since it was made."""
    follow_members(None)


def _tell(batch: Batch) -> None:
    for key in mailing.guests_to_tell(batch):
        tell_guest.enqueue(str(key))
    follow_trainers(batch)


ROLL_CHANGED = Together(follow_roll)
SUBSCRIBES: Mapping[EventKind, Callable[[Event], None] | Together] = {
    batch_events.BATCH_CANCELLED: follow_batch,
    batch_events.BATCH_MOVED: follow_batch,
    plan_events.PLAN_DROPPED: follow_dropped,
    plan_events.PLAN_PUBLISHED: follow_published,
    directory.OFFICER_ACCOUNT_OPENED: follow_account,
    roll.MEMBER_AMENDED: ROLL_CHANGED,
    roll.MEMBERS_IMPORTED: ROLL_CHANGED,
    roll.MEMBERS_IMPORT_UNDONE: ROLL_CHANGED,
    roll.MEMBERS_LEFT: ROLL_CHANGED,
}
