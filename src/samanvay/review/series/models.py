"""A series: conferences that come back by themselves."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..kinds import KINDS, Rhythm


class SeriesQuerySet(models.QuerySet["Series"]):
    """Reads on series."""

    def going(self) -> Self:
        """Keep those that were not ended."""
        return self.filter(ended_at__isnull=True)


class Series(Protected, Captured):
    """Conferences of one kind over one place, at the same hour.

    ``home_unit`` is the unit of the chair; ``desks`` are the units that prepare and run it besides.
    """

    kind = models.CharField(max_length=20)
    name_en = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=80, help_text="state, division or district")
    chair_role = models.CharField(max_length=40)
    desks = ArrayField(models.IntegerField(), default=list)
    invited = ArrayField(models.CharField(max_length=40), default=list)
    rhythm = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Rhythm])
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    at = models.TimeField(help_text="in India")
    minutes = models.PositiveSmallIntegerField()
    walks_districts = models.BooleanField(default=True)
    standing = models.JSONField(default=list, help_text="parts that every agenda has: {en, hi}")
    dial_in = models.CharField(max_length=200, blank=True)
    made_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    objects = SeriesQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("kind", "name_en", "name_hi", "place", "chair_role", "invited", "rhythm", "weekday", "at"),
                *("minutes", "walks_districts", "standing", "dial_in", "made_by", "ended_at"),
            ),
            CASE_FIELD,
        ),
        "desks": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["home_unit", "submission_id"], name="review_series_once"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="review_series_weekday"),
        ]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def names(self) -> Bilingual:
        return Bilingual(self.name_en, self.name_hi)

    @property
    def kind_words(self) -> Bilingual:
        return KINDS[self.kind].name if self.kind in KINDS else Bilingual(self.kind)
