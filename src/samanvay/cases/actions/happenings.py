"""Events of a case."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate, refuse_if_certainly_out_of_order
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.checks import good_reason, kept_place, known_code, not_in_future, plain_text
from samanvay.recording.submissions import Captured, captured_or_new, once

from .. import events, policies
from ..counted.actions.listing import Counted, list_found, told_total
from ..kinds import EVENT_KINDS, FOUND, ORDER, TOLD_AS_ACTS
from ..models import CaseEvent
from ..queries import case_or_unseen

LONGEST_JOURNEY = 7 * 24 * 60


def add_event(
    *,
    by: Actor,
    case_id: UUID,
    kind: str,
    occurred: PartialDate | None = None,
    place: str | None = None,
    people: int | None = None,
    counted: Sequence[Counted] = (),
    note: str = "",
    journey_minutes: int = 0,
    to_unit: int | None = None,
    captured: Captured | None = None,
) -> CaseEvent:
    """Add what happened to a case. ``place`` is a place's key, ``people`` None means not said.

    Where people were found, that many persons are listed in the case without a name: as ``counted`` says by groups,
    the others of unknown sex and age. What another office receives is no event but an act, and refused here. Dates are
    refused only where they are certainly out of order. Raises Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    if known_code("kind", kind, EVENT_KINDS) in TOLD_AS_ACTS:
        raise Invalid(
            "kind", _("Record this as an act on the page of the case: the office that receives the person confirms it.")
        )
    people = told_total(kind, people, counted)
    if not 0 <= journey_minutes <= LONGEST_JOURNEY:
        raise Invalid("journey_minutes", _("A journey can last at most seven days."))
    with operation(events.CASE_EVENT_ADDED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_add_event(by, case)
        if known := once(op, CaseEvent, sent.submission_id, recorded_by=by.id):
            return known
        happening = CaseEvent(
            id=uuid7(),
            case=case,
            kind=kind,
            people=people,
            note=plain_text("note", note, longest=5_000),
            journey_minutes=journey_minutes,
            to_unit=to_unit,
            recorded_at=clock.now(),
            recorded_by=by.id,
            **case.ownership(),
            **sent.columns(),
        )
        happening.occurred = not_in_future("occurred", occurred)
        _refuse_wrong_order(happening)
        happening.place = kept_place(by, place)
        happening.save(force_insert=True)
        op.about("case", case.id, case.readers)
        op.add(event=happening.id, kind=kind, place=happening.place_id, people=people)
        if to_unit is not None:
            op.add(to_unit=to_unit)
        if kind in FOUND and people:
            listed = list_found(op, by=by, event=happening, counted=counted, people=people, sent=sent)
            op.add(listed=len(listed))
    return happening


def _refuse_wrong_order(happening: CaseEvent) -> None:
    others = CaseEvent.objects.filter(case_id=happening.case_id, voided_at__isnull=True)
    for first, second, words in ORDER:
        if happening.kind not in (first, second):
            continue
        for other in others.filter(kind=second if happening.kind == first else first):
            one, two = (happening, other) if happening.kind == first else (other, happening)
            refuse_if_certainly_out_of_order(one.occurred, two.occurred, words, field="occurred")


def void_event(*, by: Actor, event_id: UUID, reason: str) -> CaseEvent:
    """Void an event that did not happen so; it stays visible as void, with the reason."""
    words = good_reason(reason)
    with operation(events.CASE_EVENT_VOIDED, by=by) as op:
        happening = CaseEvent.objects.select_for_update().filter(pk=event_id).first()
        if happening is None:
            raise Unseen
        policies.may_amend_case(by, happening.case)
        op.about("case", happening.case_id, happening.readers)
        op.add(event=happening.id, kind=happening.kind)
        if happening.is_void:
            op.keep_silent()
            return happening
        happening.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words})
    return happening
