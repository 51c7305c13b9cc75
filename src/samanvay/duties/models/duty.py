"""A duty: what waits for whom until when. The only model of the house with a deadline."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.models import Protected

from ..wording import by_and_at


class DutyQuerySet(models.QuerySet["Duty"]):
    """Reads on duties."""

    def waiting(self) -> Self:
        """Keep what is neither done nor withdrawn."""
        return self.filter(done_at__isnull=True, dropped_at__isnull=True)

    def overdue(self, moment: datetime) -> Self:
        """Keep what waits past its hour and is not paused."""
        return self.waiting().filter(due_at__lt=moment, paused_at__isnull=True)

    def owned_by(self, actor: Actor) -> Self:
        """Keep what waits for this person: named, or through a role held at the owning unit."""
        owned = Q(owner_user_id=actor.id)
        for held in actor.grants:
            owned |= Q(owner_user__isnull=True, owner_role=held.role, owner_audience=held.audience)
        return self.filter(owned)


class Duty(Protected):
    """Something that a role at a unit (and a person, once named) must do by an hour.

    ``steps`` are the escalations still to come, each ``{"minutes", "role", "audience"}`` counted from ``due_at``;
    ``next_at`` is when the ticker looks at the duty again. ``opener_unit`` is the unit at whose wish it was opened,
    None where a rule alone asks it. ``asked_at`` is set while a question on it is open, ``sent_back_at`` while it waits
    to be decided whose it is; neither stops its clock. Where whoever was asked agreed, it ``waits_for_answer``, paused.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160, null=True, unique=True)  # noqa: DJ001 (many duties have none)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    title_en = models.CharField(max_length=240)
    title_hi = models.CharField(max_length=240, blank=True)
    link = models.CharField(max_length=240, blank=True)
    owner_role = models.CharField(max_length=40)
    owner_audience = models.IntegerField()
    owner_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opener_unit = models.IntegerField(null=True)
    is_urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    pause_reason = models.TextField(blank=True)
    waits_for_answer = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    steps = models.JSONField(default=list)
    next_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    proof = models.TextField(blank=True)
    dropped_at = models.DateTimeField(null=True)
    drop_reason = models.TextField(blank=True)

    objects = DutyQuerySet.as_manager()

    line: Sequence[int] | None = None  # the owner's unit and those above it, where they were looked up for many at once

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("kind", "subject_kind", "subject_id", "title_en", "title_hi", "link"),
                *("owner_role", "owner_audience", "owner_user", "opened_at", "opened_by", "due_at"),
                *("paused_at", "level", "done_at", "done_by", "dropped_at"),
                *("opener_unit", "is_urgent", "asked_at", "sent_back_at", "waits_for_answer"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("pause_reason", "proof", "drop_reason"), CASE_TEXT),
        **dict.fromkeys(("key", "steps", "next_at"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at", "id"], name="duties_duty_due", condition=Q(done_at__isnull=True)),
            models.Index(fields=["next_at"], name="duties_duty_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["subject_kind", "subject_id"], name="duties_duty_subject"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en, self.title_hi)

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @property
    def opened_late(self) -> bool:
        """Whether its hour had passed already when it was opened, as of what is imported later."""
        return self.due_at < self.opened_at

    @cached_property
    def closed_words(self) -> str:
        """By whom and when it was done, or when it was withdrawn; asked of a duty that is closed."""
        if self.dropped_at is not None:
            return _("withdrawn, %(when)s") % {"when": by_and_at(None, self.dropped_at)}
        return by_and_at(self.done_by, self.done_at)

    def next_look(self, due_at: datetime) -> datetime | None:
        """Return when the ticker must look at the duty again if it is due at a moment, None after the last step."""
        if self.level == 0:
            return due_at
        return due_at + timedelta(minutes=self.steps[0]["minutes"]) if self.steps else None

    def step_times(self) -> list[tuple[datetime, dict[str, Any]]]:
        """Return the escalations still to come, each with its hour."""
        return [(self.due_at + timedelta(minutes=step["minutes"]), step) for step in self.steps]
