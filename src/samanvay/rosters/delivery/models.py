"""What a batch works with and costs, who came, what they say of it, and how training stood each week."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from samanvay.directory.models import Unit
from samanvay.kernel.classify import DIRECTORY_FIELD, OWN_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable
from samanvay.training.models import LessonFile

from ..batches.models.batch import Batch
from ..batches.models.turn import Turn


class CoverageWeek(Protected):
    """How many of a unit had attended lately, how many of these were trained (None: of a week before that was kept),
    were due, overdue or never there when a week began, and how many were certified.

    Read by the unit's own line and by those who coordinate training, as its members are.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    district = models.CharField(max_length=80, blank=True)
    service = models.CharField(max_length=16)
    monday = models.DateField()
    attended = models.PositiveIntegerField(db_column="trained")  # what it was called while attending was being trained
    trained = models.PositiveIntegerField(null=True, db_column="passed")
    due = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()
    never = models.PositiveIntegerField()
    certified = models.PositiveIntegerField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            ("unit", "district", "service", "monday", "attended", "trained", "due", "overdue", "never", "certified"),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "service", "monday"], name="rosters_coverageweek_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["home_state", "monday"], name="rosters_coverage_week"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.monday}"


class Material(Protected, Captured, Voidable):
    """Something that a batch works with: a lesson of its course, a file of it, or an address."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="materials")
    title = models.CharField(max_length=160)
    lesson = models.CharField(max_length=60, blank=True, help_text="slug of a lesson of the course")
    file = models.ForeignKey(LessonFile, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.URLField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("batch", "title", "lesson", "file", "link", "added_at", "added_by"),
                *("voided_at", "voided_by", "void_reason"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["added_by", "submission_id"], name="rosters_material_once"),
        ]

    def __str__(self) -> str:
        return self.title


class BatchNote(Protected, Captured, Voidable):
    """What whoever taught noted of a batch. Read by those who run it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="notes")
    words = models.CharField(max_length=2000)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            ("batch", "words", "written_at", "written_by", "voided_at", "voided_by", "void_reason"), OWN_FIELD
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="rosters_batchnote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.written_at}"


class Cost(Protected, Captured, Voidable):
    """One line of what a batch cost, in rupees."""

    class Kind(models.TextChoices):
        TRAVEL = "travel"
        LODGING = "lodging"
        FOOD = "food"
        HALL = "hall"
        FEE = "fee"
        PRINT = "print"
        OTHER = "other"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    words = models.CharField(max_length=160, blank=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("batch", "kind", "amount", "words", "written_at", "written_by"),
                *("voided_at", "voided_by", "void_reason"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="rosters_cost_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="rosters_cost_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.kind} {self.amount}"


class Presence(Protected, Voidable):
    """Somebody was there on a day, by the code at the door, by the roll, or as a walk-in; a mistake is voided."""

    class How(models.TextChoices):
        CODE = "code"
        ROLL = "roll"
        WALK_IN = "walk_in"

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="presences")
    day = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices)
    at = models.DateTimeField()
    by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Voidable.classification,
        **dict.fromkeys(("turn", "day", "how", "at", "by", "voided_at", "voided_by", "void_reason"), DIRECTORY_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["turn", "day"], condition=Q(voided_at__isnull=True), name="rosters_presence_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn_id} {self.day}"


class Feedback(Protected, Captured):
    """What somebody who came says of a batch, one to five, and in words. Nobody reads a single one: stars and words are
    shown from five on, without who said them.
    """

    turn = models.OneToOneField(Turn, on_delete=models.PROTECT, related_name="feedback")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="feedback")
    useful = models.PositiveSmallIntegerField()
    clear = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=600, blank=True)
    given_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("turn", "batch", "useful", "clear", "words", "given_at"), OWN_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.CheckConstraint(
                condition=Q(useful__gte=1, useful__lte=5, clear__gte=1, clear__lte=5), name="rosters_feedback_stars"
            ),
        ]

    def __str__(self) -> str:
        return str(self.batch_id)
