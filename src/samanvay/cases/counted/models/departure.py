"""That a person left: escaped, died, went by own choice, was given to others. No clock ends by it alone."""

from typing import ClassVar, Self

from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.models import Captured, Protected, Voidable

from ...kinds import LEFT, LEFT_TOLD_BY
from ...models.case import Case
from ...models.person import CasePerson


class CaseDepartureQuerySet(models.QuerySet["CaseDeparture"]):
    """Reads on departures."""

    def standing(self) -> Self:
        """Keep those that are not void."""
        return self.filter(voided_at__isnull=True)


class CaseDeparture(Protected, Captured, Voidable):
    """How and when a person of a case left, in whose words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="departures")
    person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="departures")
    kind = models.CharField(max_length=12)
    left_at = models.DateTimeField()
    note = models.TextField()
    told_by = models.CharField(max_length=12)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    objects = CaseDepartureQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(("case", "person", "kind", "left_at", "told_by", "recorded_at", "recorded_by"), CASE_FIELD),
        "note": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["recorded_by", "submission_id"], name="cases_casedeparture_once"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(voided_at__isnull=True), name="cases_casedeparture_standing"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="cases_casedeparture_case")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"

    @property
    def kind_words(self) -> Bilingual:
        return LEFT[self.kind]

    @property
    def told_by_words(self) -> Bilingual:
        return LEFT_TOLD_BY[self.told_by]
