"""What review makes of what happens in the rooms below."""

from collections.abc import Sequence

from samanvay.access.boxes import events as boxes
from samanvay.acts import events as acts
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.audit.outbox import Together
from samanvay.cases import events as cases
from samanvay.documents import events as documents
from samanvay.duties import events as duties

from .convergence.actions import cases_of, meet


def follow_meetings(events: Sequence[Event]) -> None:
    """Look anew who met over the cases that changed."""
    found = cases_of(events)
    if found:
        with within_operation(events[0].op):
            meet(found)


MET = Together(follow_meetings)
MEETINGS = {
    **dict.fromkeys(acts.CHANGING, MET),
    boxes.TEAM_MEMBER_NAMED: MET,
    boxes.TEAM_MEMBER_REMOVED: MET,
    cases.CASE_AMENDED: MET,
    cases.CASE_EVENT_ADDED: MET,
    cases.CASE_EVENT_VOIDED: MET,
    cases.CASE_MOVED: MET,
    cases.CASE_OPENED: MET,
    cases.CASE_OWNER_CHANGED: MET,
    cases.CASE_SHARED: MET,
    cases.CASE_VOIDED: MET,
    cases.ITEM_ADDED: MET,
    cases.ITEM_AMENDED: MET,
    cases.LEG_ADDED: MET,
    cases.LEG_AMENDED: MET,
    cases.LEGS_REORDERED: MET,
    cases.PEOPLE_RECOUNTED: MET,
    cases.PERSON_ADDED: MET,
    cases.PERSON_AMENDED: MET,
    documents.DOCUMENT_ADDED: MET,
    duties.DUTY_DONE: MET,
}
SUBSCRIBES = MEETINGS
