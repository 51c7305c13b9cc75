"""One happening counts once: an officer says whether a reading tells of what another record tells already."""

from typing import Any

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ... import events, policies
from ...models import Claim
from ..candidates import NONE, Candidate, candidates_of, leads_back


def settle_same(*, by: Actor, claim: Claim, answer: str, expected: int | None = None) -> Claim:
    """Answer whether a claim is the same happening as one of its candidates; ``answer`` is the key of one, or "none".

    A linked claim is not counted beside what it is linked to, and counts again when that falls away.
    """
    policies.may_decide_claim(by, claim)
    candidates = candidates_of(by, claim)
    if answer == NONE:
        return _keep_apart(by, claim, candidates, expected)
    chosen = next((candidate for candidate in candidates if candidate.key == answer), None)
    if chosen is None or (chosen.claim is not None and leads_back(claim, chosen.claim)):
        raise Invalid("same", _("This is no longer listed as a possible duplicate. Check the list again."))
    with operation(events.CLAIM_LINKED, by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        op.add(claim=claim.id, same_as_claim=chosen.claim, same_as_case=chosen.case, same_as_event=chosen.event)
        _note(
            by,
            claim,
            expected,
            same_as_claim=chosen.claim,
            same_as_case=chosen.case,
            same_as_event=chosen.event,
            is_asked=False,
        )
    return claim


def _keep_apart(by: Actor, claim: Claim, candidates: list[Candidate], expected: int | None) -> Claim:
    if not candidates:
        return claim
    with operation(events.CLAIM_KEPT_APART, by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        targets = [candidate.target for candidate in candidates]
        op.add(claim=claim.id, apart_from=targets)
        _note(by, claim, expected, apart_from=[*claim.apart_from, *targets], is_asked=False)
    return claim


def ask_same_again(*, by: Actor, claim: Claim, expected: int | None = None) -> Claim:
    """Take back what was answered: the claim counts for itself, and the question is open again."""
    policies.may_decide_claim(by, claim)
    if not claim.is_linked and not claim.apart_from:
        return claim
    with operation(events.CLAIM_ASKED_AGAIN, by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        op.add(claim=claim.id, **({"was": claim.same_as_claim} if claim.same_as_claim else {}))
        asked = {"apart_from": [], "is_asked": bool(claim.beyond)}
        _note(by, claim, expected, same_as_claim=None, same_as_case=None, same_as_event=None, **asked)
    return claim


def _note(by: Actor, claim: Claim, expected: int | None, **changes: Any) -> None:
    claim.revise(expected=expected, changes={**changes, "settled_by": by.id, "settled_at": clock.now()})
