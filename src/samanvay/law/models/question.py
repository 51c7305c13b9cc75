"""What officers ask on an entry of the law, and what was answered; an accepted answer becomes part of the entry."""

from typing import ClassVar, Self

from django.db import models

from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable

from .entry import LawEdition, LawEntry


class LawQuestionQuerySet(models.QuerySet["LawQuestion"]):
    """Reads on questions."""

    def standing(self) -> Self:
        """Keep those that are not struck out."""
        return self.filter(voided_at__isnull=True)

    def answered(self) -> Self:
        """Keep those that a resource person answered, or of which an answer was accepted."""
        return self.filter(pk__in=LawAnswer.objects.settling().values("question_id"))

    def waiting(self) -> Self:
        """Keep those that nobody answered who knows."""
        return self.standing().exclude(pk__in=LawAnswer.objects.settling().values("question_id"))


class LawQuestion(Protected, Captured, Voidable):
    """One question on one entry, in one language; kept only after it was checked for personal data.

    ``names_nobody`` is true where something was found and the asker said that it names nobody. ``role`` and
    ``home_unit`` are those in which the asker asked. ``times_opened`` counts the duties to answer it: a question
    waits again when its answer turns out wrong.
    """

    entry = models.ForeignKey(LawEntry, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=[("en", "en"), ("hi", "hi")])
    names_nobody = models.BooleanField(default=False)
    role = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    times_opened = models.PositiveSmallIntegerField(default=0)

    objects = LawQuestionQuerySet.as_manager()

    log_kind: ClassVar[str] = "law question"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            ("entry", "text", "language", "names_nobody", "role", "asked_at", "asked_by", "times_opened"),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["asked_by", "submission_id"], name="law_lawquestion_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-asked_at", "id"], name="law_question_latest")]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def role_words(self) -> Bilingual:
        return _role_words(self.role)


class LawAnswerQuerySet(models.QuerySet["LawAnswer"]):
    """Reads on answers."""

    def standing(self) -> Self:
        """Keep those that are neither struck out nor found wrong."""
        return self.filter(voided_at__isnull=True, wrong_at__isnull=True)

    def settling(self) -> Self:
        """Keep those after which a question waits no more."""
        return self.standing().filter(models.Q(is_of_resource_person=True) | models.Q(accepted_at__isnull=False))

    def part_of_entries(self) -> Self:
        """Keep those that are part of an entry: accepted, and their question not struck out."""
        return self.standing().filter(accepted_at__isnull=False, question__voided_at__isnull=True)


class LawAnswer(Protected, Captured, Voidable):
    """One answer. Accepted, it is part of the entry; counsel may find it wrong, and then it stands there struck out.

    ``edition`` is the text of which it is said: the present one when it was written, and again whenever somebody
    confirms that it holds for a newer. ``is_of_resource_person`` is kept as it was on the day.
    """

    question = models.ForeignKey(LawQuestion, on_delete=models.PROTECT, related_name="answers")
    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    names_nobody = models.BooleanField(default=False)
    role = models.CharField(max_length=40)
    is_of_resource_person = models.BooleanField()
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    accepted_role = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_role = models.CharField(max_length=40, blank=True)
    wrong_at = models.DateTimeField(null=True)
    wrong_by = models.UUIDField(null=True)
    wrong_role = models.CharField(max_length=40, blank=True)
    wrong_reason = models.CharField(max_length=600, blank=True)

    objects = LawAnswerQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("question", "edition", "text", "names_nobody", "role", "is_of_resource_person"),
                *("answered_at", "answered_by", "accepted_at", "accepted_by", "accepted_role"),
                *("confirmed_at", "confirmed_by", "confirmed_role"),
                *("wrong_at", "wrong_by", "wrong_role", "wrong_reason"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["answered_by", "submission_id"], name="law_lawanswer_once"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def is_wrong(self) -> bool:
        return self.wrong_at is not None

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None

    def is_of_earlier_text(self) -> bool:
        """Tell whether the entry says something else since; asks the entry and the edition, so select both before."""
        return self.edition.no != self.question.entry.current

    @property
    def role_words(self) -> Bilingual:
        return _role_words(self.role)

    @property
    def accepted_role_words(self) -> Bilingual:
        return _role_words(self.accepted_role)

    @property
    def wrong_role_words(self) -> Bilingual:
        return _role_words(self.wrong_role)

    @property
    def confirmed_role_words(self) -> Bilingual:
        return _role_words(self.confirmed_role)


def _role_words(code: str) -> Bilingual:
    return BY_CODE[code].name if code in BY_CODE else Bilingual(code)
