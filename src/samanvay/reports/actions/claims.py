"""Deciding what was read in a report: confirming, refusing, correcting, taking back."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused

from .. import events, policies
from ..models import Claim, SituationReport
from ..sameness.actions.readings import settle_same
from ..sameness.candidates import MOST_LOOKS, candidates_beyond, candidates_of
from ..settling.written import WrittenPlace
from ..states import CLAIM_FOLLOWS, ClaimState
from .telling import ClaimFields


def confirm_claim(*, by: Actor, claim: Claim, answer: str = "", expected: int | None = None) -> Claim:
    """Say that a reading is right; from now on it counts.

    Where another record that the actor sees may tell of the same happening, ``answer`` says which it is, or "none" (see
    :func:`settle_same`); without an answer the claim is not confirmed. What other offices have told is looked up now,
    on record, and asked afterwards; until that is answered the reading does not count beside it.
    """
    policies.may_decide_claim(by, claim)
    if claim.kind == "movement" and claim.places_named < 2:
        raise Invalid("places", _("A movement needs two places: where from, and a stop-over or where to."))
    if claim.state != ClaimState.PROPOSED or not candidates_of(by, claim):
        return _decide(by, claim, ClaimState.CONFIRMED, expected)
    if not answer:
        raise Invalid("same", _("This may already be reported. Answer whether it is the same incident."))
    with transaction.atomic():
        settle_same(by=by, claim=claim, answer=answer, expected=expected)
        return _decide(by, claim, ClaimState.CONFIRMED, None)


def confirm_all(*, by: Actor, report: SituationReport) -> list[Claim]:
    """Confirm every reading of a report that is stated, without doubt and not yet decided; all of them or none.

    One that may tell of a happening told already is left: that is asked for each by itself.
    """
    policies.may_decide_claims(by, report)
    with transaction.atomic():
        claims = report.claims.filter(state=ClaimState.PROPOSED).select_related("report").order_by("number")
        undoubted = [claim for claim in claims if claim.is_undoubted and not candidates_of(by, claim)]
        return [_decide(by, claim, ClaimState.CONFIRMED, None) for claim in undoubted]


def refuse_claim(*, by: Actor, claim: Claim, reason: str = "", expected: int | None = None) -> Claim:
    """Say that a reading is wrong; it never counts."""
    policies.may_decide_claim(by, claim)
    claim.refuse_reason = reason.strip()[:200]
    return _decide(by, claim, ClaimState.REFUSED, expected)


def reopen_claim(*, by: Actor, claim: Claim, expected: int | None = None) -> Claim:
    """Take a decision back; the fact that rested on it is withdrawn."""
    policies.may_decide_claim(by, claim)
    return _decide(by, claim, ClaimState.PROPOSED, expected)


def correct_claim(
    *,
    by: Actor,
    claim: Claim,
    origin: str | None,
    via: list[str],
    destination: str | None,
    place: str | None,
    people: int | None,
    occurred: PartialDate | None,
    stops: Collection[str] = (),
    event_kind: str = "",
    forms: Collection[str] | None = None,
    lures: Collection[str] | None = None,
    written: Sequence[WrittenPlace] | None = None,
    females: int | None = None,
    males: int | None = None,
    children: int | None = None,
    expected: int | None = None,
) -> Claim:
    """Put a reading right before it is confirmed. ``origin``, ``via``, ``destination``, ``place`` are place keys.

    ``stops`` are those of ``via`` where people were kept; ``written`` the places that stay as the report writes them,
    None to leave those that have no key now; ``forms`` and ``lures`` codes of the vocabulary, of which several may
    apply, None to leave them as they are. ``females``, ``males``, ``children`` are of an event's people.
    """
    policies.may_decide_claim(by, claim)
    if claim.state != ClaimState.PROPOSED:
        raise Invalid("state", _("Undo the decision first, then correct it."))
    told = ClaimFields(
        kind=claim.kind,
        event_kind=event_kind,
        origin=origin,
        via=via,
        stops=stops,
        destination=destination,
        place=place,
        people=people,
        females=females,
        males=males,
        children=children,
        occurred=occurred,
        forms=claim.forms if forms is None else forms,
        lures=claim.lures if lures is None else lures,
        written=_still_written(claim, origin, destination, place) if written is None else written,
    )
    told.check()
    with operation(events.CLAIM_CORRECTED, by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        labels = {"forms": told.labels("forms"), "lures": told.labels("lures")}
        op.add(claim=claim.id, **{name: codes for name, codes in labels.items() if codes != getattr(claim, name)})
        told.keep_places(by)
        claim.occurred = occurred
        claim.revise(
            expected=expected,
            changes={
                **told.columns(),
                "is_corrected": True,
                "is_sure": True,
                # What it may be the same as is asked anew of what it now says.
                "same_as_claim": None,
                "same_as_case": None,
                "same_as_event": None,
                "apart_from": [],
                "beyond": [],
                "is_asked": False,
            },
            also=("occurred_earliest", "occurred_latest", "occurred_said"),
        )
    return claim


def _still_written(claim: Claim, *keys: str | None) -> list[WrittenPlace]:
    """Return the written places of a claim, those settled of which the place is now given."""
    given = dict(zip(("origin", "destination", "place"), keys, strict=True))
    return [
        replace(place, key=key, is_kept=False) if place.stands and (key := given.get(place.role)) else place
        for place in claim.written_places
    ]


LONGEST_EVIDENCE = 1000  # letters


def add_claim(
    *, by: Actor, report: SituationReport, start: int, end: int, told: "ClaimFields", expected: int | None = None
) -> Claim:
    """Add what the reader missed, resting on the words from ``start`` to ``end`` (code points); it counts at once.

    Where another record may tell of the same happening it waits, as a reading does, until that is answered on it.
    """
    policies.may_add_claim(by, report)
    evidence = report.narrative[start:end] if 0 <= start < end else ""
    start += len(evidence) - len(evidence.lstrip())
    evidence = evidence.strip()
    if not evidence:
        raise Invalid("start", _("Choose the words of the report that say it."))
    if len(evidence) > LONGEST_EVIDENCE:
        raise Invalid("start", _("These are too many words. Choose the sentence or two that say it."))
    told.check()
    with transaction.atomic():
        with operation(events.CLAIM_ADDED, by=by, target=("report", report.id), readers=report.readers) as op:
            # Numbers are given one after the other, also to two who add at once.
            SituationReport.objects.select_for_update().get(pk=report.pk)
            told.keep_places(by)
            claim = Claim(
                report=report,
                number=max(report.claims.values_list("number", flat=True), default=0) + 1,
                kind=told.kind,
                certainty="stated",
                evidence=evidence,
                start=start,
                end=start + len(evidence),
                added_by=by.id,
                **told.columns(),
                **report.ownership(),
            )
            claim.occurred = told.occurred
            claim.save(force_insert=True)
            op.add(claim=claim.id, of_kind=told.event_kind or told.kind)
        return claim if candidates_of(by, claim) else _decide(by, claim, ClaimState.CONFIRMED, expected)


_DECISIONS = {
    ClaimState.CONFIRMED: events.CLAIM_CONFIRMED,
    ClaimState.REFUSED: events.CLAIM_REFUSED,
    ClaimState.PROPOSED: events.CLAIM_REOPENED,
}


def _decide(by: Actor, claim: Claim, state: ClaimState, expected: int | None) -> Claim:
    if claim.state == state:
        return claim
    if state not in CLAIM_FOLLOWS[ClaimState(claim.state)]:
        raise Refused(_("Undo the decision first."))
    with operation(_DECISIONS[state], by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        op.add(claim=claim.id)
        decided: dict[str, Any] = {"state": state, "refuse_reason": claim.refuse_reason}
        decided |= {"decided_by": by.id, "decided_at": clock.now()}
        if state is ClaimState.PROPOSED:
            decided |= {"decided_by": None, "decided_at": None, "refuse_reason": ""}
            decided |= {"beyond": [], "is_asked": False}
        elif state is ClaimState.CONFIRMED and not claim.is_linked and claim.looks < MOST_LOOKS:
            looked = looked_beyond(claim)
            decided |= looked
            op.add(beyond=len(looked["beyond"]))
        claim.revise(expected=expected, changes=decided)
    return claim


def looked_beyond(claim: Claim) -> dict[str, Any]:
    """Return what other offices have told of the same as a claim, as its columns keep it, looked up now."""
    beyond = [candidate.target for candidate in candidates_beyond(claim)]
    return {"beyond": beyond, "is_asked": not set(beyond) <= set(claim.apart_from), "looks": claim.looks + 1}


def look_beyond(report: SituationReport) -> None:
    """Look again, as a report is sent, whether others told of the same as its confirmed readings.

    It works inside the caller's operation. What was sent since the confirming is found now.
    """
    waiting = Claim.objects.filter(report=report, state=ClaimState.CONFIRMED, looks__lt=MOST_LOOKS)
    for claim in waiting.select_related("report"):
        looked = {} if claim.is_linked else looked_beyond(claim)
        if looked and set(looked["beyond"]) != set(claim.beyond):
            claim.revise(expected=None, changes=looked)
