"""Reads on duties and notices. *Today* is one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.refusals import Unseen

from .kinds import DutyKind
from .models import Duty, MailChoice, Notice, Remark, TextMessage
from .models.duty import DutyQuerySet
from .policies import owns, state_reviewed


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What waits for a person: in all, due before midnight, past its hour."""

    waiting: int
    due_today: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many duties of a kind are past their hour, and since when the oldest is."""

    kind: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many of some duties are of a kind, and the hour of the most urgent."""

    kind: str
    count: int
    due_at: datetime


def end_of_day() -> datetime:
    """Return the midnight that ends today in India."""
    return datetime.combine(clock.today() + timedelta(days=1), time(), tzinfo=clock.INDIA)


def today(actor: Actor) -> QuerySet[Duty]:
    """Return what waits for this person, the most urgent first."""
    return Duty.objects.waiting().owned_by(actor).order_by("due_at", "id")


def narrowed(found: QuerySet[Duty], *, kind: str = "", words: str = "") -> QuerySet[Duty]:
    """Keep the duties of a kind whose title holds each of the words."""
    if kind:
        found = found.filter(kind=kind)
    for word in words.split():
        found = found.filter(Q(title_en__icontains=word) | Q(title_hi__icontains=word))
    return found


def by_kind(found: QuerySet[Duty]) -> list[KindCount]:
    """Count some duties by their kind, the kind with the most urgent first."""
    rows = found.order_by().values_list("kind").annotate(count=Count("pk"), due=Min("due_at"))
    return sorted((KindCount(*row) for row in rows), key=lambda each: (each.due_at, each.kind))


def escalated_to(actor: Actor) -> QuerySet[Duty]:
    """Return what others let slip and what has come up to this person's units.

    What a colleague of one's own unit lets slip comes up to who commands it, and to nobody beside them.
    """
    owned = Duty.objects.owned_by(actor).values("pk")
    units = [held.audience for held in actor.grants] if actor.is_confirmed else []
    beside = set(units) - set(units_with(actor, Permission.DUTY_ASSIGN))
    return (
        Duty.objects.waiting()
        .filter(level__gte=2, readers__overlap=units)
        .exclude(owner_audience__in=beside)
        .exclude(pk__in=owned)
        .order_by("due_at", "id")
    )


def overdue_below(actor: Actor) -> QuerySet[Duty]:
    """Return every overdue duty that this person may see, at their own unit only who commands there, and not own."""
    owned = Duty.objects.owned_by(actor).values("pk")
    beside = {held.audience for held in actor.grants} - set(units_with(actor, Permission.DUTY_ASSIGN))
    found = Duty.objects.overdue(clock.now()).exclude(owner_audience__in=beside)
    return found.exclude(pk__in=owned).order_by("due_at", "id")


def overdue_by_unit(actor: Actor) -> dict[int, datetime]:
    """Return the units that have overdue duties which the actor may see, each with the hour of the oldest."""
    if not actor.is_confirmed:
        return {}
    late = Duty.objects.overdue(clock.now()).order_by()
    return dict(late.values_list("owner_audience").annotate(oldest=Min("due_at")))


def overdue_in_state(actor: Actor) -> list[Lateness]:
    """Return how much is overdue in the actor's whole state by kind, the most first: counts, whoever reads the duties.

    Nothing for an actor who is not at the head of a state's administration.
    """
    state = state_reviewed(actor)
    if not state:
        return []
    with acting_as(SYSTEM):
        late = Duty.objects.overdue(clock.now()).filter(home_state=state).order_by()
        counted = list(late.values_list("kind").annotate(count=Count("pk"), oldest=Min("due_at")))
    return sorted((Lateness(*each) for each in counted), key=lambda each: (-each.count, each.kind))


def day_counts(actor: Actor) -> DayCounts:
    """Return how much waits for this person."""
    mine = today(actor)
    running = Q(paused_at__isnull=True)
    return DayCounts(
        waiting=mine.count(),
        due_today=mine.filter(running, due_at__lt=end_of_day()).count(),
        overdue=mine.filter(running, due_at__lt=clock.now()).count(),
    )


def duty(actor: Actor, key: UUID) -> Duty:
    """Return one duty that the actor may see: until they are confirmed, their own alone. Raises Unseen."""
    seen = Duty.objects.all() if actor.is_confirmed else Duty.objects.owned_by(actor)
    found = seen.filter(pk=key).select_related("owner_user").first()
    if found is None:
        raise Unseen
    return found


def duties_about(actor: Actor, subject_kind: str, subject_id: UUID | str) -> QuerySet[Duty]:
    """Return the duties about one subject, waiting ones first."""
    return Duty.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("done_at", "due_at")


def was_asked(actor: Actor, kind: DutyKind, subject: UUID) -> bool:
    """Tell whether a duty about a subject, or a part of it, waits for this person or was due within 30 days."""
    lately = Q(done_at__isnull=True, dropped_at__isnull=True) | Q(due_at__gt=clock.now() - timedelta(days=30))
    with reading(actor):
        found = Duty.objects.filter(lately, kind=kind.code, subject_id__startswith=str(subject))
        return any(owns(actor, each) for each in found)


def waiting_at(audiences: Iterable[int]) -> DutyQuerySet:
    """Return the duties that wait at some units, the next due first."""
    return Duty.objects.waiting().filter(owner_audience__in=list(audiences)).order_by("due_at", "id")


def waiting_about(subject_kind: str, keys: Iterable[str]) -> dict[str, Duty]:
    """Return the duty that waits about each of some subjects, by the subject's id; of several the last due."""
    found = Duty.objects.waiting().filter(subject_kind=subject_kind, subject_id__in=list(keys)).order_by("due_at")
    return {duty.subject_id: duty for duty in found}


def remarks(actor: Actor, of: Duty) -> QuerySet[Remark]:
    """Return what was asked, answered, sent back and decided on a duty, in order."""
    return Remark.objects.filter(duty=of).order_by("at", "id")


def history(actor: Actor, of: Duty) -> QuerySet[Event]:
    """Return what happened to a duty, in order."""
    return Event.objects.filter(subject_kind="duty", subject_id=str(of.pk)).order_by("seq")


def closed_lately(actor: Actor, *, days: int = 7) -> QuerySet[Duty]:
    """Return what this person's duties came to in the last days, the latest first."""
    since = clock.now() - timedelta(days=days)
    return Duty.objects.owned_by(actor).filter(Q(done_at__gte=since) | Q(dropped_at__gte=since)).order_by("-done_at")


def mail_choice(actor: Actor) -> MailChoice:
    """Return when a person wants e-mails; unsaved, with what holds for everybody, for one who has not chosen."""
    return MailChoice.objects.filter(user_id=actor.id).first() or MailChoice(user_id=actor.id)


def text_trouble() -> tuple[int, str]:
    """Return how many text messages failed in the last day or wait after a failure, and why the latest."""
    since = clock.now() - timedelta(days=1)
    ended = Q(ended_at__gte=since) & ~Q(trouble="closed")
    found = TextMessage.objects.filter(Q(next_at__isnull=False, attempts__gt=0) | ended).order_by("-asked_at")
    return found.count(), found.values_list("trouble", flat=True).first() or ""


def notices(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of this person, the latest first."""
    return Notice.objects.filter(user_id=actor.id).order_by("-at", "-id")


def unseen_notices(actor: Actor) -> int:
    """Return how many notices this person has not seen."""
    return Notice.objects.filter(user_id=actor.id, seen_at__isnull=True).count()
