"""A remark on a duty: what was asked, answered, sent back or decided. It is added, never changed."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.models import Protected

from .duty import Duty


class Remark(Protected):
    """One entry of the thread of a duty: who said what to whom."""

    class Kind(models.TextChoices):
        ASKED = "asked"
        STANDS = "stands"  # the one who was asked lets the clock stand
        ANSWERED = "answered"
        SENT_BACK = "sent_back"
        INSISTED = "insisted"
        REASSIGNED = "reassigned"

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    to_role = models.CharField(max_length=40, blank=True)
    to_audience = models.IntegerField(null=True)
    names_nobody = models.BooleanField(default=False)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("duty", "kind", "at", "by", "to_role", "to_audience", "names_nobody"), CASE_FIELD),
        "words": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["duty", "at"], name="duties_remark_duty")]

    def __str__(self) -> str:
        return self.words
