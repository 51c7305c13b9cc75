"""A provision that a case cites: an entry of the law's library, in the edition that was read."""

from typing import ClassVar, Self

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable
from samanvay.law.models import LawEntry

from .case import Case


class CaseProvisionQuerySet(models.QuerySet["CaseProvision"]):
    """Reads on cited provisions."""

    def standing(self) -> Self:
        """Keep those that are not void."""
        return self.filter(voided_at__isnull=True)


class CaseProvision(Protected, Captured, Voidable):
    """A provision under which a case stands. ``edition`` is the number of the text that its recorder read.

    Whether it held on the day of the offence is told from both each time, since either may be corrected.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="provisions")
    entry = models.ForeignKey(LawEntry, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    objects = CaseProvisionQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(("case", "entry", "edition", "recorded_at", "recorded_by"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["recorded_by", "submission_id"], name="cases_caseprovision_once"),
            models.UniqueConstraint(
                fields=["case", "entry"],
                condition=models.Q(voided_at__isnull=True),
                name="cases_caseprovision_standing",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="cases_caseprovision_case")]

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.case_id}"
