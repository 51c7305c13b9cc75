"""Sittings: one person's paper with its answers; seats of an examination at a centre."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import DIRECTORY_FIELD, OWN_FIELD, SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import InsertOnly
from samanvay.kernel.models import Captured, Protected

from ...courses.models.course import CourseEdition

GRACE = timedelta(minutes=3)
SEATS_HOLD = timedelta(hours=1)


class Seats(Protected, Captured):
    """An examination at a centre: whoever sits there begins with its code within the hour after it was opened.

    ``code_hash`` is that of six digits, which the invigilator alone is shown, once.
    """

    course = models.CharField(max_length=60)
    place = models.CharField(max_length=120, help_text="the room or hall")
    code_hash = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("course", "place", "opened_at", "opened_by", "closed_at"), DIRECTORY_FIELD),
        "code_hash": SECRET_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["opened_by", "submission_id"], name="training_seats_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.place}"

    def is_open_at(self, moment: datetime) -> bool:
        """Tell whether somebody may begin here at a moment."""
        return self.closed_at is None and self.opened_at <= moment < self.opened_at + SEATS_HOLD


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Reads on sittings."""

    def running(self) -> Self:
        """Keep those that were neither handed in nor closed."""
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        """Keep those that have their marks."""
        return self.filter(closed_at__isnull=False)

    def of(self, learner: UUID) -> Self:
        """Keep those of one person."""
        return self.filter(learner=learner)


class Sitting(Protected):
    """One paper of one person. Its end is computed from when it began; one runs at a time for a person.

    ``rules`` are the settings as they were (minutes, pass_percent, negative); where the questions were calibrated also
    ``equated``: the paper's own pass_percent, what the usual one is worth on it, persons and calibration. ``paper``
    holds the questions in their order (see ``examining.papers.Line``), drawn by ``seed``. ``marked`` holds for each
    what was given, in original places, and whether that was right (null: left out). ``aside`` are the places that do
    not count. ``how`` it ended: "handed" in, or "time".
    """

    learner = models.UUIDField()
    course = models.CharField(max_length=60)
    edition = models.ForeignKey(CourseEdition, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=[("own", "own"), ("centre", "centre")])
    seats = models.ForeignKey(Seats, on_delete=models.PROTECT, null=True, related_name="sittings")
    seat = models.CharField(max_length=12, blank=True)
    seed = models.BigIntegerField()
    rules = models.JSONField()
    paper = models.JSONField()
    began_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, blank=True)
    marked = models.JSONField(null=True)
    aside = models.JSONField(default=list)
    score = models.FloatField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)

    objects = SittingQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("learner", "course", "edition", "mode", "seats", "seat", "rules", "began_at", "closed_at", "how"),
                *("marked", "aside", "score", "percent", "passed"),
            ),
            OWN_FIELD,
        ),
        **dict.fromkeys(("seed", "paper"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["learner"], condition=Q(closed_at=None), name="training_sitting_one"),
            models.UniqueConstraint(
                fields=["seats", "seat"], condition=Q(seats__isnull=False), name="training_sitting_seat"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["learner", "course", "began_at"], name="training_sitting_learner"),
            models.Index(fields=["course", "closed_at"], name="training_sitting_course"),
            models.Index(fields=["began_at"], condition=Q(closed_at=None), name="training_sitting_running"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.learner}"

    @property
    def ends_at(self) -> datetime:
        return self.began_at + timedelta(minutes=self.rules["minutes"])

    @property
    def takes_until(self) -> datetime:
        """When the last answer that was held up by the line is taken."""
        return self.ends_at + GRACE

    @property
    def pass_mark(self) -> int:
        """What passes, in percent: of a paper harder than the usual less than the course asks."""
        found: int = self.rules.get("equated", self.rules)["pass_percent"]
        return found

    @property
    def rights(self) -> list[Any]:
        return [each["right"] for each in self.marked or ()]


class Answer(Protected):
    """One answer to one question of a paper, added and never changed: of several the one with the highest serial holds.

    ``serial`` is the moment at which it was given, in ms by the server's clock: an older one that arrives late
    over a bad line changes nothing. Nobody locks a row to add one.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    serial = models.BigIntegerField()
    given = models.JSONField(help_text="original places of options; see examining.marking")
    saved_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("sitting", "position", "serial", "given", "saved_at"), OWN_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            InsertOnly(name="training_answer_only"),
            models.UniqueConstraint(fields=["sitting", "position", "serial"], name="training_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.position}"


class ItemRuling(Protected, Captured):
    """A question proposed to be set aside in scoring, and what a second person decided.

    ``outcome`` is "" while it waits, "aside" (papers that held it are marked anew, for the better alone) or "kept".
    ``rescored_at`` is when all were marked anew, ``changed`` how many results that changed.
    """

    item = models.ForeignKey("training.Item", on_delete=models.PROTECT, related_name="rulings")
    reason = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField()
    outcome = models.CharField(max_length=8, blank=True)
    words = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    rescored_at = models.DateTimeField(null=True)
    changed = models.PositiveIntegerField(default=0)

    log_kind: ClassVar[str] = "item ruling"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("item", "reason", "proposed_at", "proposed_by", "outcome", "words", "decided_at", "decided_by"),
                *("rescored_at", "changed"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["item"], condition=~Q(outcome="kept"), name="training_itemruling_one"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.outcome or 'waits'}"
