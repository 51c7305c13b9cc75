"""A hue-and-cry notice: who asked for it, who approved it, until when it may hang."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.models import Captured, Protected

from .entry import Entry


class Notice(Protected, Captured):
    """A notice over a missing person. It is printed only between approval and withdrawal; never for a victim's record.

    ``shows`` are the codes of what the approval lets it show (name, father, photo, marks, clothes, …).
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="notices")
    shows = models.JSONField(default=list)
    reason = models.TextField()
    until = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    answer = models.TextField(blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("entry", "shows", "until", "asked_at", "asked_by", "approved_at", "approved_by", "declined_at"),
                *("declined_by", "withdrawn_at", "withdrawn_by"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("reason", "answer"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["asked_by", "submission_id"], name="tracing_notice_once"),
        ]

    def __str__(self) -> str:
        return f"notice of {self.entry_id}"
