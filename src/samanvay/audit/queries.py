"""Reads on the log. What an actor may see of it, the row policy decides: auditors all, others their units' part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, UUIDField, When
from django.db.models.functions import Cast, ExtractHour
from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor

from .events import OPENING_REFUSED
from .models import Event, Seal
from .vocabulary import Question, kinds_answering

PAGE = 50
# Hours of India in which nobody but who is on duty works.
NIGHT_FROM, NIGHT_UNTIL = 22, 6


# Who it is about: a failed sign-in is written by the system, about whoever's login was tried.
_PERSON = Case(
    When(Q(actor=SYSTEM.id, subject_kind="user") & ~Q(subject_id=""), then=Cast("subject_id", UUIDField())),
    default=F("actor"),
    output_field=UUIDField(),
)

_HOUR = ExtractHour("at", tzinfo=clock.INDIA)


def _answering(question: Question) -> Q:
    """Return what events that answer a question have in common; they know their ``hour``."""
    found = Q(kind__in=kinds_answering(question))
    if question is Question.AFTER_HOURS:
        found &= Q(hour__gte=NIGHT_FROM) | Q(hour__lt=NIGHT_UNTIL)
    return found


@dataclass(frozen=True, slots=True)
class Filters:
    """What the log is narrowed to; empty means all. ``kinds`` are codes of which one is enough."""

    kind: str = ""
    kinds: Collection[str] | None = None
    question: Question | None = None
    subject: str = ""
    people: Collection[UUID] | None = None
    op: UUID | None = None
    since: date | None = None
    until: date | None = None


def events(by: Actor, filters: Filters) -> QuerySet[Event]:
    """Return the events that the actor may see, the latest first; ``kind`` may be a whole subject (``case:``)."""
    found = Event.objects.all()
    if filters.question:
        found = found.alias(hour=_HOUR).filter(_answering(filters.question))
    if filters.kinds is not None:
        found = found.filter(kind__in=filters.kinds)
    if filters.kind:
        found = (
            found.filter(kind__startswith=filters.kind)
            if filters.kind.endswith(":")
            else found.filter(kind=filters.kind)
        )
    if filters.subject:
        found = found.filter(subject_id=filters.subject)
    if filters.people is not None:
        found = found.alias(person=_PERSON).filter(person__in=filters.people)
    if filters.op:
        found = found.filter(op=filters.op)
    if filters.since:
        found = found.filter(at__gte=_midnight(filters.since))
    if filters.until:
        found = found.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return found.order_by("-seq")


def counts_of_questions(by: Actor, filters: Filters) -> Mapping[Question, int]:
    """Return how many events answer each question within the filters."""
    watched = {code for question in Question for code in kinds_answering(question)}
    found = events(by, replace(filters, question=None)).filter(kind__in=watched).order_by().alias(hour=_HOUR)
    counts = found.aggregate(**{question: Count("seq", filter=_answering(question)) for question in Question})
    return {question: counts[question] for question in Question}


def people_of(by: Actor, filters: Filters, most: int) -> list[dict[str, Any]]:
    """Return who did it and how often: ``person``, ``times``, ``records``, ``first`` and ``last``, the most first.

    ``records`` counts the different records of it.
    """
    found = (
        events(by, filters)
        .order_by()
        .annotate(person=_PERSON)
        .values("person")
        .annotate(
            times=Count("seq"),
            records=Count("subject_id", distinct=True, filter=~Q(subject_kind="user")),
            first=Min("at"),
            last=Max("at"),
        )
        .order_by("-times", "person")
    )
    return [dict(each) for each in found[:most]]


def history_of(by: Actor, subject_kind: str, subject_id: UUID | str) -> QuerySet[Event]:
    """Return what happened to one subject, the latest first, as far as the actor may see it."""
    return Event.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-seq")


# What a record with pages is called in the log.
RECORDS = ("advisory", "candidate", "case", "finding", "measure", "request", "tracing")


def last_change(by: Actor, subject_id: UUID | str) -> Event | None:
    """Return the latest event of a record of whatever kind that somebody may correct, as far as the actor sees it."""
    found = Event.objects.filter(subject_kind__in=RECORDS, subject_id=str(subject_id))
    return found.exclude(kind=OPENING_REFUSED.code).order_by("-seq").first()


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
