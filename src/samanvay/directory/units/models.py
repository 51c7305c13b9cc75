"""Units: a tree for each compartment, each unit with the audience by which rows name it."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from samanvay.directory.kinds import COMPARTMENTS, UNIT_KINDS
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded

from ..places.models import Place


class UnitQuerySet(models.QuerySet["Unit"]):
    """Reads on units."""

    def open(self, day: date) -> Self:
        """Keep those that work on a day (``valid_to`` is the last day)."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Unit(Guarded):
    """An office, station or desk. Its ``audience`` is the integer that rows and grants carry.

    ``stale_readers`` holds audiences that rows of this unit may still carry from before a reorganisation;
    it is emptied when those rows are rebuilt.
    """

    audience = models.IntegerField(unique=True)
    code = models.CharField(max_length=80, unique=True, help_text="stable, as police:ahtu:180")
    compartment = models.CharField(max_length=16)
    kind = models.CharField(max_length=24)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=160)
    name_hi = models.CharField(max_length=160, blank=True)
    home_state = models.CharField(max_length=6)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="units_seated")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    stale_readers = ArrayField(models.IntegerField(), default=list, blank=True)

    objects = UnitQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            (
                "audience", "code", "compartment", "kind", "parent", "name", "name_hi", "home_state", "place",
                "valid_from", "valid_to",
            ),
            DIRECTORY_FIELD,
        ),
        "stale_readers": SYSTEM_FIELD,
    }  # fmt: skip

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["compartment", "kind", "name"], name="directory_unit_kind"),
            models.Index(fields=["home_state", "compartment"], name="directory_unit_state"),
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
        return UNIT_KINDS[self.kind].name

    @property
    def compartment_words(self) -> Bilingual:
        """The compartment in both languages."""
        return COMPARTMENTS[self.compartment]

    def is_open(self, day: date) -> bool:
        """Tell whether the unit works on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)


class UnitChange(Guarded):
    """What happened to a unit on a day: made, renamed, moved under another, closed."""

    class Kind(models.TextChoices):
        CREATED = "created"
        RENAMED = "renamed"
        MOVED = "moved"
        CLOSED = "closed"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField()
    parent_before = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    parent_after = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name_before = models.CharField(max_length=160, blank=True)
    name_hi_before = models.CharField(max_length=160, blank=True)
    name_after = models.CharField(max_length=160, blank=True)
    order_no = models.CharField(max_length=80, blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            (
                "unit", "kind", "on", "parent_before", "parent_after", "name_before", "name_hi_before",
                "name_after", "order_no",
            ),
            DIRECTORY_FIELD,
        ),
    }  # fmt: skip

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "on"], name="directory_unitchange_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.on}"


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    """Reads on jurisdictions."""

    def in_force(self, day: date) -> Self:
        """Keep those that hold on a day (``until`` is the last day)."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class Jurisdiction(Guarded):
    """A place that a unit serves, with its days."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="jurisdictions")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="jurisdictions")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = JurisdictionQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("unit", "place", "since", "until"), DIRECTORY_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="directory_jurisdiction_days",
            ),
            models.UniqueConstraint(
                fields=["unit", "place"], condition=Q(until__isnull=True), name="directory_jurisdiction_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} serves {self.place_id}"
