"""Items: the questions of the bank with their answers. No learner's query reaches a row; papers are drawn by the
machinery."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..states import EDITION_WORDS, EditionState, Origin
from ..syllabus import QuestionText, question_of
from .course import Course


class ItemEditionQuerySet(models.QuerySet["ItemEdition"]):
    """Reads on editions of questions."""

    def in_use(self) -> Self:
        """Keep those from which papers are drawn."""
        return self.filter(no=models.F("item__current"), state=EditionState.PUBLISHED)


class Item(Protected):
    """A question of a course. ``current``, ``last``, ``draft``, ``shipped_digest``, ``newer_shipped`` as of a course.

    One that is taken out of use has a current edition that is retired: no paper draws it, those that did keep it.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=60)
    current = models.PositiveSmallIntegerField(null=True)
    last = models.PositiveSmallIntegerField(default=0)
    draft = models.PositiveSmallIntegerField(null=True)
    shipped_digest = models.CharField(max_length=64, blank=True)
    newer_shipped = models.PositiveSmallIntegerField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            ("course", "code", "current", "last", "draft", "shipped_digest", "newer_shipped"), SYSTEM_FIELD
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["course", "code"], name="training_item_code"),
        ]

    def __str__(self) -> str:
        return self.code


class ItemEdition(Protected, Captured):
    """What a question said from a day on, with its vignette; never changed once published, papers name it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="editions")
    no = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Origin])
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in EditionState])
    digest = models.CharField(max_length=64)
    said = models.JSONField(help_text="everything of the question in questions.toml, its vignette within")
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    writers = ArrayField(models.UUIDField(), default=list, help_text="everybody who wrote on it: none of them reviews")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    review_words = models.CharField(max_length=600, blank=True)
    published_at = models.DateTimeField(null=True)

    objects = ItemEditionQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("item", "no", "origin", "state", "digest", "said", "published_at"), SYSTEM_FIELD),
        **dict.fromkeys(
            ("written_at", "written_by", "writers", "reviewed_at", "reviewed_by", "review_words"), DIRECTORY_FIELD
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["item", "no"], name="training_itemedition_no"),
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="training_itemedition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.no}"

    def text(self) -> QuestionText:
        """Return what this edition says."""
        return question_of(self.said)

    @property
    def state_words(self) -> Bilingual:
        return EDITION_WORDS[self.state]
