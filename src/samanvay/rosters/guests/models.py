"""Guests of a batch: people of NGOs and lawyers, who are on no roll and are invited by themselves."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, SECRET_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable

from ..batches.models.batch import Batch

GUEST_KINDS: dict[str, Bilingual] = {
    "ngo": Bilingual("NGO", "गैर-सरकारी संगठन"),
    "lawyer": Bilingual("Lawyer", "अधिवक्ता"),
    "court": Bilingual("Court", "न्यायालय"),
    "other": Bilingual("Other", "अन्य"),
}


class GuestQuerySet(models.QuerySet["Guest"]):
    """Reads on guests."""

    def standing(self) -> Self:
        """Keep those who were not struck out."""
        return self.filter(voided_at__isnull=True)

    def seated(self) -> Self:
        """Keep those who take a seat: invited, and not said that they cannot come."""
        return self.standing().exclude(said="cannot")


class Guest(Protected, Captured, Voidable):
    """Somebody invited to a batch by e-mail or on paper, who answers under an address of their own.

    Read by those who run the batch. ``token_hash`` is that of the secret in the address, which is in the invitation
    alone: each sending draws a new one. ``said`` is "" until they answer, then "coming" or "cannot"; ``came`` is what
    the roll says. ``told_sequence`` is the batch's sequence that they were last told of, ``failed_at`` when an e-mail
    was given up. Of a guest who was erased nothing of the person is kept but the kind.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="guests")
    kind = models.CharField(max_length=8, choices=[(code, code) for code in GUEST_KINDS])
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="hi", choices=[("en", "en"), ("hi", "hi")])
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.UUIDField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    told_sequence = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=6, choices=[("coming", "coming"), ("cannot", "cannot")], blank=True)
    said_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)

    objects = GuestQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("batch", "kind", "name", "organisation", "email", "phone", "language", "invited_at", "invited_by"),
                *(
                    "sent_at",
                    "failed_at",
                    "told_sequence",
                    "said",
                    "said_at",
                    "came",
                    "voided_at",
                    "voided_by",
                    "void_reason",
                ),
            ),
            DIRECTORY_FIELD,
        ),
        "token_hash": SECRET_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["invited_by", "submission_id"], name="rosters_guest_once"),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone="") | Q(voided_at__isnull=False), name="rosters_guest_reached"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
