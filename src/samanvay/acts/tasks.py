"""What follows from acts and from what happens to their case: clocks, duties to answer, and who sees the acts."""

from collections.abc import Sequence
from uuid import UUID

from samanvay.access.boxes import events as boxes
from samanvay.audit.models import Event
from samanvay.audit.operations import operation, within_operation
from samanvay.audit.outbox import Together
from samanvay.cases import events as of_cases
from samanvay.cases.models import Case
from samanvay.duties import events as of_duties
from samanvay.kernel.db.scope import SYSTEM

from . import events
from .actions.departures import follow_departures
from .clocks import counted_clocks
from .following import follow_acts
from .models import Act
from .readers import readers_of


def follow(received: Sequence[Event]) -> None:
    """Bring the clocks and duties of cases to what their acts say."""
    for case_id in dict.fromkeys(event.subject_id for event in received):
        follow_acts(UUID(case_id))


def follow_opened(received: Sequence[Event]) -> None:
    """End at once duties that another room opens for a clock which an act has ended already; each case once."""
    counted = {each.kind.code for each in counted_clocks().values() if not each.opens_here}
    subjects = [event.detail.get("subject", ("", "")) for event in received if event.detail.get("of_kind") in counted]
    for case_id in dict.fromkeys(subject for kind, subject in subjects if kind == "case"):
        follow_acts(UUID(case_id))


def follow_shared(event: Event) -> None:
    """Give the acts of a case the readers that the case now has, beside the line of their receiver."""
    case = Case.objects.filter(pk=event.subject_id).first()
    if case is None:
        return
    for act in Act.objects.filter(case=case):
        readers = readers_of(case, act.receiver_unit)
        if set(readers) <= set(act.readers):
            continue
        with operation(events.ACT_SHARED, by=SYSTEM, target=("case", case.id), readers=readers) as op:
            op.add(act=act.id, added=sorted(set(readers) - set(act.readers)))
            act.revise(expected=None, changes={"readers": sorted({*act.readers, *readers})})


def follow_left(received: Sequence[Event]) -> None:
    """Ask another office to confirm that a person left, or no longer where that was cancelled."""
    for person_id in dict.fromkeys(event.detail["person"] for event in received):
        follow_departures(UUID(person_id))


def forget_words(event: Event) -> None:
    """Take away what was written in the acts of an erased person; that they were done, and when, stays."""
    words = dict.fromkeys(("note", "happened_said", "answer_words", "withdraw_reason"), "")
    with within_operation(event.op):
        Act.objects.filter(person=UUID(event.subject_id)).update(details={}, **words)


FOLLOW = Together(follow)
LEFT = Together(follow_left)
OPENED = Together(follow_opened)
SUBSCRIBES = {
    **dict.fromkeys(events.CHANGING, FOLLOW),
    boxes.PERSON_ERASED: forget_words,
    of_cases.CASE_SHARED: follow_shared,
    of_cases.CASE_VOIDED: FOLLOW,
    of_cases.PERSON_LEFT: LEFT,
    of_cases.PERSON_LEFT_VOIDED: LEFT,
    of_cases.PERSON_VOIDED: FOLLOW,
    of_duties.DUTY_OPENED: OPENED,
}
