"""Data keys, each wrapped by a numbered master key. A narrow table: rotation reads and writes it whole."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import WriteGuard
from samanvay.kernel.ids import uuid7


class DataKey(models.Model):
    """A wrapped data key of a subject (a person, or a case for what belongs to no one person).

    Deleting the row is what erasure does: the only delete of this house.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField(db_index=True)
    key_no = models.SmallIntegerField()
    wrapped = models.BinaryField()

    classification: ClassVar[dict[str, Sort]] = {
        **dict.fromkeys(("id", "subject_id", "key_no"), SYSTEM_FIELD),
        "wrapped": SECRET_FIELD,
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [WriteGuard(name="access_datakey_guard")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key_no", "id"], name="access_datakey_rotation")]

    def __str__(self) -> str:
        return f"key {self.id} under master {self.key_no}"


class Erasure(models.Model):
    """That a subject was erased, when, by whom and why. Also keeps anything new from being sealed for it."""

    subject_id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    op = models.UUIDField()
    reason = models.CharField(max_length=16)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("subject_id", "at", "by", "op", "reason"), SYSTEM_FIELD)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [WriteGuard(name="access_erasure_guard")]

    def __str__(self) -> str:
        return f"erasure of {self.subject_id}"
