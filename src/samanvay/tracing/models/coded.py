"""What the matcher compares, coded and encrypted: on disk nobody reads it without the key ring."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, SEALED_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected


class CodedEntry(Protected):
    """The coded features of one entry, encrypted under the person's own data key, so that erasure reaches them.

    Read by the system alone. ``content`` holds no name as written: how names sound, numbers, codes, and under the
    person's key a digest of each field. ``edition`` is that of the coding; ``seq`` grows with every change, so that
    the matcher asks only for what came after what it has. ``looked_at`` is when its best matches were last sought,
    null where they still are to be.
    """

    entry = models.OneToOneField("tracing.Entry", on_delete=models.PROTECT, related_name="coded")
    subject_id = models.UUIDField(db_index=True)
    data_key = models.UUIDField()
    content = models.BinaryField()
    edition = models.CharField(max_length=24)
    seq = models.BigIntegerField(db_index=True)
    is_sought = models.BooleanField(default=True)
    looked_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("data_key", "edition", "seq", "looked_at"), SYSTEM_FIELD),
        **dict.fromkeys(("entry", "subject_id", "is_sought"), CASE_FIELD),
        "content": SEALED_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Protected.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["seq"],
                condition=models.Q(looked_at__isnull=True, is_sought=True),
                name="tracing_coded_unlooked",
            )
        ]

    def __str__(self) -> str:
        return f"coded {self.entry_id}"
