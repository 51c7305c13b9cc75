"""A text on its way into the library: what a state writes, and what a release brings where the state has its own."""

from typing import ClassVar, Self

from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..entries import Entry, StatutoryClock
from ..saying import clock_of, entry_of
from ..states import OPEN, STATES, DraftState
from .entry import SHIPPED, STATE, LawEdition


class LawDraftQuerySet(models.QuerySet["LawDraft"]):
    """Reads on drafts."""

    def open(self) -> Self:
        """Keep those that are not done with."""
        return self.filter(state__in=OPEN)

    def of_the_state(self) -> Self:
        """Keep those that officers wrote."""
        return self.filter(origin=STATE)

    def waiting(self) -> Self:
        """Keep those that a second person has to look at."""
        return self.filter(state=DraftState.WAITING)


class LawDraft(Protected, Captured):
    """What an entry is to say. ``based_on`` is the edition that its writer saw; None: no such entry was there.

    ``why`` is what is changed and for what reason, ``reason`` why it was sent back or not taken. A release's own text
    (``origin`` shipped) is written by the machinery and waits for the state's decision. ``edition`` is what it became.
    """

    code = models.CharField(max_length=60)
    is_clock = models.BooleanField(default=False)
    origin = models.CharField(max_length=8, default=STATE)
    based_on = models.PositiveSmallIntegerField(null=True)
    digest = models.CharField(max_length=64)
    said = models.JSONField(help_text="the fields of an entry of the library's files")
    why = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=12, default=DraftState.DRAFT)
    reason = models.CharField(max_length=600, blank=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, null=True, related_name="drafts")

    objects = LawDraftQuerySet.as_manager()

    log_kind: ClassVar[str] = "law draft"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("code", "is_clock", "origin", "based_on", "digest", "said", "why", "state", "reason"),
                *("written_at", "written_by", "decided_at", "decided_by", "edition"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="law_lawdraft_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["code"], name="law_lawdraft_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_shipped(self) -> bool:
        """Tell whether a release wrote it."""
        return self.origin == SHIPPED

    @property
    def state_words(self) -> Bilingual:
        return STATES[self.state]

    @property
    def text(self) -> Entry | StatutoryClock:
        """What it is to say."""
        return clock_of(self.said) if self.is_clock else entry_of(self.said)
