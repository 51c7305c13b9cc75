"""Reads on the log. What an actor may see of it, the row policy decides: auditors all, others their units' part."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor

from .models import Event, Seal

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the log is narrowed to; empty means all."""

    kind: str = ""
    subject: str = ""
    actor: UUID | None = None
    op: UUID | None = None
    since: date | None = None
    until: date | None = None


def events(by: Actor, filters: Filters) -> QuerySet[Event]:
    """Return the events that the actor may see, the latest first; ``kind`` may be a whole subject (``case:``)."""
    found = Event.objects.all()
    if filters.kind:
        found = (
            found.filter(kind__startswith=filters.kind)
            if filters.kind.endswith(":")
            else found.filter(kind=filters.kind)
        )
    if filters.subject:
        found = found.filter(subject_id=filters.subject)
    if filters.actor:
        found = found.filter(actor=filters.actor)
    if filters.op:
        found = found.filter(op=filters.op)
    if filters.since:
        found = found.filter(at__gte=_midnight(filters.since))
    if filters.until:
        found = found.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return found.order_by("-seq")


def history_of(by: Actor, subject_kind: str, subject_id: UUID | str) -> QuerySet[Event]:
    """Return what happened to one subject, the latest first, as far as the actor may see it."""
    return Event.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-seq")


# What a record with pages is called in the log.
RECORDS = ("advisory", "candidate", "case", "finding", "measure", "request", "tracing")


def last_change(by: Actor, subject_id: UUID | str) -> Event | None:
    """Return the latest event of a record of whatever kind that somebody may correct, as far as the actor sees it."""
    return Event.objects.filter(subject_kind__in=RECORDS, subject_id=str(subject_id)).order_by("-seq").first()


def last_seal() -> Seal | None:
    """Return the latest seal, whose head binds the whole log before it."""
    return Seal.objects.order_by("-number").first()


def head_words() -> str:
    """Return the latest head as it is printed on paper, "" before the first seal: what is on paper nobody cuts."""
    seal = Seal.objects.order_by("-number").only("number", "head").first()
    if seal is None:
        return ""
    return _("Seal %(number)d of the log: %(head)s") % {"number": seal.number, "head": bytes(seal.head).hex()}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.INDIA)
