"""Where the demonstration stands: the records of its story that a visitor is led to, and the day it was told.

Reads as the system, for addresses alone; what is behind them is shown by pages that ask the visitor's own rights.
"""

from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q

from samanvay.access.models import Box, User
from samanvay.audit.models import Event
from samanvay.cases.models import Case
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.measures.models import Advisory, Request
from samanvay.picture.models import Finding
from samanvay.picture.states import Subject
from samanvay.reports.models import SituationReport
from samanvay.reports.states import ClaimState
from samanvay.review.models import Conference
from samanvay.review.states import ConferenceState

from .events import DEMONSTRATION_LOADED
from .story import CASES


def told_as(*parts: object) -> UUID:
    """Return the identifier under which a part of the story is told once."""
    return uuid5(NAMESPACE_URL, ":".join(("samanvay:demonstration", *map(str, parts))))


def is_told() -> bool:
    """Tell whether the demonstration was told to its end in this database."""
    with reading(SYSTEM):
        return Event.objects.filter(kind=DEMONSTRATION_LOADED.code).exists()


def day_of_the_register() -> date | None:
    """Return the day on which the register of the simulated state was told, None where the story stands alone."""
    with reading(SYSTEM):
        told = Event.objects.filter(kind=DEMONSTRATION_LOADED.code).order_by("seq").last()
    said = told.detail.get("register") if told is not None else None
    return date.fromisoformat(said) if said else None


def persona(login: str) -> User | None:
    """Return a persona by login, None where the demonstration does not stand."""
    return User.objects.filter(username=login, is_persona=True, is_active=True).first()


def case_of(login: str) -> UUID | None:
    """Return the first case that a persona tells."""
    told = next(told for told in CASES if told.by == login)
    with reading(SYSTEM):
        return (
            Case.objects.filter(submission_id=told_as("case", told.by, told.what)).values_list("pk", flat=True).first()
        )


def name_sealed_in(case_id: UUID) -> UUID | None:
    """Return a box of a case that holds a name."""
    with reading(SYSTEM):
        boxes = Box.objects.filter(record_id=case_id, group="identity").order_by("pk")
        return boxes.values_list("pk", flat=True).first()


def report_of(district: str) -> UUID | None:
    """Return the latest report of a district's police of which readings were confirmed."""
    with reading(SYSTEM):
        confirmed = SituationReport.objects.sent().filter(district=district, claims__state=ClaimState.CONFIRMED)
        return confirmed.order_by("-period_to").values_list("pk", flat=True).first()


def finding_of(place: str) -> UUID | None:
    """Return the finding that tells of a place, of its stop-overs first."""
    with reading(SYSTEM):
        told = Finding.objects.told().filter(Q(place=place))
        found = sorted(told, key=lambda finding: finding.subject != Subject.STOPOVER)
        return found[0].pk if found else None


def advisory_of_the_state() -> UUID | None:
    """Return the advisory that the state's desk sent to the districts along the way from Nepal."""
    with reading(SYSTEM):
        told = Advisory.objects.sent().filter(submission_id=told_as("advisory", "along"))
        return told.values_list("pk", flat=True).first()


def request_for(kind: str) -> UUID | None:
    """Return the latest request of a kind that one district told another."""
    with reading(SYSTEM):
        return Request.objects.filter(kind=kind, sent_at__isnull=False).latest().values_list("pk", flat=True).first()


def round_of(*, is_held: bool) -> UUID | None:
    """Return the weekly round that was held last, or the one that comes next."""
    with reading(SYSTEM):
        rounds = Conference.objects.filter(kind="weekly_round")
        if is_held:
            held = rounds.filter(state__in=[ConferenceState.HELD, ConferenceState.CONFIRMED])
            return held.order_by("-starts_at").values_list("pk", flat=True).first()
        coming = rounds.filter(state=ConferenceState.PLANNED, starts_at__gte=clock.now())
        return coming.order_by("starts_at").values_list("pk", flat=True).first()
