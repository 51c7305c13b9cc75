"""An act: what one office did, which other office received it, by which order, and what the receiver says of it."""

from datetime import date, datetime, time
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.cases.kinds import NOUNS
from samanvay.cases.models import Case, CasePerson
from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.models import Captured, Protected

from .kinds import ActKind, act_kind
from .states import EFFECTIVE, STATES, UNANSWERED, ActState

END_OF_DAY = time(23, 59)


class ActQuerySet(models.QuerySet["Act"]):
    """Reads on acts."""

    def standing(self) -> Self:
        """Keep those that nobody withdrew."""
        return self.exclude(state=ActState.WITHDRAWN)

    def unanswered(self) -> Self:
        """Keep those that wait for their receiver."""
        return self.filter(state__in=UNANSWERED)


class Act(Protected, Captured):
    """An act of a case, of one person of it unless ``person`` is None.

    ``case_number``, ``noun`` and ``no`` say of whom it is to a receiver who does not see the case. ``made_by``,
    ``maker_unit`` and ``maker_role`` are the maker; ``hands`` are all who entered, corrected or attested it: none of
    them confirms it. ``receiver_unit`` is None only where an older entry named none. ``happened`` is its day,
    ``happened_at`` its hour where that is told. The answer is the receiver's: their own reference and hour, and what
    they say where they contradict. ``is_from_before``: it was told as an event before confirmation was asked.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="acts")
    person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, null=True, related_name="acts")
    case_number = models.CharField(max_length=24)
    noun = models.CharField(max_length=12, blank=True)
    no = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=24)
    made_by = models.UUIDField()
    maker_unit = models.IntegerField()
    maker_role = models.CharField(max_length=40, blank=True)
    hands = ArrayField(models.UUIDField())
    receiver_unit = models.IntegerField(null=True)
    happened = PartialDateColumns(null=True)
    happened_earliest: date | None  # columns of `happened`
    happened_latest: date | None
    happened_at = models.DateTimeField(null=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=12, default=ActState.DECLARED.value)
    state_since = models.DateTimeField()
    declared_at = models.DateTimeField()
    another_than = models.UUIDField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_reference = models.CharField(max_length=80, blank=True)
    answer_at = models.DateTimeField(null=True)
    answer_words = models.TextField(blank=True)
    attested_by = models.UUIDField(null=True)
    attested_at = models.DateTimeField(null=True)
    attested_document = models.UUIDField(null=True)
    withdraw_reason = models.TextField(blank=True)
    is_from_before = models.BooleanField(default=False, db_default=False)

    objects = ActQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("case", "person", "case_number", "noun", "no", "code", "made_by", "maker_unit", "maker_role"),
                *("receiver_unit", "happened_earliest", "happened_latest", "happened_at", "place", "reference"),
                *("state", "state_since", "declared_at", "another_than", "answered_by", "answered_at"),
                *("answer_reference", "answer_at", "attested_by", "attested_at", "attested_document"),
                "is_from_before",
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("details", "note", "happened_said", "answer_words", "withdraw_reason"), CASE_TEXT),
        "hands": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            partial_date_order("happened", name="acts_act_happened"),
            models.UniqueConstraint(fields=["made_by", "submission_id"], name="acts_act_once"),
            models.CheckConstraint(
                condition=models.Q(receiver_unit__isnull=True) | ~models.Q(receiver_unit=models.F("maker_unit")),
                name="acts_act_two_units",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "code"], name="acts_act_case"),
            models.Index(fields=["person"], name="acts_act_person"),
            models.Index(fields=["receiver_unit", "state"], name="acts_act_receiver"),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.case_number}"

    @property
    def kind(self) -> ActKind:
        return act_kind(self.code)

    @property
    def kind_words(self) -> Bilingual:
        return self.kind.words

    @property
    def state_words(self) -> Bilingual:
        return STATES[self.state]

    @property
    def subject_words(self) -> Bilingual:
        """Of whom it is, as may stand anywhere: "Girl 1 of UP-BRH-2026-0001", the case's number alone for a case."""
        if not self.noun:
            return Bilingual(self.case_number)
        noun = NOUNS[self.noun]
        return Bilingual(f"{noun.en} {self.no}, {self.case_number}", f"{noun.hi} {self.no}, {self.case_number}")

    @property
    def is_effective(self) -> bool:
        """Whether it starts and stops clocks: confirmed, or attested on paper."""
        return self.state in EFFECTIVE

    @property
    def is_unanswered(self) -> bool:
        """Whether it waits for its receiver."""
        return self.state in UNANSWERED

    @property
    def counts_at(self) -> datetime:
        """When it counts: the receiver's own hour, else the hour told, else the end of the last day it can have been.

        Never later than it was entered, so that a day told without its hour lengthens nothing.
        """
        if self.state == ActState.CONFIRMED and self.answer_at is not None:
            return self.answer_at
        if self.happened_at is not None:
            return self.happened_at
        if self.happened_latest is None:
            return self.declared_at
        return min(datetime.combine(self.happened_latest, END_OF_DAY, tzinfo=clock.INDIA), self.declared_at)
