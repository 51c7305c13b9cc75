"""Batches: people who are trained together in a week; who teaches them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable
from samanvay.training.models import ResourcePerson

from ...centres.models import Centre
from ...plans.models import Plan
from ...plans.states import MODES
from ..states import BATCH_WORDS, COMING, BatchState, TurnState


class BatchQuerySet(models.QuerySet["Batch"]):
    """Reads on batches."""

    def told(self) -> Self:
        """Keep those of published plans, and those that were made by hand."""
        return self.filter(Q(plan__isnull=True) | Q(plan__state="published"))

    def standing(self) -> Self:
        """Keep those that were not cancelled."""
        return self.exclude(state=BatchState.CANCELLED)

    def with_taken(self) -> Self:
        """Add ``taken``: how many seats have somebody, members and guests together."""
        members = Count("turns", filter=Q(turns__state__in=(*COMING, TurnState.CAME)), distinct=True)
        is_seated = Q(guests__voided_at__isnull=True) & ~Q(guests__said="cannot")
        return self.annotate(taken=members + Count("guests", filter=is_seated, distinct=True))


class Batch(Protected, Captured):
    """People trained together, three days at a centre or one elsewhere. Read by every officer and partner: it names
    nobody; who is in it are `Turn`s.

    ``label`` is the week and a number in it ("2027-W11-003"). ``size`` is how many it takes, ``kept`` how many of these
    are kept for make-ups. ``district`` is where one in the district meets; ``hall`` says in which room, ``link`` where
    one meets online. ``language`` is a code of ``training.vocabulary``, that in which it is taught.
    """

    taken: int  # by `with_taken`
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="batches")
    label = models.CharField(max_length=20)
    course = models.CharField(max_length=60)
    mode = models.CharField(max_length=8, choices=[(code, code) for code in MODES])
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="batches")
    district = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    hall = models.CharField(max_length=160, blank=True)
    link = models.URLField(max_length=300, blank=True)
    language = models.CharField(max_length=12, default="hindi")
    monday = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    size = models.PositiveSmallIntegerField()
    kept = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(code, code) for code in BATCH_WORDS], default=BatchState.PLANNED)
    sequence = models.PositiveSmallIntegerField(default=0, help_text="of the calendar file; one more with every change")
    called_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was last moved or cancelled")
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    objects = BatchQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("plan", "label", "course", "mode", "centre", "district", "hall", "link", "language", "monday"),
                *("starts_on", "ends_on", "size", "kept", "state", "sequence", "called_at", "held_at", "cancelled_at"),
                *("reason", "made_at", "made_by"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "label"], nulls_distinct=False, name="rosters_batch_label"),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("monday"), ends_on__gte=F("starts_on"), kept__lte=F("size")),
                name="rosters_batch_sound",
            ),
            models.CheckConstraint(
                condition=Q(mode="centre", centre__isnull=False) | (~Q(mode="centre") & Q(centre__isnull=True)),
                name="rosters_batch_where",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["monday", "centre"], name="rosters_batch_week"),
            models.Index(fields=["state", "starts_on"], name="rosters_batch_state"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def state_words(self) -> Bilingual:
        return BATCH_WORDS[self.state]

    @property
    def mode_words(self) -> Bilingual:
        return MODES[self.mode]

    @property
    def where(self) -> Bilingual:
        """Where it meets, in both languages: the centre, the district or online."""
        if self.centre is not None:
            return self.centre.names
        return self.district.names if self.district is not None else self.mode_words


class BatchTrainer(Protected, Voidable):
    """Somebody who teaches in a batch."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="trainers")
    person = models.ForeignKey(ResourcePerson, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    set_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Voidable.classification,
        **dict.fromkeys(
            ("batch", "person", "set_at", "set_by", "voided_at", "voided_by", "void_reason"), DIRECTORY_FIELD
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["batch", "person"], condition=Q(voided_at__isnull=True), name="rosters_batchtrainer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.person_id}"


class TrainerAway(Protected, Captured, Voidable):
    """Days on which somebody who teaches cannot, both within."""

    person = models.ForeignKey(ResourcePerson, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            ("person", "first_day", "last_day", "set_at", "set_by", "voided_at", "voided_by", "void_reason"),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["set_by", "submission_id"], name="rosters_traineraway_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="rosters_traineraway_order"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.first_day}"
