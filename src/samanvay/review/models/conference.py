"""A conference, and the offices that are invited to it."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from samanvay.access.roles import BY_CODE
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..series.models import Series
from ..states import CONFERENCE_WORDS, PRESENCE_WORDS, ConferenceState, Presence


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Reads on conferences."""

    def coming(self) -> Self:
        """Keep those that are to be held or run now."""
        return self.filter(state__in=[ConferenceState.PLANNED, ConferenceState.RUNNING])

    def past(self) -> Self:
        """Keep those that are over, or were cancelled."""
        return self.exclude(state__in=[ConferenceState.PLANNED, ConferenceState.RUNNING])

    def locked(self, conference: "Conference") -> "Conference":
        """Return a conference as it stands now; others who would change it wait for the transaction."""
        return self.select_for_update(of=("self",)).get(pk=conference.pk)


class Conference(Protected, Captured):
    """One conference. ``line`` are the chair's unit, those above it and the desks: who sees every item of it.

    Everybody invited reads the row and the running order; what stands under an item is read by the line and by the
    offices of its district, until the minutes are confirmed: then by all who were invited.
    """

    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="conferences")
    kind = models.CharField(max_length=20)
    name_en = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=80)
    chair_role = models.CharField(max_length=40)
    line = ArrayField(models.IntegerField())
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    walks_districts = models.BooleanField(default=True)
    dial_in = models.CharField(max_length=200, blank=True)
    room = models.CharField(max_length=40, help_text="random name of the room where a video server is set up")
    sequence = models.PositiveSmallIntegerField(default=0, help_text="how often the invitation changed")
    state = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in ConferenceState],
        default=ConferenceState.PLANNED.value,
    )
    reason = models.TextField(blank=True, help_text="why it was moved or cancelled")
    is_ordered = models.BooleanField(default=False, help_text="the order was set by hand")
    current = models.UUIDField(null=True, help_text="the item on the wall")
    current_since = models.DateTimeField(null=True)
    called_by = models.UUIDField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)

    objects = ConferenceQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("series", "kind", "name_en", "name_hi", "place", "chair_role", "starts_at", "minutes"),
                *("walks_districts", "dial_in", "state", "called_by", "begun_at", "ended_at"),
                *("confirmed_at", "confirmed_by"),
            ),
            CASE_FIELD,
        ),
        "reason": CASE_TEXT,
        "room": SECRET_FIELD,
        **dict.fromkeys(("line", "sequence", "is_ordered", "current", "current_since"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["home_unit", "submission_id"], name="review_conference_submission"),
            models.UniqueConstraint(
                fields=["series", "starts_at"],
                condition=Q(series__isnull=False) & ~Q(state=ConferenceState.CANCELLED.value),
                name="review_conference_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-starts_at"], name="review_conference_latest")]

    def __str__(self) -> str:
        return f"{self.name_en} {self.starts_at:%Y-%m-%d}"

    @property
    def names(self) -> Bilingual:
        return Bilingual(self.name_en, self.name_hi)

    @property
    def state_words(self) -> Bilingual:
        return CONFERENCE_WORDS[ConferenceState(self.state)]

    @property
    def chair_words(self) -> Bilingual:
        return BY_CODE[self.chair_role].name if self.chair_role in BY_CODE else Bilingual(self.chair_role)

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_today(self) -> bool:
        """Whether it is planned for today."""
        return self.starts_at.astimezone(clock.INDIA).date() == clock.today()

    @property
    def is_planned(self) -> bool:
        return self.state == ConferenceState.PLANNED

    @property
    def is_running(self) -> bool:
        return self.state == ConferenceState.RUNNING

    @property
    def is_over(self) -> bool:
        return self.state in (ConferenceState.HELD, ConferenceState.CONFIRMED)

    @property
    def is_confirmed(self) -> bool:
        return self.state == ConferenceState.CONFIRMED

    @property
    def is_attended(self) -> bool:
        """Whether an office beside the chair's own is noted as present."""
        present = self.invitations.filter(presence=Presence.PRESENT)
        return bool(present.exclude(role=self.chair_role, audience=self.home_unit).exists())

    @property
    def is_cancelled(self) -> bool:
        return self.state == ConferenceState.CANCELLED


class Invitation(Protected):
    """An office that is invited: a role at a unit, of a district or of none; and whether somebody was there for it."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=40)
    audience = models.IntegerField()
    district = models.CharField(max_length=80, blank=True)
    presence = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Presence], default=Presence.UNKNOWN.value
    )
    by_role = models.CharField(max_length=80, blank=True, help_text="who came instead, by rank or role")
    noted_by = models.UUIDField(null=True)
    noted_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("conference", "role", "audience", "district", "presence", "noted_by", "noted_at"), CASE_FIELD),
        "by_role": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["conference", "role", "audience"], name="review_invitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.audience}"

    @property
    def presence_words(self) -> Bilingual:
        return PRESENCE_WORDS[Presence(self.presence)]

    @property
    def role_words(self) -> Bilingual:
        return BY_CODE[self.role].name if self.role in BY_CODE else Bilingual(self.role)
