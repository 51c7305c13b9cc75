"""Files beside a lesson: a picture, a PDF, a sound, a film. What is said of one lies in the edition that shows it."""

from typing import ClassVar

from django.db import models

from samanvay.documents.media import BY_TYPE
from samanvay.kernel.classify import DIRECTORY_FIELD, OPEN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from .course import Course


class LessonFile(Protected, Captured):
    """The bytes of one file, never changed; an edition names it by id with its title and alternative text.

    It lies on disk as documents do, under a data key of its own; it holds nothing of a case.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="files")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    data_key = models.UUIDField(unique=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("course", "media_type", "size", "sha256"), OPEN_FIELD),
        "data_key": SYSTEM_FIELD,
        **dict.fromkeys(("added_at", "added_by"), DIRECTORY_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["added_by", "submission_id"], name="training_lessonfile_once"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.id}"

    @property
    def ending(self) -> str:
        return BY_TYPE[self.media_type].ending
