"""Consent of a state's desk that decided reports teach the reader: given, confirmed by a second person, withdrawn."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded


class ReaderConsentQuerySet(models.QuerySet["ReaderConsent"]):
    """Reads on consents."""

    def open(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def in_force(self) -> Self:
        """Keep those that hold: confirmed and not withdrawn."""
        return self.open().filter(confirmed_at__isnull=False)


class ReaderConsent(Guarded):
    """That what a state's officers corrected or added may leave as de-identified rows; one at a time for a state."""

    home_state = models.CharField(max_length=6)
    reason = models.TextField()
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    objects = ReaderConsentQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            (
                *("home_state", "given_by", "given_at", "confirmed_by", "confirmed_at", "withdrawn_by"),
                "withdrawn_at",
            ),
            SYSTEM_FIELD,
        ),
        **dict.fromkeys(("reason", "withdrawn_why"), DIRECTORY_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(
                fields=["home_state"], condition=Q(withdrawn_at__isnull=True), name="reports_readerconsent_one"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("given_by")),
                name="reports_readerconsent_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home_state} {self.given_at:%Y-%m-%d}"

    @property
    def is_in_force(self) -> bool:
        """Whether it holds."""
        return self.confirmed_at is not None and self.withdrawn_at is None
