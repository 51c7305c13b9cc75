"""Postings: who serves where, in which role, from when until when."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from samanvay.access.models import Grant
from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded, Voidable

from ...units.models import Unit
from .officer import Officer


class PostingQuerySet(models.QuerySet["Posting"]):
    """Reads on postings."""

    def standing(self) -> Self:
        """Keep records that were not voided."""
        return self.filter(voided_at__isnull=True)

    def in_force(self, day: date) -> Self:
        """Keep those that hold on a day (``until`` is the last day) and wait for no second person."""
        return self.standing_from(day).filter(since__lte=day).exclude(grant__waits=True)

    def standing_from(self, day: date) -> Self:
        """Keep those that hold on a day or later, also those to which nobody has agreed yet."""
        return self.standing().filter(Q(until__isnull=True) | Q(until__gte=day))


class Posting(Guarded, Voidable):
    """An officer's service in a role at a unit. ``grant`` is the access it gives, once the officer signs in."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="last day")
    order_no = models.CharField(max_length=80, blank=True)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="posting")

    objects = PostingQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **Voidable.classification,
        **dict.fromkeys(("officer", "unit", "role", "since", "until", "order_no"), DIRECTORY_FIELD),
        **dict.fromkeys(("voided_at", "voided_by", "void_reason"), DIRECTORY_FIELD),
        "grant": SYSTEM_FIELD,
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="directory_posting_days"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "role"], name="directory_posting_unit"),
            models.Index(fields=["officer", "since"], name="directory_posting_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.role} at {self.unit_id}"

    def is_in_force(self, day: date) -> bool:
        """Tell whether the posting holds on a day."""
        return self.voided_at is None and self.since <= day and (self.until is None or self.until >= day)

    @property
    def role_words(self) -> Bilingual:
        """The role's name in both languages."""
        return BY_CODE[self.role].name if self.role in BY_CODE else Bilingual(self.role)
