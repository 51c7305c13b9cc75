"""How hard the questions of a course are, by the answers of those who have sat it."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import InsertOnly
from samanvay.kernel.models import Protected


class Calibration(Protected):
    """A Rasch model of a course's questions on a day; a newer one takes its place for papers begun after it.

    ``persons`` whose first papers it was fitted to, ``slope`` that all questions share, ``items`` the intercept of each
    by the id of its edition. P(right | ability) = 1 / (1 + exp(-(slope * ability + intercept))).
    """

    course = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    persons = models.PositiveIntegerField()
    slope = models.FloatField()
    items = models.JSONField(help_text="id of an edition: its intercept")

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("course", "made_at", "persons", "slope", "items"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            InsertOnly(name="training_calibration_only"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["course", "-made_at"], name="training_calibration_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.made_at:%Y-%m-%d}"
