"""Where each subscriber stands in the log, and the events it could not take yet."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import SYSTEM_FIELD, Sort
from samanvay.kernel.models import Bookkeeping

from .event import XidField


class Position(Bookkeeping):
    """How far a subscriber has come: every event up to (era, xid, seq) is delivered or parked."""

    subscriber = models.CharField(primary_key=True, max_length=100)
    era = models.SmallIntegerField(default=0)
    xid = XidField(default=0)
    seq = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(
        ("subscriber", "era", "xid", "seq", "moved_at"), SYSTEM_FIELD
    )

    def __str__(self) -> str:
        return self.subscriber


class Parked(Bookkeeping):
    """An event that a subscriber failed on, or that waits behind such a one of the same subject."""

    id = models.BigAutoField(primary_key=True)
    subscriber = models.CharField(max_length=100)
    event_seq = models.BigIntegerField()
    subject = models.CharField(max_length=110)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.TextField(blank=True)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(
        ("id", "subscriber", "event_seq", "subject", "attempts", "next_at", "error"), SYSTEM_FIELD
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subscriber", "event_seq"], name="audit_parked_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subscriber", "subject", "event_seq"], name="audit_parked_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} waits on #{self.event_seq}"
