"""A claim: one movement or event read in a report, with the words it rests on. It counts once an officer confirms."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.models import Protected

from ..settling.written import WrittenPlace, written_of
from ..states import CLAIM_WORDS, SENT, ClaimState, ReportState
from ..vocabulary import OBSERVED
from .report import SituationReport


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Reads on claims."""

    def told(self) -> Self:
        """Keep those that tell anybody anything: confirmed, in a report that was sent and did not come back.

        An observation does not: it counts nowhere.
        """
        return self.filter(state=ClaimState.CONFIRMED, report__state__in=SENT).exclude(event_kind=OBSERVED)


class Claim(Protected):
    """A movement (from, via, to) or an event (kind, place) as read, corrected and decided.

    ``stops`` are those of ``via`` where people were kept, the others were passed; null where the two were not yet told
    apart. ``start`` and ``end`` are code points in the narrative; ``aside_reason`` tells why a reading does not count.
    ``same_as_claim`` or ``same_as_case`` (and the event in it) is what tells of the same happening: then this one is
    not counted beside it. ``apart_from`` are those of which an officer said that they are another happening.
    ``is_sure`` is false where the two readers of narratives do not agree, until an officer puts it right.
    ``written`` are its places that the gazetteer does not have (:mod:`..settling.written`), ``is_unsettled`` that it is
    still to be said of one which place it is. ``females``, ``males`` and ``children`` of its people are null where not
    said.
    ``added_by`` is the officer who added it where the reader had missed it.
    ``beyond`` is what other offices had of it when it was confirmed, ``is_asked`` that the officer has still to say
    whether it is the same (until then that counts and this does not), ``looks`` how often was looked.
    """

    report = models.ForeignKey(SituationReport, on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField(help_text="in the order of the text")
    kind = models.CharField(max_length=10, choices=[("movement", "movement"), ("event", "event")])
    event_kind = models.CharField(max_length=16, blank=True)
    origin = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    via = ArrayField(models.CharField(max_length=80), default=list)
    stops = ArrayField(models.CharField(max_length=80), null=True, default=list)
    destination = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    written = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    is_unsettled = models.BooleanField(default=False, db_default=False)
    people = models.PositiveIntegerField(null=True)
    females = models.PositiveIntegerField(null=True)
    males = models.PositiveIntegerField(null=True)
    children = models.PositiveIntegerField(null=True)
    occurred = PartialDateColumns(null=True)
    occurred_earliest: date | None  # columns of `occurred`
    occurred_latest: date | None
    forms = ArrayField(models.CharField(max_length=24), default=list)
    lures = ArrayField(models.CharField(max_length=24), default=list)
    certainty = models.CharField(max_length=8)
    is_sure = models.BooleanField(default=True, db_default=True)
    evidence = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in ClaimState], default=ClaimState.PROPOSED
    )
    aside_reason = models.CharField(max_length=16, blank=True)
    refuse_reason = models.CharField(max_length=200, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    is_corrected = models.BooleanField(default=False)
    added_by = models.UUIDField(null=True)
    same_as_claim = models.UUIDField(null=True, db_index=True)
    same_as_case = models.UUIDField(null=True, db_index=True)
    same_as_event = models.UUIDField(null=True)
    apart_from = ArrayField(models.UUIDField(), default=list)
    beyond = ArrayField(models.UUIDField(), default=list, db_default=[])
    is_asked = models.BooleanField(default=False, db_default=False)
    looks = models.PositiveSmallIntegerField(default=0, db_default=0)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = ClaimQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("report", "number", "kind", "event_kind", "origin", "via", "stops", "destination", "place"),
                *("people", "females", "males", "children", "is_unsettled", "added_by"),
                *("occurred_earliest", "occurred_latest", "occurred_said", "forms", "lures", "certainty", "is_sure"),
                *("start", "end", "state", "aside_reason", "decided_by", "decided_at", "is_corrected"),
                *("same_as_claim", "same_as_case", "same_as_event", "apart_from", "settled_by", "settled_at"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("evidence", "refuse_reason", "written"), CASE_TEXT),
        **dict.fromkeys(("beyond", "is_asked", "looks"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            partial_date_order("occurred", name="reports_claim_dates_in_order"),
            models.UniqueConstraint(fields=["report", "number"], name="reports_claim_number"),
            models.CheckConstraint(
                condition=models.Q(same_as_claim__isnull=True) | models.Q(same_as_case__isnull=True),
                name="reports_claim_one_link",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["home_state"], condition=models.Q(is_asked=True), name="reports_claim_asked"),
            models.Index(fields=["home_unit"], condition=models.Q(is_unsettled=True), name="reports_claim_unsettled"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.report_id}"

    @property
    def state_words(self) -> Bilingual:
        return CLAIM_WORDS[ClaimState(self.state)]

    @property
    def is_observation(self) -> bool:
        """Whether somebody was seen and nobody stopped: it stands on its report, and counts nowhere."""
        return self.event_kind == OBSERVED

    @property
    def is_told(self) -> bool:
        """Whether it tells anybody anything: confirmed, in a report that was sent and did not come back."""
        return self.state == ClaimState.CONFIRMED and self.report.state in SENT and not self.is_observation

    @property
    def is_from_before_return(self) -> bool:
        """Whether it was confirmed before its report came back: it stands, and counts again once that is sent."""
        if self.state != ClaimState.CONFIRMED or self.decided_at is None or self.report.state != ReportState.RETURNED:
            return False
        return self.report.decided_at is not None and self.decided_at <= self.report.decided_at

    @property
    def is_linked(self) -> bool:
        """Whether something else tells of the same happening."""
        return self.same_as_claim is not None or self.same_as_case is not None

    @property
    def is_undoubted(self) -> bool:
        """Whether nothing leaves a doubt: surely read, stated, every place known, and a movement with two of them."""
        if not self.is_sure or self.certainty != "stated" or self.is_unsettled:
            return False
        return self.kind == "event" or self.places_named > 1

    @property
    def place_keys(self) -> list[str]:
        """Every place that the claim names, in order."""
        keys = [self.origin_id, *self.via, self.destination_id, self.place_id]
        return [key for key in keys if key]

    @property
    def written_places(self) -> list[WrittenPlace]:
        """Its places that the gazetteer does not have, in order, with those that were settled since."""
        return written_of(self.written)

    @property
    def places_named(self) -> int:
        """How many places it names, known or as written."""
        return len(self.place_keys) + sum(place.stands for place in self.written_places)
