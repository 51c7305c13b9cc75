"""Boxes: one person's one field group, sealed under a key of its own."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SEALED_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected


class Box(Protected):
    """A sealed field group. ``record_id`` is the case, ``subject_id`` the person; this room knows neither.

    ``content`` can be read only with the data key; without that row the person is forgotten. Editions count
    from 1. ``needs_two`` marks a child in a sexual case, for whom breaking the glass takes a second person.
    """

    record_id = models.UUIDField()
    subject_id = models.UUIDField()
    group = models.CharField(max_length=16)
    data_key = models.UUIDField(unique=True)
    edition = models.PositiveIntegerField(default=1)
    content = models.BinaryField()
    needs_two = models.BooleanField(default=False)
    sealed_by = models.UUIDField()
    sealed_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            ("record_id", "subject_id", "group", "edition", "needs_two", "sealed_by", "sealed_at"), CASE_FIELD
        ),
        "data_key": SYSTEM_FIELD,
        "content": SEALED_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["subject_id", "group"], name="access_box_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["record_id"], name="access_box_record")]

    def __str__(self) -> str:
        return f"{self.group} of {self.subject_id}"


class BoxPast(Protected):
    """An earlier edition of a box, still sealed under the same key, with who replaced it and why."""

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="past")
    edition = models.PositiveIntegerField()
    content = models.BinaryField()
    replaced_by = models.UUIDField()
    replaced_at = models.DateTimeField()
    reason = models.TextField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("box", "edition", "replaced_by", "replaced_at"), CASE_FIELD),
        "content": SEALED_FIELD,
        "reason": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["box", "edition"], name="access_boxpast_once"),
        ]

    def __str__(self) -> str:
        return f"edition {self.edition} of {self.box_id}"
