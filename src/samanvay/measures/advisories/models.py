"""Advisories: what a unit advises others to do, every text of it, its measures, and how far each recipient has come."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, FACT_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..playbook.models import MeasureVersion
from ..playbook.vocabulary import PLACE_ROLES
from .states import ACTED_ON, ADVISORY_WORDS, RECIPIENT_WORDS, UNANSWERED, AdvisoryState, RecipientState


class AdvisoryQuerySet(models.QuerySet["Advisory"]):
    """Reads on advisories."""

    def sent(self) -> Self:
        """Keep those that went out, also the ones withdrawn since."""
        return self.filter(state__in=(AdvisoryState.SENT, AdvisoryState.WITHDRAWN))

    def latest(self) -> Self:  # type: ignore[override]  # Django's own gives one row
        """Put the latest first."""
        return self.order_by("-made_at", "-id")


class Advisory(Protected, Captured):
    """What a unit advises other districts to do.

    ``source`` is what it came from ("finding", "case", "corridor", "claim", "hand") and ``source_key`` its id or
    address. ``route`` are the places of the pattern in their order. ``answer_days`` and ``do_days`` are how long a
    recipient has for an answer and, from accepting, for the work; the hours themselves are duties. ``number`` counts
    within state and year, from the sending.
    """

    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in AdvisoryState], default=AdvisoryState.DRAFT.value
    )
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    text_no = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=10, default="hand")
    source_key = models.CharField(max_length=200, blank=True)
    route = ArrayField(models.CharField(max_length=80), default=list)
    forms = ArrayField(models.CharField(max_length=32), default=list)
    lures = ArrayField(models.CharField(max_length=24), default=list)
    disparities = ArrayField(models.CharField(max_length=24), default=list)
    answer_days = models.PositiveSmallIntegerField()
    do_days = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40, help_text="in which the sender acts")
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    objects = AdvisoryQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("route", "forms", "lures", "disparities"), FACT_FIELD),
        **dict.fromkeys(
            (
                *("state", "year", "number", "text_no", "source", "source_key", "answer_days", "do_days", "role"),
                *("made_at", "made_by", "sent_at", "sent_by", "withdrawn_at", "withdrawn_by"),
            ),
            CASE_FIELD,
        ),
        "withdraw_reason": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["made_by", "submission_id"], name="measures_advisory_once"),
            models.UniqueConstraint(fields=["home_state", "year", "number"], name="measures_advisory_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-made_at", "-id"], name="measures_advisory_latest"),
            models.Index(fields=["source", "source_key"], name="measures_advisory_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number as people say it, as UP-A-2026-012; "" of a draft."""
        if self.number is None:
            return ""
        return f"{self.home_state.removeprefix('IN-')}-A-{self.year}-{self.number:03d}"

    @property
    def state_words(self) -> Bilingual:
        return ADVISORY_WORDS[self.state]

    @property
    def is_draft(self) -> bool:
        return self.state == AdvisoryState.DRAFT

    @property
    def is_sent(self) -> bool:
        """Whether it went out and stands."""
        return self.state == AdvisoryState.SENT


class AdvisoryText(Protected):
    """One text of an advisory; a correction adds another. A language that was not written is empty."""

    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="texts")
    no = models.PositiveSmallIntegerField()
    title_en = models.CharField(max_length=120, blank=True)
    title_hi = models.CharField(max_length=120, blank=True)
    text_en = models.TextField(blank=True)
    text_hi = models.TextField(blank=True)
    names_nobody = models.BooleanField(default=False, help_text="its writer was warned and said so")
    reason = models.CharField(max_length=300, blank=True, help_text="why it was corrected")
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("title_en", "title_hi", "text_en", "text_hi", "reason"), CASE_TEXT),
        **dict.fromkeys(("advisory", "no", "names_nobody", "written_at", "written_by"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["advisory", "no"], name="measures_advisorytext_no"),
        ]

    def __str__(self) -> str:
        return f"{self.advisory_id} {self.no}"

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en or self.title_hi, self.title_hi)

    @property
    def text(self) -> Bilingual:
        return Bilingual(self.text_en or self.text_hi, self.text_hi)


class AdvisoryMeasure(Protected):
    """A measure that an advisory asks for, in the text that was sent."""

    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="measures")
    version_sent = models.ForeignKey(MeasureVersion, on_delete=models.PROTECT, related_name="+")
    measure_id = models.UUIDField(db_index=True)
    position = models.PositiveSmallIntegerField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("advisory", "version_sent", "measure_id", "position"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["advisory", "measure_id"], name="measures_advisorymeasure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.advisory_id} {self.measure_id}"


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Reads on recipients."""

    def reached(self) -> Self:
        """Keep those to whom it went out, also where it was withdrawn since."""
        return self.filter(sent_at__isnull=False)


class Recipient(Protected):
    """A unit that an advisory goes to, the role that owns it there, and what became of it.

    ``part`` is what the district is on the route. ``asks_check`` is set where the proof needs a second person;
    ``proof_document`` is a document that lies with this record. ``back_words`` say why work was sent back.
    """

    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="recipients")
    unit = models.IntegerField(help_text="its audience")
    district = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    part = models.CharField(max_length=12, blank=True)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in RecipientState], default=RecipientState.NAMED.value
    )
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    decline_reason = models.CharField(max_length=500, blank=True)
    asks_check = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    proof_words = models.TextField(blank=True)
    proof_document = models.UUIDField(null=True)
    submission = models.UUIDField(null=True, help_text="of the form that said it is done")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.UUIDField(null=True)
    back_words = models.CharField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True)

    objects = RecipientQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("advisory", "unit", "district", "role", "part", "state", "sent_at", "seen_at", "answered_at"),
                *("answered_by", "asks_check", "done_at", "done_by", "proof_document", "checked_at", "checked_by"),
                "reminded_at",
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("decline_reason", "proof_words", "back_words"), CASE_TEXT),
        "submission": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["advisory", "unit", "role"], name="measures_recipient_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["district", "state"], name="measures_recipient_district"),
            models.Index(fields=["unit", "role", "sent_at"], name="measures_recipient_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.advisory_id} {self.unit}"

    @property
    def state_words(self) -> Bilingual:
        return RECIPIENT_WORDS[self.state]

    @property
    def role_words(self) -> Bilingual:
        return BY_CODE[self.role].name

    @property
    def part_words(self) -> Bilingual | None:
        return PLACE_ROLES.get(self.part)

    @property
    def is_unanswered(self) -> bool:
        return self.state in UNANSWERED

    @property
    def is_acted_on(self) -> bool:
        return self.state in ACTED_ON
