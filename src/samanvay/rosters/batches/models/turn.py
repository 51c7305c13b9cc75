"""Turns: one member in one batch."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from samanvay.directory.models import Unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Protected
from samanvay.training.models import Member

from ..states import ABSENCES, COMING, TURN_ORIGINS, TURN_WORDS, TurnOrigin, TurnState
from .batch import Batch


class TurnQuerySet(models.QuerySet["Turn"]):
    """Reads on turns."""

    def told(self) -> Self:
        """Keep those of published plans, and those of batches that were made by hand."""
        return self.filter(Q(batch__plan__isnull=True) | Q(batch__plan__state="published"))

    def coming(self) -> Self:
        """Keep those that still lie ahead."""
        return self.filter(state__in=COMING)

    def counted(self) -> Self:
        """Keep those that take a seat: still to come, or somebody came."""
        return self.filter(state__in=(*COMING, TurnState.CAME))


class Turn(Protected):
    """One member in one batch. Read by the member's line and by those who coordinate training.

    ``unit`` is where the member served when it was set, ``monday`` the week of the batch. ``took_place_of`` is the turn
    before it of somebody who was moved. ``absence`` says why somebody missed it or was moved, a code of ``ABSENCES``,
    ``words`` more of it. ``trained_before`` is what the roll said before this turn was attended.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="turns")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    monday = models.DateField()
    state = models.CharField(max_length=8, choices=[(code, code) for code in TURN_WORDS], default=TurnState.PLANNED)
    origin = models.CharField(max_length=8, choices=[(code, code) for code in TURN_ORIGINS], default=TurnOrigin.PLAN)
    took_place_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    absence = models.CharField(max_length=14, choices=[(code, code) for code in ABSENCES], blank=True)
    words = models.CharField(max_length=200, blank=True)
    trained_before = models.DateField(null=True)

    objects = TurnQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("batch", "member", "unit", "monday", "state", "origin", "took_place_of", "absence", "words"),
                "trained_before",
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["member", "batch"], condition=Q(state__in=("planned", "called", "came")),
                name="rosters_turn_once",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["batch", "state"], name="rosters_turn_batch"),
            models.Index(fields=["unit", "monday"], name="rosters_turn_unit"),
            models.Index(fields=["monday", "state"], name="rosters_turn_week"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.batch_id}"

    @property
    def state_words(self) -> Bilingual:
        return TURN_WORDS[self.state]
