"""What the worker does for plans: makes them, works out what a change moves, writes to guests; and whom a batch that
is moved concerns.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django_tasks import task

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.vocabulary import EventKind
from samanvay.kernel import clock
from samanvay.kernel.db.scope import reading

from . import changing, events, guest_mail, planning, staffing
from .models import Plan
from .trainers import follow_trainers


@task()
def make_plan(plan_id: str) -> None:
    """Make a plan that was asked for."""
    planning.make_plan(UUID(plan_id))


@task()
def work_out(change_id: str) -> None:
    """Work out what a change of a plan moves."""
    changing.work_out(UUID(change_id))


@task()
def invite_by_mail(guest_id: str, attempt: int = 0) -> None:
    """Send a guest the invitation; a server of e-mails that fails is tried again."""
    is_last = attempt >= len(guest_mail.WAITS)
    if guest_mail.send_invitation(UUID(guest_id), is_last=is_last):
        after = clock.now() + guest_mail.WAITS[attempt]
        invite_by_mail.using(run_after=after).enqueue(guest_id, attempt + 1)


@task()
def tell_guest(guest_id: str, attempt: int = 0) -> None:
    """Tell a guest that the batch was moved or called off; a server of e-mails that fails is tried again."""
    is_last = attempt >= len(guest_mail.WAITS)
    if guest_mail.tell_of_change(UUID(guest_id), is_last=is_last):
        after = clock.now() + guest_mail.WAITS[attempt]
        tell_guest.using(run_after=after).enqueue(guest_id, attempt + 1)


@task()
def assign_trainers(plan_id: str, user_id: str) -> None:
    """Give the batches of a plan trainers, for whoever asked."""
    by = actor_for(User.objects.get(pk=user_id))
    with reading(by):
        plan = Plan.objects.get(pk=plan_id)
    staffing.assign_trainers(by=by, plan=plan)


def tell_guests(event: Event) -> None:
    """Have the guests of a batch told that it was moved or called off."""
    for key in guest_mail.guests_to_tell(event):
        tell_guest.enqueue(str(key))


def follow_batch(event: Event) -> None:
    """Tell the guests and the trainers of a batch what became of it."""
    tell_guests(event)
    follow_trainers(event)


SUBSCRIBES: Mapping[EventKind, Callable[[Event], None]] = {
    events.BATCH_MOVED: follow_batch,
}
