"""A text message about a duty: that it was asked for, when it went out, how often it failed. It holds no number."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import CASE_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected

from .duty import Duty


class TextMessage(Protected):
    """One message to one person. The number is looked up when it is sent and kept nowhere."""

    class Reason(models.TextChoices):
        OVERDUE = "overdue"
        ESCALATED = "escalated"
        URGENT = "urgent"
        CALLED = "called"

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    key = models.CharField(max_length=200, unique=True)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("duty", "user", "reason", "asked_at", "sent_at"), CASE_FIELD),
        **dict.fromkeys(("key", "next_at", "attempts", "ended_at", "trouble"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], name="duties_text_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["duty"], name="duties_text_duty"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.duty_id}"
