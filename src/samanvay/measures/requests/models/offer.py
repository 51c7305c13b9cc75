"""Standing offers: what a district lends to others, for some days."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import CASE_FIELD, DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable


class OfferQuerySet(models.QuerySet["Offer"]):
    """Reads on offers."""

    def standing(self, day: date) -> Self:
        """Keep those that are neither withdrawn nor over."""
        return self.filter(voided_at__isnull=True, until__gte=day)


class Offer(Protected, Captured, Voidable):
    """Help that a unit offers by itself, to be read by every officer. Withdrawing it voids it with a reason."""

    district = models.CharField(max_length=80, help_text="or the state, for a unit of the whole state")
    kind = models.CharField(max_length=20)
    languages = ArrayField(models.CharField(max_length=12), default=list)
    how_many = models.PositiveSmallIntegerField(null=True)
    since = models.DateField()
    until = models.DateField()
    words = models.TextField(blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.UUIDField()

    objects = OfferQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            ("district", "kind", "languages", "how_many", "since", "until", "words", "offered_at", "offered_by"),
            DIRECTORY_FIELD,
        ),
        **dict.fromkeys(("voided_at", "voided_by", "void_reason"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["offered_by", "submission_id"], name="measures_offer_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["until", "kind"], name="measures_offer_until")]

    def __str__(self) -> str:
        return f"{self.kind} {self.district} {self.until}"
