"""What was answered to a request with an Idempotency-Key, so that the same request again gets the same answer."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import PASSING_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import RowSecurity
from samanvay.kernel.models import Bookkeeping


class Reply(Bookkeeping):
    """One answer, kept for a day under the readers of who asked: it may tell of a case.

    ``key`` is the client's key hashed with the token that it came by.
    """

    id = models.BigAutoField(primary_key=True)
    actor = models.UUIDField()
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField()
    readers = ArrayField(models.IntegerField())

    classification: ClassVar[dict[str, Sort]] = {
        **dict.fromkeys(("id", "readers"), SYSTEM_FIELD),
        **dict.fromkeys(("actor", "key", "fingerprint", "status", "body", "at"), PASSING_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            RowSecurity(name="api_reply_rows"),
            models.UniqueConstraint(fields=["actor", "key"], name="api_reply_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["actor", "at"], name="api_reply_age")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
