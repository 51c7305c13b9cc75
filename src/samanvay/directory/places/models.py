"""Places: the tree of country, state, division, district and below, with what each was called and became."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from samanvay.directory.kinds import PLACE_KINDS
from samanvay.directory.places.namesakes import place_names
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import OPEN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.db.constraints import WriteGuard
from samanvay.kernel.models import Guarded


class PlaceQuerySet(models.QuerySet["Place"]):
    """Reads on places."""

    def standing(self, day: date) -> Self:
        """Keep those that exist on a day (``valid_to`` is the last day)."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def of_kind(self, *kinds: str) -> Self:
        """Keep places of some kinds."""
        return self.filter(kind__in=kinds)


class Place(Guarded):
    """A place, under the gazetteer's key ("district:197", "IN-UP", "station:BSB").

    The columns say what holds today; :class:`PlaceChange` and :class:`PlaceName` say what held before.
    A place that an officer adds has a key beginning with "local:".
    """

    id = None  # type: ignore[assignment]  # Django's way to leave the field of the base out
    key = models.CharField(primary_key=True, max_length=120)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120, blank=True)
    lgd = models.IntegerField(null=True, blank=True, help_text="code of the Local Government Directory")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    district = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        "version": SYSTEM_FIELD,
        **dict.fromkeys(
            ("key", "kind", "name", "name_hi", "lgd", "parent", "district", "state", "lat", "lon"), OPEN_FIELD
        ),
        **dict.fromkeys(("valid_from", "valid_to"), OPEN_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [WriteGuard(name="directory_place_guard")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "name"], name="directory_place_kind"),
            models.Index(fields=["state", "kind", "name"], name="directory_place_state"),
        ]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def names(self) -> Bilingual:
        """The name in both languages."""
        return place_names(self.name, self.name_hi, self.district_id)

    @property
    def kind_words(self) -> Bilingual:
        """The kind in both languages."""
        return PLACE_KINDS[self.kind]

    @property
    def is_group(self) -> bool:
        """Whether the place is a group of districts that is addressed like one."""
        return self.kind == "region"


class PlaceName(Guarded):
    """Another name of a place: one it bore until a day, or one that people use."""

    class Kind(models.TextChoices):
        FORMER = "former"
        OTHER = "other"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="other_names")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120, blank=True)
    since = PartialDateColumns(null=True)
    until = PartialDateColumns(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("place", "kind", "name", "name_hi"), OPEN_FIELD),
        **dict.fromkeys(
            tuple(f"{end}_{part}" for end in ("since", "until") for part in ("earliest", "latest", "said")),
            OPEN_FIELD,
        ),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            partial_date_order("since", name="directory_placename_since"),
            partial_date_order("until", name="directory_placename_until"),
            models.UniqueConstraint(fields=["place", "name", "kind"], name="directory_placename_once"),
        ]

    def __str__(self) -> str:
        return str(Bilingual(self.name, self.name_hi))


class PlaceChange(Guarded):
    """What happened to a place on a day.

    ``place`` is the one that changed. A split names the new place in ``other``, a merger the place that took
    this one in, a move the old parent in ``parent_before`` and the new one in ``parent_after``, a renaming the
    names before and after.
    """

    class Kind(models.TextChoices):
        SPLIT = "split"
        MERGED = "merged"
        RENAMED = "renamed"
        MOVED = "moved"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField(help_text="first day on which the change holds")
    other = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="changes_from")
    parent_before = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    parent_after = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name_before = models.CharField(max_length=120, blank=True)
    name_hi_before = models.CharField(max_length=120, blank=True)
    name_after = models.CharField(max_length=120, blank=True)
    order_no = models.CharField(max_length=80, blank=True, help_text="notification or order")

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            (
                "place", "kind", "on", "other", "parent_before", "parent_after",
                "name_before", "name_hi_before", "name_after", "order_no",
            ),
            OPEN_FIELD,
        ),
    }  # fmt: skip

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["place", "on"], name="directory_change_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind} {self.on}"


class GroupMember(Guarded):
    """A district's membership in a group of districts (a place of kind "region"), with its days."""

    group = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="groups")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("group", "member", "since", "until"), OPEN_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="directory_groupmember_days",
            ),
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(until__isnull=True), name="directory_groupmember_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"
