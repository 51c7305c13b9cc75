"""What the other side does: confirming, contradicting, and attesting where the receiver had no office."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.documents.queries import document_or_unseen
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.recording.checks import plain_text

from .. import events, policies
from ..following import follow_acts
from ..models import Act
from ..queries import act_or_unseen
from ..states import ActState
from . import checks


def confirm_act(
    *,
    by: Actor,
    act_id: UUID,
    expected: int | None,
    reference: str = "",
    at: datetime | None = None,
) -> Act:
    """Confirm as the receiver that an act was done, with the receiver's own reference and hour.

    ``at`` is the hour of the receipt where the receiver's book gives one: it counts before the maker's. Whoever had a
    hand in the act, and an office that was not on the system that day, confirm nothing. Raises Unseen, Refused,
    Invalid, Stale.
    """
    with operation(events.ACT_CONFIRMED, by=by) as op:
        act = act_or_unseen(by, act_id, lock=True)
        policies.may_answer(by, act)
        before = act.state
        _check_as_received(act, at)
        act.revise(
            expected=expected,
            changes={
                "state": ActState.CONFIRMED,
                "state_since": clock.now(),
                "answered_by": by.id,
                "answered_at": clock.now(),
                "answer_reference": plain_text("reference", reference, longest=checks.REFERENCE),
                "answer_at": checks.past_moment("at", at),
                "answer_words": "",
            },
        )
        op.about("case", act.case_id, act.readers)
        op.add(act=act.id, code=act.code, person=act.person_id, before=before)
        follow_acts(act.case_id)
    return act


def _check_as_received(act: Act, at: datetime | None) -> None:
    """Refuse what was cancelled, an hour before the finding, a return whose order is gone. Raises Refused, Invalid.

    The receiver need not see the case: what is asked of it is asked by the system.
    """
    with acting_as(SYSTEM, op=current_operation()):
        case, person = act.case, act.person
        if case.is_void or (person is not None and person.is_void):
            raise Refused(_("The case or the person's entry was cancelled. There is nothing to confirm."))
        if at is not None:
            checks.after_found(case, person, PartialDate.day(at.astimezone(clock.INDIA).date()), at)
        checks.require_order(act.kind, person, act.details)


def contradict_act(
    *,
    by: Actor,
    act_id: UUID,
    expected: int | None,
    words: str,
    reference: str = "",
    at: datetime | None = None,
) -> Act:
    """Say as the receiver that an act was not so, in words; ``at`` is the hour that the receiver knows, if another.

    The clocks that it ended run again; its maker corrects or withdraws it. Raises Unseen, Refused, Invalid, Stale.
    """
    with operation(events.ACT_CONTRADICTED, by=by) as op:
        act = act_or_unseen(by, act_id, lock=True)
        policies.may_contradict(by, act)
        before = act.state
        said = plain_text("words", words, longest=2_000)
        if not said:
            raise Invalid("words", _("Write what is not correct."))
        act.revise(
            expected=expected,
            changes={
                "state": ActState.CONTRADICTED,
                "state_since": clock.now(),
                "answered_by": by.id,
                "answered_at": clock.now(),
                "answer_reference": plain_text("reference", reference, longest=checks.REFERENCE),
                "answer_at": checks.past_moment("at", at),
                "answer_words": said,
            },
        )
        op.about("case", act.case_id, act.readers)
        op.add(act=act.id, code=act.code, person=act.person_id, before=before)
        follow_acts(act.case_id)
    return act


def attest_act(*, by: Actor, act_id: UUID, expected: int | None, document_id: UUID | None) -> Act:
    """Attest an act by its paper, as a second person of the maker's line, where the receiver had no office that day.

    ``document_id`` is a document of the same case that can be opened. It stops a clock "on paper" only. Raises Unseen,
    Refused, Invalid, Stale.
    """
    with operation(events.ACT_ATTESTED, by=by) as op:
        act = act_or_unseen(by, act_id, lock=True)
        policies.may_attest(by, act)
        _require_document(by, act, document_id)
        before = act.state
        act.revise(
            expected=expected,
            changes={
                "state": ActState.ATTESTED,
                "state_since": clock.now(),
                "attested_by": by.id,
                "attested_at": clock.now(),
                "attested_document": document_id,
                "hands": [*act.hands, by.id],
            },
        )
        op.about("case", act.case_id, act.readers)
        op.add(act=act.id, code=act.code, person=act.person_id, before=before, document=document_id)
        follow_acts(act.case_id)
    return act


def _require_document(by: Actor, act: Act, document_id: UUID | None) -> None:
    """Refuse anything but a document of the case of an act that stands and has its file. Raises Invalid."""
    refused = _("Choose the order or paper from the documents of this case.")
    if document_id is None:
        raise Invalid("document", refused)
    try:
        document = document_or_unseen(by, document_id)
    except Unseen:
        raise Invalid("document", refused) from None
    of_case = document.of == "case" and document.record_id == act.case_id
    if not of_case or document.is_void or not document.has_file:
        raise Invalid("document", refused)
