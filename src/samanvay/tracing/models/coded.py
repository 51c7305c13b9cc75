"""What the matcher compares, coded and encrypted: on disk nobody reads it without the key ring."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, SEALED_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected


class CodedEntry(Protected):
    """The coded features of one entry, encrypted under the person's own data key, so that erasure reaches them.

    Read by the system alone. ``content`` holds no name: tokens of names keyed by a secret, numbers, codes.
    ``edition`` is that of the coding; ``seq`` grows with every change, so that the matcher asks only for what came
    after what it has.
    """

    entry = models.OneToOneField("tracing.Entry", on_delete=models.PROTECT, related_name="coded")
    subject_id = models.UUIDField(db_index=True)
    data_key = models.UUIDField()
    content = models.BinaryField()
    edition = models.CharField(max_length=24)
    seq = models.BigIntegerField(db_index=True)
    is_sought = models.BooleanField(default=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("data_key", "edition", "seq"), SYSTEM_FIELD),
        **dict.fromkeys(("entry", "subject_id", "is_sought"), CASE_FIELD),
        "content": SEALED_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Protected.Meta.constraints]

    def __str__(self) -> str:
        return f"coded {self.entry_id}"
