"""What a form sends along with a record, and one answer to one submission."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db import connection, models

from samanvay.audit.operations import Operation
from samanvay.kernel.ids import uuid7

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Captured:
    """What a capture form posts along; the same ``submission_id`` twice gives the same answer."""

    submission_id: UUID
    captured_at: datetime | None = None
    device: str = ""
    form_version: str = ""

    def columns(self) -> dict[str, Any]:
        """Return the fields of the model."""
        return {
            "submission_id": self.submission_id,
            "captured_at": self.captured_at,
            "device": self.device[:64],
            "form_version": self.form_version[:16],
        }

    def part(self, name: str) -> "Captured":
        """Return the submission of a part, such as one person of several, always the same for its name."""
        return Captured(uuid5(self.submission_id, name), self.captured_at, self.device, self.form_version)


def captured_or_new(captured: Captured | None) -> Captured:
    """Return what was captured, or a submission of its own for what no form sent."""
    return captured or Captured(uuid7())


def one_at_a_time(submission_id: UUID) -> None:
    """Wait for another transaction that takes up the same submission."""
    key = int.from_bytes(hashlib.sha256(b"submission" + submission_id.bytes).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [key])


def once(op: Operation, model: type[M], submission_id: UUID | None, **written_by: Any) -> M | None:
    """Return the row that the same submission made before, and keep the operation silent; else None.

    ``written_by`` are the columns that the model's constraint names beside ``submission_id``. Of two equal submissions
    at one time the second waits here and then finds the first's row.
    """
    if submission_id is None:
        return None
    one_at_a_time(submission_id)
    known = model._default_manager.filter(submission_id=submission_id, **written_by).first()
    if known is not None:
        op.keep_silent()
    return known
