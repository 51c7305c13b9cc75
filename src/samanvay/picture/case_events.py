"""Events of cases as a second source of facts. One happening counts once, whoever wrote it down."""

from collections.abc import Iterable
from uuid import UUID

from samanvay.access.models import Erasure
from samanvay.cases.models import CaseEvent, CasePerson
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.reports.models import Claim
from samanvay.reports.states import ClaimState

from .models import FactSource
from .projecting import level_of, link_of, put, withdraw

SOURCE = "case_event"
TELLING = ("arrest", "interception", "missing", "rescue")
FROM_A_REPORT = "report"  # a case opened from a situation report: its claims count already


def project_case(case_id: UUID) -> int:
    """Bring the facts of a case's events to what they now say; returns how many count.

    Works inside the caller's operation.
    """
    return sum(project_event(event) for event in _events().filter(case_id=case_id))


def project_beside(claim: Claim) -> None:
    """Look again at the case events that may tell of the same happening as a claim that was decided.

    Works inside the caller's operation.
    """
    if claim.kind == "event" and claim.place_id and claim.event_kind in TELLING:
        for event in _events().filter(kind=claim.event_kind, home_state=claim.home_state):
            if level_of(event.place_id) == level_of(claim.place_id):
                project_event(event)


def project_event(event: CaseEvent) -> bool:
    """Bring the fact of one event to what it now says; tells whether it counts.

    Works inside the caller's operation.
    """
    place = level_of(event.place_id)
    stands = not event.is_void and event.case.voided_at is None and event.case.source != FROM_A_REPORT
    if not (place and stands) or _is_told_by_a_claim(event, place):
        withdraw(SOURCE, event.pk)
        return False
    is_known = FactSource.objects.filter(pk=link_of(SOURCE, event.pk)).exists()
    if not is_known and _is_forgotten(event.case_id):
        return False  # its fact stays, and nothing leads to it any more
    put(
        SOURCE,
        event.pk,
        dated=event.occurred,
        otherwise=event.recorded_at.astimezone(clock.INDIA).date(),
        source_readers=event.readers,
        named=[place],
        kind="event",
        event_kind=event.kind,
        origin="",
        via=[],
        destination="",
        place=place,
        persons=event.people,
        forms=event.case.forms,
        lures=[],
        certainty="stated",
    )
    return True


def forget_person(person_id: UUID) -> int:
    """Destroy the links from the events of an erased person's cases to their facts; returns how many went.

    The facts stay: they point at nobody. Works inside the caller's operation.
    """
    cases = CasePerson.objects.filter(pk=person_id).values("case_id")
    links = [link_of(SOURCE, key) for key in CaseEvent.objects.filter(case_id__in=cases).values_list("pk", flat=True)]
    return FactSource.objects.filter(pk__in=links).delete()[0]


def project_all() -> set[bytes]:
    """Project the events of every case anew; returns the links of those that count.

    Works inside the caller's operation.
    """
    return {link_of(SOURCE, event.pk) for event in _events().iterator(chunk_size=1000) if project_event(event)}


def _events() -> Iterable[CaseEvent]:
    return CaseEvent.objects.filter(kind__in=TELLING).select_related("case").order_by("pk")


def _is_forgotten(case_id: UUID) -> bool:
    people = CasePerson.objects.filter(case_id=case_id).values("pk")
    return Erasure.objects.filter(pk__in=people).exists()


def _is_told_by_a_claim(event: CaseEvent, place: str) -> bool:
    """Tell whether a confirmed claim says the same: kind, place, a date that may be the same, as many people."""
    claims = Claim.objects.filter(state=ClaimState.CONFIRMED, kind="event", event_kind=event.kind)
    if event.people is not None:
        claims = claims.filter(people=event.people) | claims.filter(people__isnull=True)
    return any(
        level_of(claim.place_id) == place and _may_be_one_day(event, claim)
        for claim in claims.filter(home_state=event.home_state).select_related("report")
    )


def _may_be_one_day(event: CaseEvent, claim: Claim) -> bool:
    said, report = claim.occurred, claim.report
    first, last = (said.earliest, said.latest) if said else (report.period_from, report.period_to)
    recorded = event.recorded_at.astimezone(clock.INDIA).date()
    when = event.occurred or PartialDate(recorded, recorded, "")
    return bool(when.earliest <= last and first <= when.latest)
