"""One happening counts once, asked on a case: looking when it was recorded, the answer, taking the answer back."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.cases import policies as cases
from samanvay.cases.models import Case
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ... import events
from ...models import CaseAnswer
from ..candidates import MOST_LOOKS, NONE
from ..of_cases import Telling, case_candidates, claims_beyond, tellings_of


def look_for_case(*, by: Actor, case: Case) -> int:
    """Look whether reports of other offices tell of the same as a case; returns in how many tellings any do.

    Asked when a case was recorded or changed: what says the same as before is not looked for again, and no telling
    more often than a few times, however often it is corrected.
    """
    with operation(events.CASE_LOOKED, by=by, target=("case", case.id), readers=case.readers) as op:
        known = {answer.event: answer for answer in CaseAnswer.objects.filter(case=case.id)}
        found = kept = 0
        for telling in tellings_of(case):
            answer = known.get(telling.event)
            if answer is not None and (answer.asked_as == telling.said or answer.looks >= MOST_LOOKS):
                continue
            beyond = claims_beyond(case, telling)
            if not beyond and answer is None:
                continue
            found += bool(beyond)
            looks = (answer.looks if answer else 0) + 1
            _keep(case, telling, answer, None, beyond=beyond, asked_as=telling.said, looks=looks)
            kept += 1
        op.add(found=found)
        if not kept:
            op.keep_silent()
    return found


def settle_case(
    *, by: Actor, case: Case, event: UUID | None, answer: str, expected: int | None = None
) -> CaseAnswer | None:
    """Answer whether an event of a case, or its way (``event`` None), was told in a report already.

    ``answer`` is the key of a candidate, or "none". A linked reading is not counted beside the case, and counts again
    when the case falls away. Raises Refused, Invalid, Stale.
    """
    cases.may_amend_case(by, case)
    telling = _telling(case, event)
    row = CaseAnswer.objects.filter(case=case.id, event=event).first()
    candidates = case_candidates(by, telling, row)
    if answer == NONE:
        targets = [candidate.target for candidate in candidates]
        if not targets:
            return row
        with operation(events.CASE_KEPT_APART, by=by, target=("case", case.id), readers=case.readers) as op:
            op.add(event=event, claims=targets)
            return _keep(case, telling, row, expected, apart_from=[*(row.apart_from if row else ()), *targets], by=by)
    chosen = next((candidate for candidate in candidates if candidate.key == answer), None)
    if chosen is None:
        raise Invalid("same", _("This is no longer listed as a possible duplicate. Check the list again."))
    with operation(events.CASE_LINKED, by=by, target=("case", case.id), readers=case.readers) as op:
        op.add(event=event, claims=[chosen.claim])
        return _keep(case, telling, row, expected, same_as_claim=chosen.claim, by=by)


def ask_case_again(*, by: Actor, case: Case, event: UUID | None, expected: int | None = None) -> None:
    """Take back what was answered of a telling: the question is open again."""
    cases.may_amend_case(by, case)
    row = CaseAnswer.objects.filter(case=case.id, event=event).first()
    if row is None or (row.same_as_claim is None and not row.apart_from):
        return
    with operation(events.CASE_ASKED_AGAIN, by=by, target=("case", case.id), readers=case.readers) as op:
        op.add(event=event, claims=[*row.apart_from, *([row.same_as_claim] if row.same_as_claim else [])])
        settled: dict[str, Any] = {"settled_by": by.id, "settled_at": clock.now()}
        row.revise(expected=expected, changes={**settled, "same_as_claim": None, "apart_from": []})


def share_answers(case: Case) -> None:
    """Give the answers of a case the readers that it now has. Works inside the caller's operation."""
    CaseAnswer.objects.filter(case=case.pk).exclude(readers=case.readers).update(readers=case.readers)


def _telling(case: Case, event: UUID | None) -> Telling:
    found = next((telling for telling in tellings_of(case) if telling.event == event), None)
    if found is None:
        raise Invalid("same", _("This is no longer listed as a possible duplicate. Check the list again."))
    return found


def _keep(
    case: Case,
    telling: Telling,
    row: CaseAnswer | None,
    expected: int | None,
    *,
    by: Actor | None = None,
    **changes: Any,
) -> CaseAnswer:
    if by is not None:
        changes |= {"settled_by": by.id, "settled_at": clock.now()}
    if row is not None:
        return row.revise(expected=expected, changes=changes)
    return CaseAnswer.objects.create(
        case=case.pk,
        event=telling.event,
        **case.ownership(),
        **changes,
    )
