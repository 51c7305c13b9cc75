"""Documents and who had them in hand."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, SEALED_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import InsertOnly
from samanvay.kernel.models import Captured, Protected, Voidable

from ..kinds import KINDS, RECORDS
from ..media import BY_TYPE
from ..states import SCAN_WORDS, Scan


class Document(Protected, Captured, Voidable):
    """A file of a case or report (``of``, ``record_id``), of one person where ``subject_id`` is given.

    The file and its name are sealed under a data key that goes with the person (or with the record). The name is
    sealed since file names tell who it is. ``sha256`` is that of the file as it came; ``replaces`` the document that
    it stands for.
    """

    of = models.CharField(max_length=8, default="case", db_default="case")
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
    scan = models.CharField(max_length=10, default=Scan.UNSCANNED, db_default=Scan.UNSCANNED)
    scanned_at = models.DateTimeField(null=True)
    replaces = models.UUIDField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("of", "record_id", "subject_id", "kind", "media_type", "size", "sha256", "added_by", "added_at"),
                *("erased_at", "scan", "scanned_at", "replaces"),
            ),
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
            models.Index(fields=["record_id", "-added_at"], name="documents_document_record"),
            models.Index(fields=["record_id", "sha256"], name="documents_document_same"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def kind_words(self) -> Bilingual:
        return KINDS[self.kind].words

    @property
    def media_words(self) -> str:
        return BY_TYPE[self.media_type].words if self.media_type in BY_TYPE else self.media_type

    @property
    def record_words(self) -> Bilingual:
        return RECORDS[self.of].words

    @property
    def scan_words(self) -> Bilingual:
        return SCAN_WORDS[self.scan]

    @property
    def is_infected(self) -> bool:
        return self.scan == Scan.INFECTED

    @property
    def has_file(self) -> bool:
        """Whether there are bytes to give out at all."""
        return self.erased_at is None and not self.is_infected


class CustodyEntry(Protected):
    """Who had a document in hand, when and what for: numbered from 1, each hashed with the one before.

    ``sha256`` is that of the bytes that were handed over, where any were; ``reason`` is sealed under the document's
    key, since words may name somebody.
    """

    ADDED = "added"
    VIEWED = "viewed"
    COPIED = "copied"
    ORIGINAL = "original"
    EXPORTED = "exported"
    SHARED = "shared"
    SCANNED = "scanned"
    INFECTED = "infected"
    MOVED = "moved"
    REPLACED = "replaced"
    VOIDED = "voided"
    ERASED = "erased"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="custody")
    no = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    by = models.UUIDField()
    at = models.DateTimeField()
    purpose = models.CharField(max_length=16, blank=True)
    digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    reason = models.BinaryField(default=b"", db_default=b"")

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("document", "no", "what", "by", "at", "purpose", "digest", "sha256"), CASE_FIELD),
        "reason": SEALED_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            InsertOnly(name="documents_custodyentry_insert_only"),
            models.UniqueConstraint(fields=["document", "no"], name="documents_custodyentry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.no}: {self.what}"
