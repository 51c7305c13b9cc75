"""Who met over a case: a projection of the log, one row a case, from which convergence is counted."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import CASE_FIELD, Sort
from samanvay.kernel.models import Protected


class CaseMeeting(Protected):
    """Which compartments acted in a case and when, which districts took part, how long hand-overs took.

    Its key is the case's. ``district`` is that of the unit that has the case, else of the place where it happened, ""
    for neither. ``compartments`` are those that recorded something, in the order of their first act; of these
    ``in_a_week`` acted within seven days of the opening. ``hours`` has one entry for each hand-over that was taken
    over: from asking to taking over; ``asked`` counts those asked. ``took_part`` are the districts of the units that
    recorded something, are in the team or took people over. A void case has no row.
    """

    opened_at = models.DateTimeField()
    district = models.CharField(max_length=80, blank=True)
    is_from_sheet = models.BooleanField(default=False)
    compartments = ArrayField(models.CharField(max_length=16), default=list)
    in_a_week = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    hours = ArrayField(models.FloatField(), default=list)
    took_part = ArrayField(models.CharField(max_length=80), default=list)
    is_joint = models.BooleanField(default=False)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("opened_at", "district", "is_from_sheet", "compartments", "in_a_week", "asked", "hours"),
                *("took_part", "is_joint"),
            ),
            CASE_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["opened_at"], name="review_casemeeting_opened")]

    def __str__(self) -> str:
        return f"{self.id}: {', '.join(self.compartments)}"
