"""What counsel said of an edition: right as it stands, or to be corrected and how."""

from typing import ClassVar, Self

from django.db import models

from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..vocabulary import OUTCOMES
from .entry import LawEdition


class LawCheckQuerySet(models.QuerySet["LawCheck"]):
    """Reads on checks."""

    def standing(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(undone_at=None)


class LawCheck(Protected, Captured):
    """One reading of one edition by counsel, of the day on which it was; the latest that stands is what holds.

    A newer edition has none: who changes a text sets its verification back.
    """

    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="checks")
    outcome = models.CharField(max_length=16, choices=[(each, each) for each in OUTCOMES])
    words = models.CharField(max_length=600, blank=True, help_text="what is to be corrected, or what was looked up")
    role = models.CharField(max_length=40, help_text="in which the reader acts")
    checked_at = models.DateTimeField()
    checked_by = models.UUIDField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    objects = LawCheckQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            ("edition", "outcome", "words", "role", "checked_at", "checked_by", "undone_at", "undone_by"),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["checked_by", "submission_id"], name="law_lawcheck_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.outcome}"

    @property
    def outcome_words(self) -> Bilingual:
        return OUTCOMES[self.outcome]

    @property
    def role_words(self) -> Bilingual:
        return BY_CODE[self.role].name if self.role in BY_CODE else Bilingual(self.role)
