"""Reporting effort: which district spoke in which week, so that silence is never drawn as safety."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import FACT_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import WriteGuard


class ReportedWeek(models.Model):
    """One week for which one agency of a district has submitted a report. Every officer may see it."""

    id = models.BigAutoField(primary_key=True)
    district = models.CharField(max_length=80)
    week = models.DateField(help_text="its Monday")
    agency = models.CharField(max_length=16, db_column="voice")
    is_quiet = models.BooleanField(default=False)

    classification: ClassVar[dict[str, Sort]] = {
        "id": SYSTEM_FIELD,
        **dict.fromkeys(("district", "week", "agency", "is_quiet"), FACT_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="picture_reportedweek_guard"),
            models.UniqueConstraint(fields=["district", "week", "agency"], name="picture_reportedweek_once"),
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.week}"
