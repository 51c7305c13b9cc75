"""Grants: who holds which role at which unit, from when until when."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from samanvay.access.roles import OF_STATE
from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads on grants."""

    def in_force(self, day: date) -> Self:
        """Keep those that hold on a day (``until`` is the last day) and wait for no second person."""
        return self.standing(day).filter(since__lte=day, waits=False)

    def standing(self, day: date) -> Self:
        """Keep those that hold on a day or later, also those to which nobody has agreed yet."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), ended_at__isnull=True)

    def of_state(self) -> Self:
        """Keep those that one person alone neither gives nor ends."""
        return self.filter(Q(is_wide=True) | Q(role__in=OF_STATE))


class Grant(Guarded):
    """A role held at a unit. Written when an officer is posted; ended, never deleted.

    The unit is given by its audience, without a foreign key, so that this room needs not know the directory; whether
    its rows are those of the whole state (``is_wide``), the directory says. One that ``waits`` is not in force until a
    second person has agreed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants_held")
    audience = models.IntegerField()
    compartment = models.CharField(max_length=16)
    home_state = models.CharField(max_length=6)
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_wide = models.BooleanField(default=False, db_default=False)
    waits = models.BooleanField(default=False, db_default=False)

    objects = GrantQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("user", "audience", "compartment", "home_state", "role", "since", "until"), DIRECTORY_FIELD),
        **dict.fromkeys(("ended_at", "is_wide", "waits"), SYSTEM_FIELD),
    }

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "since"], name="access_grant_user"),
            models.Index(fields=["audience", "role"], name="access_grant_unit"),
        ]

    @property
    def is_of_state(self) -> bool:
        """Whether one person alone neither gives nor ends it."""
        return self.is_wide or self.role in OF_STATE

    def __str__(self) -> str:
        return f"{self.role} at {self.audience}"
