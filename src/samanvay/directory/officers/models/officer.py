"""Officers: the persons who serve, whether they sign in yet or not."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Erase, Keep, Sort, Tier
from samanvay.kernel.models import Guarded, Voidable

# A serving officer's number is for other officers, and goes when the officer leaves.
CONTACT_FIELD = Sort(Tier.DIRECTORY, Keep.SERVICE, Erase.REMOVED)


class OfficerQuerySet(models.QuerySet["Officer"]):
    """Reads on officers."""

    def standing(self) -> Self:
        """Keep records that were not voided."""
        return self.filter(voided_at__isnull=True)

    def named_like(self, words: str) -> Self:
        """Keep those whose name, Hindi name or employee number contains each of the words."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(name_hi__icontains=word) | Q(employee_no__icontains=word))
        return found


class Officer(Guarded, Voidable):
    """A person in service. ``user`` is empty until they are given a way to sign in."""

    class Sex(models.TextChoices):
        FEMALE = "female"
        MALE = "male"
        OTHER = "other"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="officer"
    )
    employee_no = models.CharField(max_length=32)
    home_state = models.CharField(max_length=6)
    name = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120, blank=True)
    rank = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=8, choices=Sex.choices, blank=True)
    phone = models.CharField(max_length=16, blank=True, help_text="E.164")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=[("en", "English"), ("hi", "हिन्दी")], default="hi")
    service = models.CharField(max_length=60, blank=True)

    objects = OfficerQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **Voidable.classification,
        "user": SYSTEM_FIELD,
        **dict.fromkeys(
            ("employee_no", "home_state", "name", "name_hi", "rank", "sex", "language", "service"),
            DIRECTORY_FIELD,
        ),
        "phone": CONTACT_FIELD,
        "email": CONTACT_FIELD,
        **dict.fromkeys(("voided_at", "voided_by", "void_reason"), DIRECTORY_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(
                fields=["home_state", "employee_no"],
                condition=Q(voided_at__isnull=True),
                name="directory_officer_number",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "id"], name="directory_officer_name"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="directory_officer_trgm"),
            GinIndex(OpClass(Upper("name_hi"), name="gin_trgm_ops"), name="directory_officer_trgm_hi"),
            GinIndex(OpClass(Upper("employee_no"), name="gin_trgm_ops"), name="directory_officer_trgm_no"),
        ]

    def __str__(self) -> str:
        return str(self.names)

    @property
    def names(self) -> Bilingual:
        """The name in both languages."""
        return Bilingual(self.name, self.name_hi)
