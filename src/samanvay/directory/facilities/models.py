"""Facilities: where people pass, are kept, are taught, are heard or are treated."""

from typing import ClassVar

from django.db import models

from samanvay.directory.kinds import FACILITY_KINDS
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Guarded

from ..places.models import Place
from ..units.models import Unit


class Facility(Guarded):
    """A railway station, bus stand, crossing, airport, home, training centre, court or hospital."""

    code = models.CharField(max_length=120, unique=True, help_text="stable, as railway_station:BSB")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    name_hi = models.CharField(max_length=160, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="facilities")
    district = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    operator = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="facilities")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            (
                "code", "kind", "name", "name_hi", "place", "district", "lat", "lon", "operator",
                "valid_from", "valid_to",
            ),
            DIRECTORY_FIELD,
        ),
    }  # fmt: skip

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["district", "kind"], name="directory_facility_where")
        ]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def names(self) -> Bilingual:
        """The name in both languages."""
        return Bilingual(self.name, self.name_hi)

    @property
    def kind_words(self) -> Bilingual:
        """The kind in both languages."""
        return FACILITY_KINDS[self.kind]
