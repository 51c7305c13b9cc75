"""Nodal officers of states and districts: offices with their telephone and address, never a person's name."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded, Voidable

STALE_AFTER = timedelta(days=180)


class NodalContactQuerySet(models.QuerySet["NodalContact"]):
    """Reads on nodal contacts."""

    def current(self) -> Self:
        """Keep the versions that hold: not replaced by a correction, not struck out."""
        return self.filter(superseded_at__isnull=True, voided_at__isnull=True)

    def in_force(self, day: date) -> Self:
        """Keep current ones whose days take in a day."""
        return self.current().filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )

    def stale(self, day: date) -> Self:
        """Keep those that nobody verified for 180 days."""
        return self.filter(Q(verified_on__isnull=True) | Q(verified_on__lt=day - STALE_AFTER))


class NodalContact(Guarded, Voidable):
    """One version of the entry of an office that answers for a state or district in a compartment.

    All versions of an entry share ``series``; the current one is the latest, the others keep when they were replaced.
    """

    series = models.UUIDField(db_index=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=16)
    designation = models.CharField(max_length=120)
    office = models.CharField(max_length=160)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    verified_by = models.UUIDField(null=True)
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    superseded_at = models.DateTimeField(null=True)

    objects = NodalContactQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            (
                *("place", "compartment", "designation", "office", "phone", "email", "valid_from", "valid_until"),
                *("verified_on", "verified_by", "source", "made_at", "made_by", "superseded_at"),
                *("voided_at", "voided_by", "void_reason"),
            ),
            DIRECTORY_FIELD,
        ),
        "series": SYSTEM_FIELD,
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(superseded_at__isnull=True),
                name="measures_nodalcontact_current",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "compartment"], name="measures_nodalcontact_place")
        ]

    def __str__(self) -> str:
        return f"{self.designation}, {self.office}"

    @property
    def compartment_words(self) -> Bilingual:
        return COMPARTMENTS.get(self.compartment, Bilingual(self.compartment))

    @property
    def is_current(self) -> bool:
        return self.superseded_at is None and not self.is_void

    def is_stale(self, day: date) -> bool:
        """Tell whether nobody verified it for 180 days."""
        return self.verified_on is None or self.verified_on < day - STALE_AFTER


ASKABLE = ("district", "state")
