"""A screening: that signs were asked for, by whom and what follows. The answers lie in a sealed box."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.cases.kinds import FORMS, LANGUAGES
from samanvay.cases.models import Case, CasePerson
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from .kinds import AT_ONCE, INTERPRETERS, OUTCOME_SENTENCES, OUTCOMES
from .published import EDITION, published


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Reads on screenings."""

    def latest_first(self) -> Self:
        """Put the latest first."""
        return self.order_by("-asked_at", "-id")


class Screening(Protected, Captured):
    """Signs asked for in one situation, of one person or of all of a case.

    ``suspects`` is the officer's own word beside the list. ``outcome``, ``forms`` and ``at_once`` are what follows, for
    every reader of the case; answers and note are the box of this screening, for the team. ``declined`` are proposed
    forms that somebody found not to be so.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="screenings")
    person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.CharField(max_length=40)
    edition = models.CharField(max_length=16, default=EDITION)
    language = models.CharField(max_length=16, blank=True)
    interpreter = models.CharField(max_length=16, blank=True)
    suspects = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8)
    forms = ArrayField(models.CharField(max_length=32), default=list)
    at_once = ArrayField(models.CharField(max_length=16), default=list)
    declined = ArrayField(models.CharField(max_length=32), default=list)
    asked_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    objects = ScreeningQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("case", "person", "group", "edition", "language", "interpreter", "suspects", "outcome", "forms"),
                *("at_once", "declined", "asked_at", "recorded_at", "recorded_by"),
            ),
            CASE_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["recorded_by", "submission_id"], name="support_screening_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "-asked_at"], name="support_screening_case")
        ]

    def __str__(self) -> str:
        return f"{self.group} of {self.case_id}"

    @property
    def group_words(self) -> Bilingual:
        """The situation; one of an older edition comes back as its code."""
        known = published().groups.get(self.group)
        return known.title if known else Bilingual(self.group, self.group)

    @property
    def outcome_words(self) -> Bilingual:
        return OUTCOMES[self.outcome]

    @property
    def outcome_sentence(self) -> Bilingual:
        return OUTCOME_SENTENCES[self.outcome]

    @property
    def at_once_words(self) -> list[Bilingual]:
        return [AT_ONCE[code] for code in self.at_once if code in AT_ONCE]

    @property
    def form_words(self) -> list[Bilingual]:
        return [FORMS.get(form, Bilingual(form, form)) for form in self.forms]

    @property
    def language_words(self) -> Bilingual:
        return LANGUAGES.get(self.language, Bilingual("", ""))

    @property
    def interpreter_words(self) -> Bilingual:
        return INTERPRETERS.get(self.interpreter, Bilingual("", ""))
