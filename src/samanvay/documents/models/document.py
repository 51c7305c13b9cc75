"""Documents and who had them in hand."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, SEALED_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import InsertOnly
from samanvay.kernel.models import Captured, Protected, Voidable

from ..kinds import BY_TYPE, KINDS


class Document(Protected, Captured, Voidable):
    """A file of a case (``record_id``), of one person where ``subject_id`` is given.

    The file and its name are sealed under a data key that goes with the person (or with the case). The name is
    sealed since file names tell who it is. ``sha256`` is that of the file as it came.
    """

    record_id = models.UUIDField()
    subject_id = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=16)
    name = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    data_key = models.UUIDField(unique=True)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            ("record_id", "subject_id", "kind", "media_type", "size", "sha256", "added_by", "added_at", "erased_at"),
            CASE_FIELD,
        ),
        "name": SEALED_FIELD,
        "data_key": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["added_by", "submission_id"], name="documents_document_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record_id", "-added_at"], name="documents_document_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def kind_words(self) -> Bilingual:
        return KINDS[self.kind].words

    @property
    def media_words(self) -> str:
        return BY_TYPE[self.media_type].words if self.media_type in BY_TYPE else self.media_type


class CustodyEntry(Protected):
    """Who had a document in hand, when and what for: numbered from 1, each hashed with the one before."""

    ADDED = "added"
    VIEWED = "viewed"
    EXPORTED = "exported"
    ERASED = "erased"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="custody")
    no = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    by = models.UUIDField()
    at = models.DateTimeField()
    purpose = models.CharField(max_length=16, blank=True)
    digest = models.CharField(max_length=64)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("document", "no", "what", "by", "at", "purpose", "digest"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            InsertOnly(name="documents_custodyentry_insert_only"),
            models.UniqueConstraint(fields=["document", "no"], name="documents_custodyentry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.no}: {self.what}"
