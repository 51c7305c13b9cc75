"""How training stood at the end of each week, by unit: what a trend is drawn from."""

from typing import ClassVar

from django.db import models

from samanvay.directory.models import Unit
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Protected


class CoverageWeek(Protected):
    """How many of a unit were trained, due, overdue or never trained when a week began, and how many were certified.

    Read by the unit's own line and by those who coordinate training, as its members are.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    district = models.CharField(max_length=80, blank=True)
    service = models.CharField(max_length=16)
    monday = models.DateField()
    trained = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()
    never = models.PositiveIntegerField()
    certified = models.PositiveIntegerField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            ("unit", "district", "service", "monday", "trained", "due", "overdue", "never", "certified"),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "service", "monday"], name="rosters_coverageweek_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["home_state", "monday"], name="rosters_coverage_week"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.monday}"
