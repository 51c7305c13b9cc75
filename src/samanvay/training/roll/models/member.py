"""Members of all services who are to be trained again and again: who serves where, away until when, trained when."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Upper

from samanvay.directory.models import Officer, Unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected, Voidable


class MemberQuerySet(models.QuerySet["Member"]):
    """Reads on members."""

    def standing(self) -> Self:
        """Keep records that were not voided."""
        return self.filter(voided_at__isnull=True)

    def present(self) -> Self:
        """Keep those who are on the roll: not voided, and not gone."""
        return self.standing().filter(left_on__isnull=True)

    def on_leave(self, day: date) -> Self:
        """Keep those who are away on a day (``leave_until`` is the last)."""
        return self.filter(Q(leave_until__isnull=True) | Q(leave_until__gte=day), leave_from__lte=day)

    def named_like(self, words: str) -> Self:
        """Keep those whose name, Hindi name or employee number contains each of the words."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(name_hi__icontains=word) | Q(employee_no__icontains=word))
        return found


class Member(Protected, Voidable):
    """One person of a service, by employee number. Read by the own line, and by those who coordinate training.

    ``rank`` is a code of ``vocabulary.RANKS`` or the words of the sheet, ``languages`` codes of its languages,
    ``district`` the key of the district where the unit has its seat, "" for one of the whole state. ``trained_on`` is
    when they last attended by the sheet or a batch, ``certified_on`` when the latest certificate of the mandatory core
    was issued; ``last_on`` is the later of both. An officer with an account is found by the same number. ``left_by`` is
    the import that found them gone. Telephones and e-mail stay with the directory.
    """

    employee_no = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120, blank=True)
    service = models.CharField(max_length=16)
    rank = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=8, choices=Officer.Sex.choices, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    district = models.CharField(max_length=80, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list)
    leave_from = models.DateField(null=True)
    leave_until = models.DateField(null=True, help_text="last day")
    trained_on = models.DateField(null=True)
    certified_on = models.DateField(null=True)
    last_on = models.GeneratedField(
        expression=Greatest("trained_on", "certified_on"), output_field=models.DateField(null=True), db_persist=True
    )
    left_on = models.DateField(null=True)
    left_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was last changed by hand")

    objects = MemberQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("employee_no", "name", "name_hi", "service", "rank", "sex", "unit", "district", "languages"),
                *("leave_from", "leave_until", "trained_on", "certified_on", "last_on", "left_on", "reason"),
                *("voided_at", "voided_by", "void_reason"),
            ),
            DIRECTORY_FIELD,
        ),
        "left_by": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["home_state", "employee_no"],
                condition=Q(voided_at__isnull=True),
                name="training_member_number",
            ),
            models.CheckConstraint(
                condition=Q(leave_until__isnull=True) | Q(leave_until__gte=F("leave_from")),
                name="training_member_leave",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "id"], name="training_member_name"),
            models.Index(fields=["unit", "last_on"], name="training_member_unit"),
            models.Index(fields=["district", "certified_on"], name="training_member_district"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="training_member_trgm"),
            GinIndex(OpClass(Upper("name_hi"), name="gin_trgm_ops"), name="training_member_trgm_hi"),
            GinIndex(OpClass(Upper("employee_no"), name="gin_trgm_ops"), name="training_member_trgm_no"),
        ]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def names(self) -> Bilingual:
        """The name in both languages."""
        return Bilingual(self.name, self.name_hi)

    def is_on_leave(self, day: date) -> bool:
        """Tell whether they are away on a day."""
        return self.leave_from is not None and self.leave_from <= day and (self.leave_until or day) >= day
