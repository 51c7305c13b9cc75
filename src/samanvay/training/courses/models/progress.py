"""How far a learner has come in a lesson."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import OWN_FIELD, Sort
from samanvay.kernel.models import Protected


class Progress(Protected):
    """One lesson of one learner, by the codes of course and lesson: a newer edition of the course keeps it.

    ``section`` is the heading reached, from 0, where reading goes on on whatever telephone. ``edition`` is the number
    of the edition that was read to the end. ``learner`` is the id of a user.
    """

    learner = models.UUIDField()
    course = models.CharField(max_length=60)
    lesson = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    reached_at = models.DateTimeField()
    section = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    edition = models.PositiveSmallIntegerField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            ("learner", "course", "lesson", "opened_at", "reached_at", "section", "finished_at", "edition"), OWN_FIELD
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["learner", "course", "lesson"], name="training_progress_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["course", "finished_at"], name="training_progress_course"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.lesson}"
