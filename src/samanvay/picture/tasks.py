"""What the picture makes of what happens in the rooms below."""

from uuid import UUID

from samanvay.audit.models import Event
from samanvay.audit.operations import continuing
from samanvay.reports import events as reports

from .projecting import note_report, project_claim


def follow_claim(event: Event) -> None:
    """Project the claim that was decided."""
    with continuing(event.op):
        project_claim(UUID(event.detail["claim"]))


def follow_report(event: Event) -> None:
    """Note the weeks of a report that was submitted."""
    with continuing(event.op):
        note_report(UUID(event.subject_id))


SUBSCRIBES = {
    reports.CLAIM_CONFIRMED: follow_claim,
    reports.CLAIM_REFUSED: follow_claim,
    reports.CLAIM_REOPENED: follow_claim,
    reports.REPORT_SUBMITTED: follow_report,
}
