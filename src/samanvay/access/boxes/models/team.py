"""The case team: the named persons who may open a case's boxes, from when until when."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import CASE_FIELD, Sort
from samanvay.kernel.models import Protected


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Reads on team members."""

    def in_force(self, at: datetime) -> Self:
        """Keep those who are in the team at a moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


class TeamMember(Protected):
    """A person in the team of a record."""

    record_id = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    named_by = models.UUIDField()

    objects = TeamMemberQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("record_id", "user", "role", "since", "until", "named_by"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["record_id", "user"], condition=Q(until__isnull=True), name="access_teammember_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record_id", "since"], name="access_teammember_record")
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.record_id}"
