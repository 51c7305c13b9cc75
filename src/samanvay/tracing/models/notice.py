"""A hue-and-cry notice: who asked for it, who approved it, until when it may hang."""

from datetime import date
from typing import ClassVar, Self

from django.db import models

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.models import Captured, Protected

from ..notices.kinds import NOTICE_STATES, SHOWS, WHY_WORDS, NoticeState, Show
from .entry import Entry


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads on notices."""

    def open(self) -> Self:
        """Keep those that wait for a decision or may still hang: neither declined nor withdrawn nor past their day."""
        return self.filter(declined_at__isnull=True, withdrawn_at__isnull=True, until__gte=clock.today())

    def hanging(self) -> Self:
        """Keep those that may hang today."""
        return self.open().filter(approved_at__isnull=False)


class Notice(Protected, Captured):
    """A notice over a missing person. It is printed only between approval and withdrawal; never for a victim's record.

    ``shows`` are the codes of what the approval lets it show (name, father, photo, marks, …), the exchange with other
    registers among them. ``ordinal`` counts the notices of an entry from 1. ``phone`` is the unit's own number.
    ``until`` is the last day on which it may hang. ``printings`` counts the papers that may hang somewhere;
    ``exchanged_at`` is set once its record left in PFIF, so that a placeholder follows it.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="notices")
    ordinal = models.PositiveSmallIntegerField(default=1)
    shows = models.JSONField(default=list)
    phone = models.CharField(max_length=20, blank=True)
    reason = models.TextField()
    until = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_why = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)
    printings = models.PositiveIntegerField(default=0)
    printed_at = models.DateTimeField(null=True)
    exchanged_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("entry", "shows", "until", "asked_at", "asked_by", "approved_at", "approved_by", "declined_at"),
                *("declined_by", "withdrawn_at", "withdrawn_by", "withdrawn_why", "ordinal", "phone", "printings"),
                *("printed_at", "exchanged_at"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("reason", "answer"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["asked_by", "submission_id"], name="tracing_notice_once"),
            models.UniqueConstraint(fields=["entry", "ordinal"], name="tracing_notice_ordinal"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["until"], name="tracing_notice_until")]

    def __str__(self) -> str:
        return f"notice of {self.entry_id}"

    @property
    def number(self) -> str:
        """The number that the paper carries."""
        return f"{self.entry.number}/N{self.ordinal}"

    @property
    def state(self) -> NoticeState:
        """Where it stands today."""
        return self.state_on(clock.today())

    def state_on(self, day: date) -> NoticeState:
        """Return where it stands on a day, as far as it was decided by now."""
        if self.withdrawn_at is not None:
            return NoticeState.WITHDRAWN
        if self.declined_at is not None:
            return NoticeState.DECLINED
        if day > self.until:
            return NoticeState.ENDED
        return NoticeState.HANGS if self.approved_at is not None else NoticeState.ASKED

    @property
    def state_words(self) -> Bilingual:
        return NOTICE_STATES[self.state]

    @property
    def why_words(self) -> Bilingual:
        """Why it was withdrawn."""
        return WHY_WORDS.get(self.withdrawn_why, Bilingual("", ""))

    @property
    def show_words(self) -> list[Bilingual]:
        return [words for code, words in SHOWS.items() if code in self.shows]

    @property
    def days_left(self) -> int:
        """The days on which it may still hang, today among them."""
        return max((self.until - clock.today()).days + 1, 0)

    @property
    def is_exchanged(self) -> bool:
        """Whether the approval includes sharing with other registers."""
        return Show.EXCHANGE in self.shows
