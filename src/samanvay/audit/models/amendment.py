"""Amendments: the only way a recorded fact changes. The old words stay beside the new ones."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.db.constraints import InsertOnly
from samanvay.kernel.models import Protected


class Amendment(Protected):
    """One field of one record, before and after, with the reason."""

    target_kind = models.CharField(max_length=40)
    target_id = models.UUIDField()
    field = models.CharField(max_length=60)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    reason = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("target_kind", "target_id", "field", "by", "at"), CASE_FIELD),
        **dict.fromkeys(("old", "new", "reason"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            InsertOnly(name="audit_amendment_insert_only"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["target_kind", "target_id", "at"], name="audit_amendment_target")
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.target_kind} {self.target_id}"
