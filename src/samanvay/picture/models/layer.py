"""Statistical layers: published numbers of districts and states, each under the rule by which it was counted."""

from typing import ClassVar, Self

from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.classify import OPEN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded, Voidable


class StatLayer(Guarded):
    """One published table, of one counting rule. Numbers of two layers are never added or compared."""

    kind = models.CharField(max_length=40, unique=True)
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("kind", "source"), OPEN_FIELD),
        **dict.fromkeys(("made_at", "made_by"), SYSTEM_FIELD),
    }

    def __str__(self) -> str:
        return self.kind


class StatValueQuerySet(models.QuerySet["StatValue"]):
    """Reads on published numbers."""

    def standing(self) -> Self:
        """Keep those that are not void."""
        return self.filter(voided_at__isnull=True)


class StatValue(Guarded, Voidable):
    """One number as it was published: of a place, a year, a head. Several circles make a district: their sum is its.

    ``row`` is the same for all numbers of one row of the file that they came with.
    """

    layer = models.ForeignKey(StatLayer, on_delete=models.PROTECT, related_name="values")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    circle = models.CharField(max_length=120, blank=True, help_text="registration circle, as the source names it")
    head = models.CharField(max_length=80)
    value = models.PositiveIntegerField()
    row = models.UUIDField()

    objects = StatValueQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **Voidable.classification,
        **dict.fromkeys(("layer", "place", "year", "circle", "head", "value"), OPEN_FIELD),
        # published numbers: their striking out tells of no case
        **dict.fromkeys(("row", "voided_at", "voided_by", "void_reason"), SYSTEM_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(
                fields=["layer", "head", "year", "place", "circle"],
                condition=models.Q(voided_at__isnull=True),
                name="picture_statvalue_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["row"], name="picture_statvalue_row")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.year} {self.head}: {self.value}"
