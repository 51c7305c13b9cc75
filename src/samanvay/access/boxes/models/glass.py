"""Breaking the glass: who asked to open one box outside the team, why, who agreed, until when."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected

from .box import Box


class GlassQuerySet(models.QuerySet["GlassBreak"]):
    """Reads on broken glass."""

    def open_at(self, at: datetime) -> Self:
        """Keep those through which a box can be opened at a moment."""
        return self.filter(state=GlassBreak.OPEN, until__gt=at)


class GlassBreak(Protected):
    """One actor's one opening of one box. ``approvers`` are the units whose second person may agree."""

    ASKED = "asked"
    OPEN = "open"
    REFUSED = "refused"

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    subject_id = models.UUIDField()
    owner = models.UUIDField(null=True, blank=True)
    by = models.UUIDField()
    by_unit = models.IntegerField()
    reason = models.TextField()
    state = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    approvers = ArrayField(models.IntegerField(), default=list)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    objects = GlassQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                "box", "record_id", "subject_id", "owner", "by", "by_unit", "state",
                "asked_at", "decided_by", "decided_at", "until",
            ),
            CASE_FIELD,
        ),
        "reason": CASE_TEXT,
        "approvers": SYSTEM_FIELD,
    }  # fmt: skip

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by", "asked_at"], name="access_glassbreak_by"),
            models.Index(fields=["record_id", "asked_at"], name="access_glassbreak_record"),
        ]

    def __str__(self) -> str:
        return f"glass of {self.box_id}, {self.state}"
