"""A lower number of found people that waits for the unit that took them over; until then both numbers show."""

from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected

from ...models.case import Case
from ...models.happening import CaseEvent


class RecountState(StrEnum):
    """What became of a lower number."""

    AGREED = "agreed"
    ASKED = "asked"
    DENIED = "denied"


class RecountQuerySet(models.QuerySet["Recount"]):
    """Reads on recounts."""

    def waiting(self) -> Self:
        """Keep those that nobody has answered."""
        return self.filter(state=RecountState.ASKED)


class Recount(Protected):
    """A lower number asked of the unit ``asked_unit``; ``surplus`` are the persons who were counted too many."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recounts")
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="recounts")
    people_before = models.PositiveIntegerField()
    people_after = models.PositiveIntegerField()
    surplus: "ArrayField[list[UUID], list[UUID]]" = ArrayField(models.UUIDField())
    reason = models.TextField()
    state = models.CharField(max_length=8, default=RecountState.ASKED)
    asked_unit = models.IntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.TextField(blank=True)

    objects = RecountQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("case", "event", "people_before", "people_after", "state", "asked_unit"), CASE_FIELD),
        **dict.fromkeys(("asked_at", "asked_by", "answered_at", "answered_by"), CASE_FIELD),
        **dict.fromkeys(("reason", "answer"), CASE_TEXT),
        "surplus": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["event"], condition=models.Q(state=RecountState.ASKED), name="cases_recount_waiting"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="cases_recount_case")]

    def __str__(self) -> str:
        return f"{self.people_before} to {self.people_after} in {self.event_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state == RecountState.ASKED
