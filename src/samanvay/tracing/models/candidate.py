"""Two entries that may be one person: what the machine weighed, what people judged, who accepted."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..kinds import Side
from ..states import BANDS, CANDIDATE_STATES, VERDICTS, VERIFIED_HOW, CandidateState
from .entry import Entry

WAITING = (CandidateState.PROPOSED, CandidateState.UNSURE, CandidateState.SAME)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Reads on candidates."""

    def waiting(self) -> Self:
        """Keep those on which somebody still has to act."""
        return self.filter(state__in=[each.value for each in WAITING])

    def best_first(self) -> Self:
        """Order by weight, the heaviest first."""
        return self.order_by("-weight", "id")


class Candidate(Protected):
    """A pair of entries, read by the lines of both. The ``left`` is the missing one, or the older of two of a kind.

    ``weight`` is in bits (log2 of the odds ratio), ``reasons`` the waterfall that sums to it, field by field, with
    levels and never a name. ``coded`` is a digest of what was compared, side by side: a pair once refused comes back
    only when it changes, and then ``new_facts`` names the fields that did. ``earlier`` counts the times it was refused.

    ``left_units`` and ``right_units`` answer for each side. ``tells_place`` is false where the found one is grown up,
    or may be, and has not consented: then nothing that shows where they are is told to the other side. ``opened`` is
    what an acceptance by both sides let the other see, so that ending it takes back exactly that. ``verified_how`` is
    family, documents, home or court.
    """

    left = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="as_left")
    right = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="as_right")
    state = models.CharField(max_length=10, default=CandidateState.PROPOSED)
    band = models.CharField(max_length=8)
    weight = models.FloatField()
    probability = models.FloatField()
    reasons = models.JSONField(default=list)
    model = models.CharField(max_length=24, help_text="edition of the weights")
    coded = models.JSONField(default=dict)
    new_facts = ArrayField(models.CharField(max_length=24), default=list)
    earlier = models.PositiveSmallIntegerField(default=0)
    left_units = ArrayField(models.IntegerField(), default=list)
    right_units = ArrayField(models.IntegerField(), default=list)
    tells_place = models.BooleanField(default=False)
    may_be_child = models.BooleanField(default=True)
    opened = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    verified_by = models.UUIDField(null=True)
    verified_how = models.CharField(max_length=10, blank=True)
    verified_words = models.TextField(blank=True)

    objects = CandidateQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("left", "right", "state", "band", "weight", "probability", "reasons", "model", "new_facts"),
                *(
                    "earlier",
                    "proposed_at",
                    "verified_at",
                    "verified_by",
                    "verified_how",
                    "tells_place",
                    "may_be_child",
                ),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("coded", "left_units", "right_units", "opened"), SYSTEM_FIELD),
        "verified_words": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["left", "right"], name="tracing_candidate_once"),
            models.CheckConstraint(condition=~models.Q(left=models.F("right")), name="tracing_candidate_two"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-weight"], name="tracing_candidate_state"),
            models.Index(fields=["left", "-weight"], name="tracing_candidate_left"),
            models.Index(fields=["right", "-weight"], name="tracing_candidate_right"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} and {self.right_id}"

    @property
    def state_words(self) -> Bilingual:
        return CANDIDATE_STATES[self.state]

    @property
    def band_words(self) -> Bilingual:
        return BANDS[self.band]

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def verified_words_how(self) -> Bilingual:
        return VERIFIED_HOW.get(self.verified_how, Bilingual("", ""))

    def units_of(self, side: str) -> list[int]:
        """Return the units that answer for a side."""
        return self.left_units if side == Side.LEFT else self.right_units

    def entry_of(self, side: str) -> UUID:
        """Return the entry of a side."""
        return self.left_id if side == Side.LEFT else self.right_id


class Judgement(Protected, Captured):
    """What a named person said of a pair, with the reason: an edge of the graph, withdrawn but never removed."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=10)
    reason = models.TextField()
    side = models.CharField(max_length=5, help_text="left, right or empty for one above both")
    unit = models.IntegerField(help_text="audience at which they spoke")
    at = models.DateTimeField()
    by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            ("candidate", "verdict", "side", "unit", "at", "by", "withdrawn_at", "withdrawn_by"), CASE_FIELD
        ),
        **dict.fromkeys(("reason", "withdrawn_reason"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["by", "submission_id"], name="tracing_judgement_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["candidate", "at"], name="tracing_judgement_candidate")
        ]

    def __str__(self) -> str:
        return f"{self.verdict} of {self.candidate_id}"

    @property
    def verdict_words(self) -> Bilingual:
        return VERDICTS[self.verdict]

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None


class Acceptance(Protected, Captured):
    """A nodal officer's word for one side of a pair: only when both sides have it, names unmask to each other."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="acceptances")
    side = models.CharField(max_length=5)
    accepts = models.BooleanField()
    reason = models.TextField(blank=True)
    unit = models.IntegerField(help_text="audience at which they spoke")
    at = models.DateTimeField()
    by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_reason = models.TextField(blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("candidate", "side", "accepts", "unit", "at", "by", "ended_at", "ended_by"), CASE_FIELD),
        **dict.fromkeys(("reason", "ended_reason"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["by", "submission_id"], name="tracing_acceptance_once"),
            models.UniqueConstraint(
                fields=["candidate", "side"], condition=models.Q(ended_at__isnull=True), name="tracing_acceptance_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} of {self.candidate_id}"
