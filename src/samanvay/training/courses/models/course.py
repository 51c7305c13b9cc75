"""Courses: every edition that a release brought or somebody wrote, none overwritten once it was published."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, OPEN_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..states import EDITION_WORDS, ORIGINS, EditionState, Origin
from ..syllabus import CourseText, course_of


class CourseQuerySet(models.QuerySet["Course"]):
    """Reads on courses."""

    def published(self) -> Self:
        """Keep those that can be learnt."""
        return self.filter(current__isnull=False)


class Course(Protected):
    """Something that is taught. ``current`` is the number of the edition that learners read, if any.

    ``last`` numbers the newest edition, ``draft`` is the number of one that is written or waits for review.
    ``shipped_digest`` is that of the last shipped text taken in, ``newer_shipped`` the number of the edition that holds
    a shipped text newer than what the state keeps.
    """

    code = models.CharField(max_length=60, unique=True)
    current = models.PositiveSmallIntegerField(null=True)
    last = models.PositiveSmallIntegerField(default=0)
    draft = models.PositiveSmallIntegerField(null=True)
    shipped_digest = models.CharField(max_length=64, blank=True)
    newer_shipped = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    objects = CourseQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("code", "current", "last", "draft", "shipped_digest", "newer_shipped", "made_at"), OPEN_FIELD),
        "made_by": DIRECTORY_FIELD,
    }

    class Meta(Protected.Meta):
        """The guard and the row policy, no more."""

    def __str__(self) -> str:
        return self.code


class CourseEdition(Protected, Captured):
    """What a course said from a day on: everything of ``course.toml`` and of its lessons; see ``syllabus``.

    ``review_words`` are those with which the second person sent it back. Only a draft's ``said`` changes.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="editions")
    no = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Origin])
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in EditionState])
    digest = models.CharField(max_length=64)
    said = models.JSONField(help_text="everything of course.toml and of the lessons")
    note = models.CharField(max_length=300, blank=True, help_text="what was changed and why")
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    writers = ArrayField(models.UUIDField(), default=list, help_text="everybody who wrote on it: none of them reviews")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    review_words = models.CharField(max_length=600, blank=True)
    published_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("course", "no", "origin", "state", "digest", "said", "published_at"), OPEN_FIELD),
        **dict.fromkeys(
            ("note", "written_at", "written_by", "writers", "reviewed_at", "reviewed_by", "review_words"),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["course", "no"], name="training_courseedition_no"),
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="training_courseedition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.no}"

    def text(self) -> CourseText:
        """Return what this edition says."""
        return course_of(self.said)

    @property
    def state_words(self) -> Bilingual:
        return EDITION_WORDS[self.state]

    @property
    def origin_words(self) -> Bilingual:
        return ORIGINS[self.origin]
