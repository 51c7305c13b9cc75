"""Where the demonstration stands: the records of its story that a visitor is led to, and the day it was told.

Reads as the system, for addresses alone; what is behind them is shown by pages that ask the visitor's own rights.
"""

from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q

from samanvay.access.models import Box, User
from samanvay.audit.models import Event
from samanvay.cases.models import Case
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.picture.models import Finding
from samanvay.picture.states import Subject
from samanvay.reports.models import SituationReport
from samanvay.reports.states import ClaimState

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
