"""Certificates: issued by passing, valid for two quarters, verified by anybody who holds one."""

from datetime import date, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from samanvay.kernel.classify import DIRECTORY_FIELD, OPEN_FIELD, OWN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.ids import public_code
from samanvay.kernel.models import Protected

from ...courses.models.course import CourseEdition
from .sitting import Sitting

VALID = timedelta(weeks=26)
AMBER_AFTER = timedelta(weeks=13)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Reads on certificates."""

    def of(self, learner: UUID) -> Self:
        """Keep those of one person."""
        return self.filter(learner=learner)

    def valid_on(self, day: date) -> Self:
        """Keep those that hold on a day."""
        return self.filter(revoked_at=None, issued_on__lte=day, valid_through__gte=day)


class Certificate(Protected):
    """That somebody passed the examination of an edition of a course. ``public_id`` is 128 random bits.

    It holds for twenty-six weeks from the day of the paper, whenever that was marked anew: green for thirteen, then
    amber, when the refresher is to be taken. Passing again issues another.
    """

    public_id = models.CharField(max_length=26, unique=True, default=public_code)
    learner = models.UUIDField()
    course = models.CharField(max_length=60)
    edition = models.ForeignKey(CourseEdition, on_delete=models.PROTECT, related_name="+")
    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="certificate")
    issued_on = models.DateField()
    valid_through = models.DateField()
    asked_at = models.DateTimeField(null=True, help_text="when the refresher was asked for")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("course", "edition", "issued_on", "valid_through", "revoked_at"), OPEN_FIELD),
        **dict.fromkeys(("public_id", "learner", "sitting", "reason"), OWN_FIELD),
        "revoked_by": DIRECTORY_FIELD,
        "asked_at": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["learner", "course", "valid_through"], name="training_certificate_own"),
            models.Index(fields=["course", "valid_through"], name="training_certificate_course"),
            # the ticker looks every half minute for those of which nobody was asked yet
            models.Index(
                fields=["valid_through"],
                condition=models.Q(asked_at=None, revoked_at=None),
                name="training_certificate_unasked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.issued_on}"

    @property
    def amber_from(self) -> date:
        return self.valid_through - (VALID - AMBER_AFTER)

    def standing(self, day: date) -> str:
        """Return "revoked", "expired", "amber" or "valid" on a day."""
        if self.revoked_at is not None:
            return "revoked"
        if day > self.valid_through:
            return "expired"
        return "amber" if day >= self.amber_from else "valid"
