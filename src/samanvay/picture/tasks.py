"""What the picture makes of what happens in the rooms below."""

from uuid import UUID

from samanvay.access.boxes import events as boxes
from samanvay.audit.models import Event
from samanvay.audit.operations import continuing
from samanvay.cases import events as cases
from samanvay.reports import events as reports
from samanvay.reports.models import Claim

from .case_events import forget_person, project_beside, project_case
from .projecting import note_report, project_claim, project_linked


def follow_claim(event: Event) -> None:
    """Project the claim that was decided, then the case events that may tell of the same."""
    claim_id = UUID(event.detail["claim"])
    with continuing(event.op):
        project_claim(claim_id)
        claim = Claim.objects.filter(pk=claim_id).first()
        if claim is not None:
            project_beside(claim)


def follow_report(event: Event) -> None:
    """Note the weeks of a report that was submitted."""
    with continuing(event.op):
        note_report(UUID(event.subject_id))


def follow_case(event: Event) -> None:
    """Project the events and the way of a case that changed, and the claims that are linked to it."""
    with continuing(event.op):
        project_case(UUID(event.subject_id))
        project_linked(UUID(event.subject_id))


def follow_answer(event: Event) -> None:
    """Project a case of which was answered whether a report told it, and the claims that the answer named."""
    with continuing(event.op):
        project_case(UUID(event.subject_id))
        for claim_id in event.detail["claims"]:
            project_claim(UUID(claim_id))


def forget(event: Event) -> None:
    """Destroy the links that lead from an erased person's cases to facts."""
    with continuing(event.op):
        forget_person(UUID(event.subject_id))


SUBSCRIBES = {
    boxes.PERSON_ERASED: forget,
    cases.CASE_AMENDED: follow_case,
    cases.CASE_EVENT_ADDED: follow_case,
    cases.CASE_EVENT_VOIDED: follow_case,
    cases.CASE_SHARED: follow_case,
    cases.CASE_VOIDED: follow_case,
    cases.LEG_ADDED: follow_case,
    cases.LEG_AMENDED: follow_case,
    cases.LEG_VOIDED: follow_case,
    cases.LEGS_REORDERED: follow_case,
    cases.PERSON_ADDED: follow_case,
    cases.PERSON_AMENDED: follow_case,
    cases.PERSON_VOIDED: follow_case,
    reports.CASE_ASKED_AGAIN: follow_answer,
    reports.CASE_KEPT_APART: follow_answer,
    reports.CASE_LINKED: follow_answer,
    reports.CLAIM_ASKED_AGAIN: follow_claim,
    reports.CLAIM_CONFIRMED: follow_claim,
    reports.CLAIM_KEPT_APART: follow_claim,
    reports.CLAIM_LINKED: follow_claim,
    reports.CLAIM_REFUSED: follow_claim,
    reports.CLAIM_REOPENED: follow_claim,
    reports.REPORT_SUBMITTED: follow_report,
}
