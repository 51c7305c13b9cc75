"""API tokens: how a machine client signs in. Scoped, expiring, hashed, shown once."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import DIRECTORY_FIELD, PASSING_FIELD, SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Bookkeeping, Guarded


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Reads on tokens."""

    def valid(self, at: datetime) -> Self:
        """Keep those that open the door at a moment."""
        return self.filter(Q(revoked_at__isnull=True), expires_at__gt=at, waits=False)


class ApiToken(Guarded):
    """A token of a machine client: a user of its own, one unit, a subset of the permissions held there.

    It ``waits`` until a second person has agreed and the head of the unit has accepted it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    audience = models.IntegerField()
    permissions = ArrayField(models.CharField(max_length=40))
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.UUIDField(null=True, blank=True)
    waits = models.BooleanField(default=False, db_default=False)

    objects = ApiTokenQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        "token_hash": SECRET_FIELD,
        **dict.fromkeys(("user", "name", "audience", "permissions"), DIRECTORY_FIELD),
        **dict.fromkeys(("made_by", "made_at", "expires_at", "revoked_at", "revoked_by", "waits"), SYSTEM_FIELD),
    }

    def __str__(self) -> str:
        return self.name


class ApiTokenUse(Bookkeeping):
    """When a token was last used: kept apart and unguarded, since reading must not need an operation."""

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, primary_key=True, related_name="use")
    last_used_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("token", "last_used_at"), PASSING_FIELD)

    def __str__(self) -> str:
        return f"{self.token_id} at {self.last_used_at:%Y-%m-%d %H:%M}"
