"""What the picture makes of what happens in the rooms below."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from samanvay.access.boxes import events as boxes
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.audit.outbox import Together
from samanvay.cases import events as cases
from samanvay.reports import events as reports
from samanvay.reports.models import Claim
from samanvay.reports.states import ClaimState

from .facts.actions.projecting import forget_reports, note_reports, project_claim, project_linked, renew_backing
from .facts.case_events import forget_person, project_beside, project_case, project_cases
from .facts.same import chain


def follow_claim(event: Event) -> None:
    """Project the claim that was decided, then the case events that may tell of the same."""
    claim_id = UUID(event.detail["claim"])
    with within_operation(event.op):
        _follow([claim_id])
        if was := event.detail.get("was"):
            _renew(UUID(was))


def _follow(claims: Iterable[UUID]) -> None:
    for claim_id in claims:
        project_claim(claim_id)
        claim = _renew(claim_id)
        if claim is not None:
            project_beside(claim)


def _renew(claim_id: UUID) -> Claim | None:
    """Look again who stands behind a claim and those that it is linked to; returns it, None where it went."""
    claim = Claim.objects.select_related("report").filter(pk=claim_id).first()
    if claim is not None:
        renew_backing(chain(claim))
    return claim


def follow_sending(events: Sequence[Event]) -> None:
    """Project the confirmed claims of reports that were sent; withdraw those of reports that came back."""
    reports = {UUID(event.subject_id) for event in events}
    with within_operation(events[0].op):
        confirmed = Claim.objects.filter(report__in=reports, state=ClaimState.CONFIRMED)
        _follow(confirmed.order_by("decided_at", "pk").values_list("pk", flat=True))


def follow_reports(events: Sequence[Event]) -> None:
    """Note the weeks of reports that were submitted or taken in, and project what they tell."""
    follow_sending(events)
    with within_operation(events[0].op):
        note_reports({UUID(event.subject_id) for event in events})


def forget_weeks(events: Sequence[Event]) -> None:
    """Forget the weeks of reports that were taken away again."""
    days = ("period_from", "period_to")
    with within_operation(events[0].op):
        forget_reports(
            (event.detail["district"], event.detail["voice"], *(date.fromisoformat(event.detail[day]) for day in days))
            for event in events
        )


def forget_moved(events: Sequence[Event]) -> None:
    """Forget the weeks of which a report that came back speaks no more, since its days were put right."""
    left: list[tuple[str, str, date, date]] = []
    for event in events:
        if "was_from" not in event.detail:
            continue
        district, agency = event.detail["district"], event.detail["voice"]
        days = ("was_from", "was_to", "period_from", "period_to")
        was_first, was_last, first, last = (date.fromisoformat(event.detail[day]) for day in days)
        if was_first < first:
            left.append((district, agency, was_first, min(was_last, first - timedelta(days=1))))
        if was_last > last:
            left.append((district, agency, max(was_first, last + timedelta(days=1)), was_last))
    with within_operation(events[0].op):
        forget_reports(left)


def follow_cases(events: Sequence[Event]) -> None:
    """Project the events and the ways of cases that changed, and the claims that are linked to them."""
    changed = list(dict.fromkeys(UUID(event.subject_id) for event in events))
    with within_operation(events[0].op):
        project_cases(changed)
        project_linked(changed)


def follow_answer(event: Event) -> None:
    """Project a case of which was answered whether a report told it, and the claims that the answer named."""
    with within_operation(event.op):
        project_case(UUID(event.subject_id))
        for claim_id in event.detail["claims"]:
            project_claim(UUID(claim_id))


def follow_pair(event: Event) -> None:
    """Project two cases of which was answered whether they are one happening, and the claims linked to them."""
    with within_operation(event.op):
        keys = [UUID(key) for key in event.detail["cases"]]
        project_cases(keys)
        project_linked(keys)


def forget(event: Event) -> None:
    """Destroy the links that lead from an erased person's cases to facts."""
    with within_operation(event.op):
        forget_person(UUID(event.subject_id))


CASES_CHANGED, REPORTS_SENT = Together(follow_cases), Together(follow_reports)
SUBSCRIBES = {
    boxes.PERSON_ERASED: forget,
    cases.CASE_AMENDED: CASES_CHANGED,
    cases.CASE_EVENT_ADDED: CASES_CHANGED,
    cases.CASE_EVENT_VOIDED: CASES_CHANGED,
    cases.CASE_SHARED: CASES_CHANGED,
    cases.CASE_VOIDED: CASES_CHANGED,
    cases.LEG_ADDED: CASES_CHANGED,
    cases.LEG_AMENDED: CASES_CHANGED,
    cases.LEG_VOIDED: CASES_CHANGED,
    cases.LEGS_REORDERED: CASES_CHANGED,
    cases.PEOPLE_RECOUNTED: CASES_CHANGED,
    cases.PERSON_ADDED: CASES_CHANGED,
    cases.PERSON_AMENDED: CASES_CHANGED,
    cases.PERSON_VOIDED: CASES_CHANGED,
    reports.CASE_ASKED_AGAIN: follow_answer,
    reports.CASE_KEPT_APART: follow_answer,
    reports.CASE_LINKED: follow_answer,
    reports.CLAIM_ASKED_AGAIN: follow_claim,
    reports.CLAIM_CONFIRMED: follow_claim,
    reports.CLAIM_KEPT_APART: follow_claim,
    reports.CLAIM_LINKED: follow_claim,
    reports.CLAIM_PLACE_REOPENED: follow_claim,
    reports.CLAIM_PLACE_SETTLED: follow_claim,
    reports.CLAIM_REFUSED: follow_claim,
    reports.CLAIM_REOPENED: follow_claim,
    reports.REPORT_RETURNED: Together(follow_sending),
    reports.REPORT_REVISED: Together(forget_moved),
    reports.PAIR_ASKED_AGAIN: follow_pair,
    reports.PAIR_KEPT_APART: follow_pair,
    reports.PAIR_LINKED: follow_pair,
    reports.REPORT_SUBMITTED: REPORTS_SENT,
    reports.REPORT_TAKEN_BACK: Together(forget_weeks),
    reports.REPORT_TAKEN_IN: REPORTS_SENT,
}
