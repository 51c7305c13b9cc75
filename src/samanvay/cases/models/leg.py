"""The way of the people of a case: places in order, each with what it was on the way and how they came there."""

from typing import ClassVar, Self

from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.models import Captured, Protected, Voidable

from ..kinds import CERTAINTIES, LEG_ROLES, MODES
from .case import Case


class CaseLegQuerySet(models.QuerySet["CaseLeg"]):
    """Reads on legs."""

    def standing(self) -> Self:
        """Keep those that are not void."""
        return self.filter(voided_at__isnull=True)

    def in_order(self) -> Self:
        """Order as the way went."""
        return self.select_related("place", "place__district").order_by("position", "id")


class CaseLeg(Protected, Captured, Voidable):
    """A place on the way. ``mode`` and ``train`` say how they came there, ``position`` where it stands in the way."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legs")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, default="unknown")
    train = models.CharField(max_length=5, blank=True)
    occurred = PartialDateColumns(null=True)
    certainty = models.CharField(max_length=8, default="stated")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    objects = CaseLegQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("case", "position", "role", "place", "mode", "train", "certainty", "recorded_at", "recorded_by"),
                *("occurred_earliest", "occurred_latest"),
            ),
            CASE_FIELD,
        ),
        "occurred_said": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            partial_date_order("occurred", name="cases_caseleg_occurred"),
            models.UniqueConstraint(fields=["recorded_by", "submission_id"], name="cases_caseleg_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "position"], name="cases_caseleg_case")]

    def __str__(self) -> str:
        return f"{self.position} {self.role} {self.place_id}"

    @property
    def role_words(self) -> Bilingual:
        return LEG_ROLES[self.role]

    @property
    def mode_words(self) -> Bilingual:
        return MODES[self.mode]

    @property
    def certainty_words(self) -> Bilingual:
        return CERTAINTIES[self.certainty]
