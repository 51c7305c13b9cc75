"""Imports: a file's rows as they wait, are checked, written and taken back; the mapping that is remembered."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from samanvay.documents.states import RunState
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, OWN_FIELD, Sort
from samanvay.kernel.models import Guarded, Protected


class ImportRun(Protected):
    """One file being imported. Its bytes are not kept: the rows are, Aadhaar numbers taken out."""

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.STAGED)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, help_text="SHA-256 of the file as it came")
    sheet = models.CharField(max_length=120, blank=True)
    headers = models.JSONField()
    notes = models.JSONField(default=list)
    mapping = models.JSONField()
    summary = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0, help_text="rows of data")
    good = models.PositiveIntegerField(default=0, help_text="rows without fault that wait or were written")
    bad = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="rows written or taken back so far")
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    log_kind: ClassVar[str] = "import"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                "kind", "state", "file_name", "file_hash", "sheet", "headers", "notes", "mapping", "total",
                "good", "bad", "done", "begun_by", "begun_at", "applied_at", "undone_at",
            ),
            CASE_FIELD,
        ),
        "summary": CASE_TEXT,
    }  # fmt: skip

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-begun_at", "id"], name="documents_importrun_latest")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_busy(self) -> bool:
        """Whether rows are being checked, written or taken back."""
        return self.state in (RunState.CHECKING, RunState.APPLYING, RunState.UNDOING)


class ImportRow(Protected):
    """One row of the file, with what became of it. ``number`` is its row in the file, 1 the first."""

    class Status(models.TextChoices):
        ASIDE = "aside"
        BAD = "bad"
        WAITING = "waiting"
        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        REFUSED = "refused"
        UNDONE = "undone"
        KEPT = "kept"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices)
    aside = models.CharField(max_length=20, blank=True, help_text="what it is when it is no data")
    cells = models.JSONField(help_text="texts in the order of the headers")
    filled = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="columns, 0 the first, whose text comes from a merged cell above",
    )
    errors = models.JSONField(default=list)
    reference = models.CharField(max_length=64, blank=True)
    written_version = models.PositiveIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("run", "number", "status", "aside", "filled", "reference", "written_version"), CASE_FIELD),
        **dict.fromkeys(("cells", "errors", "before"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["run", "number"], name="documents_importrow_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "status", "number"], name="documents_importrow_status")
        ]

    def __str__(self) -> str:
        return f"row {self.number}"


class ColumnMapping(Guarded):
    """The columns a person chose for a header row, taken up again when the same header row comes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("user", "kind", "signature", "mapping", "used_at"), OWN_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["user", "kind", "signature"], name="documents_columnmapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signature}"
