"""Proposals: what one administrator wants and a second person of another unit must agree to before it holds."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import DIRECTORY_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded

from ..signin.models import SignInCode
from ..tokens.models import ApiToken
from ..users.models.grant import Grant


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads on proposals."""

    def open(self) -> Self:
        """Keep those that were neither carried out nor closed."""
        return self.filter(outcome="")

    def waiting(self, at: datetime) -> Self:
        """Keep those to which somebody may still agree at a moment."""
        return self.open().filter(lapses_at__gt=at)


class Proposal(Guarded):
    """A role given or ended, a sign-in reset, a token: inert until a second person agrees.

    It points at one thing: the grant, code or token that waits, or the grant that is to end. A token also waits until
    the head of its unit accepts it. ``units`` are those in which the proposer served: nobody of them agrees.
    """

    class Kind(models.TextChoices):
        POSTING = "posting"
        ENDING = "ending"
        RESET = "reset"
        TOKEN = "token"  # noqa: S105 (a kind, no secret)

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        LAPSED = "lapsed"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    code = models.OneToOneField(SignInCode, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal")
    token = models.OneToOneField(ApiToken, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal")
    until = models.DateField(null=True, blank=True, help_text="last day of what is to end")
    reason = models.CharField(max_length=16, blank=True, help_text="of a reset")
    home_state = models.CharField(max_length=6)
    units = ArrayField(models.IntegerField())
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    agreed_by = models.UUIDField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            ("kind", "user", "grant", "token", "until", "reason", "home_state", "close_reason"), DIRECTORY_FIELD
        ),
        **dict.fromkeys(
            (
                *("code", "units", "proposed_by", "proposed_at", "lapses_at", "agreed_by", "agreed_at"),
                *("accepted_by", "accepted_at", "outcome", "closed_by", "closed_at"),
            ),
            SYSTEM_FIELD,
        ),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(
                fields=["grant"], condition=Q(outcome="", grant__isnull=False), name="access_proposal_one_open"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["home_state", "lapses_at"], name="access_proposal_open", condition=Q(outcome="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.proposed_at:%Y-%m-%d %H:%M}"
