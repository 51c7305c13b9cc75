"""What the worker does for the log: verifying it."""

from uuid import UUID

from django_tasks import task

from samanvay.kernel.db.scope import Actor

from .actions.verifying import record_verification


@task()
def verify(actor_id: str, label: str, audiences: list[int]) -> None:
    """Verify the log for whoever asked. Again does no harm."""
    record_verification(by=Actor(UUID(actor_id), label, tuple(audiences), via="worker"))
