"""Centres where batches meet, and the weeks in which one of them, or the whole state, trains nobody."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from samanvay.directory.models import Place, Unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable

from .states import CLOSURES


class CentreQuerySet(models.QuerySet["Centre"]):
    """Reads on centres."""

    def standing(self) -> Self:
        """Keep those that were not voided."""
        return self.filter(voided_at__isnull=True)

    def usable(self, day: date) -> Self:
        """Keep those that are not lost on a day."""
        return self.standing().filter(Q(lost_from__isnull=True) | Q(lost_from__gt=day))


class Centre(Protected, Captured, Voidable):
    """A place with seats where batches meet. Read by every officer and partner.

    ``seats`` people at the same time, ``women_places`` of its hostel, ``halls`` batches at the same time; None where
    nobody said. ``place`` is its district, ``unit`` whoever runs it. ``lost_from`` is the Monday from which it cannot
    be used any more.
    """

    code = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    name_hi = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    latitude = models.FloatField()
    longitude = models.FloatField()
    seats = models.PositiveIntegerField()
    women_places = models.PositiveIntegerField(null=True)
    halls = models.PositiveIntegerField(null=True)
    lost_from = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was last changed")
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()

    objects = CentreQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("code", "name", "name_hi", "address", "place", "unit", "latitude", "longitude", "seats"),
                *("women_places", "halls", "lost_from", "reason", "changed_at", "changed_by"),
                *("voided_at", "voided_by", "void_reason"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["home_state", "code"], condition=Q(voided_at__isnull=True), name="rosters_centre_code"
            ),
            models.UniqueConstraint(fields=["changed_by", "submission_id"], name="rosters_centre_once"),
            models.CheckConstraint(
                condition=Q(seats__gte=1, latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="rosters_centre_sound",
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def names(self) -> Bilingual:
        """The name in both languages."""
        return Bilingual(self.name, self.name_hi)


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Reads on closures."""

    def standing(self) -> Self:
        """Keep those that hold."""
        return self.filter(voided_at__isnull=True)


class Closure(Protected, Captured, Voidable):
    """Weeks in which a centre, or where none is named the whole state, trains nobody. Both Mondays are within."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="closures")
    first_monday = models.DateField()
    last_monday = models.DateField()
    kind = models.CharField(max_length=12, choices=[(code, code) for code in CLOSURES])
    words = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    objects = ClosureQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("centre", "first_monday", "last_monday", "kind", "words", "made_at", "made_by"),
                *("voided_at", "voided_by", "void_reason"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["made_by", "submission_id"], name="rosters_closure_once"),
            models.CheckConstraint(condition=Q(last_monday__gte=F("first_monday")), name="rosters_closure_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_monday} {self.kind}"
