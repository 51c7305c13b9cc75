"""Findings: what changed, with its numbers, and what an officer made of it. And the weeks that they are counted by."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, FACT_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import RowSecurity, WriteGuard
from samanvay.kernel.models import Guarded, Protected
from samanvay_insight.shifts import BLOCK_WEEKS

from ..states import FINDING_WORDS, KIND_WORDS, LASTING_WORDS, NOTICED, SUBJECT_WORDS, FindingState


class FactWeek(models.Model):
    """The week of a fact, where it is known to the week. Only the search for changes reads it; facts tell the month."""

    fact_id = models.UUIDField(primary_key=True)
    week = models.DateField(help_text="its Monday")
    readers = ArrayField(models.IntegerField())

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("fact_id", "week", "readers"), SYSTEM_FIELD)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="picture_factweek_guard"),
            RowSecurity(name="picture_factweek_rows"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["week"], name="picture_factweek_week")]

    def __str__(self) -> str:
        return f"{self.fact_id} {self.week}"


class FindingRun(Guarded):
    """One night's search for changes in a state: over how many series, and what it came to."""

    home_state = models.CharField(max_length=6)
    night = models.DateField()
    until = models.DateField(help_text="the last Sunday that was counted")
    series = models.PositiveIntegerField()
    tested = models.PositiveIntegerField()
    raised = models.PositiveIntegerField()
    held_back = models.PositiveIntegerField()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(
            ("home_state", "night", "until", "series", "tested", "raised", "held_back"),
            FACT_FIELD,
        ),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["home_state", "night"], name="picture_findingrun_once"),
        ]

    def __str__(self) -> str:
        return f"{self.home_state} {self.night}"


class FindingQuerySet(models.QuerySet["Finding"]):
    """Reads on findings."""

    def of_machine(self) -> Self:
        """Keep those that counting found."""
        return self.exclude(kind=NOTICED)

    def held_back(self) -> Self:
        """Keep those beyond the budget of the month."""
        return self.filter(told_on__isnull=True)

    def told(self) -> Self:
        """Keep those within it."""
        return self.filter(told_on__isnull=False)

    def latest(self) -> Self:  # type: ignore[override]  # Django's own gives one row
        """Put the latest first, of one night the surest first."""
        return self.order_by("-raised_on", F("q_value").asc(nulls_first=True), "-id")


class Finding(Protected):
    """Something that changed, of one corridor, stop-over, district or form.

    ``keys`` are the places as facts name them (a district's stations beside itself), ``origins`` those at which a
    corridor begins; ``districts`` those that it concerns. ``seen``, ``expected``, ``low``, ``high``: facts in the weeks
    from ``since`` to ``until`` (four, of a lasting fall twelve or sixteen), and the range that was to be expected in
    nine of ten cases (of silence: weeks reported). ``last_seen_on`` is the end of the last weeks in which it still
    stood. ``told_on`` is the day from which it counts against the month's budget; null while held back.
    """

    subject = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    origin = models.CharField(max_length=80, blank=True)
    destination = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    form = models.CharField(max_length=24, blank=True)
    origins = ArrayField(models.CharField(max_length=80), default=list)
    keys = ArrayField(models.CharField(max_length=80), default=list)
    districts = ArrayField(models.CharField(max_length=80), default=list)
    since = models.DateField(help_text="the first day counted")
    until = models.DateField(help_text="the last day counted")
    seen = models.PositiveIntegerField(null=True)
    expected = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    p_value = models.FloatField(null=True)
    q_value = models.FloatField(null=True)
    said = models.TextField(blank=True, help_text="what an officer noticed")
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in FindingState], default=FindingState.NEW.value
    )
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    raised_on = models.DateField()
    raised_by = models.UUIDField()
    told_on = models.DateField(null=True)
    last_seen_on = models.DateField()
    times_grown = models.PositiveSmallIntegerField(default=0)

    objects = FindingQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("subject", "kind", "origin", "destination", "place", "form", "origins", "keys", "districts"),
                *("since", "until", "seen", "expected", "low", "high", "p_value", "q_value"),
                *("raised_on", "told_on", "last_seen_on", "times_grown"),
            ),
            FACT_FIELD,
        ),
        **dict.fromkeys(("state", "decided_by", "decided_at", "raised_by"), CASE_FIELD),
        **dict.fromkeys(("said", "reason"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Protected.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["home_state", "-raised_on"], name="picture_finding_latest"),
            models.Index(
                fields=["subject", "origin", "destination", "place", "form"],
                condition=~Q(kind=NOTICED),
                name="picture_finding_series",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.origin or self.place or self.form}"

    @property
    def weeks(self) -> int:
        """How many weeks were counted."""
        return max(1, ((self.until - self.since).days + 1) // 7)

    @property
    def is_lasting(self) -> bool:
        """Tell whether it is a fall by twelve weeks or more."""
        return self.kind in LASTING_WORDS and self.weeks > BLOCK_WEEKS

    @property
    def is_by_hand(self) -> bool:
        return self.kind == NOTICED

    @property
    def is_held_back(self) -> bool:
        return self.told_on is None

    @property
    def state_words(self) -> Bilingual:
        return FINDING_WORDS[FindingState(self.state)]

    @property
    def kind_words(self) -> Bilingual:
        words = LASTING_WORDS if self.is_lasting else KIND_WORDS
        return words.get(self.kind, Bilingual(self.kind))

    @property
    def subject_words(self) -> Bilingual:
        return SUBJECT_WORDS.get(self.subject, Bilingual(self.subject))
