"""Taking back what one press settled, while nobody has built on it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone

from .. import events, policies
from ..actions.claims import looked_beyond
from ..models import Claim
from ..sameness.candidates import MOST_LOOKS
from ..states import ClaimState
from .queries import built_on, settled_by_press
from .written import WrittenPlace, is_unsettled, reopened_on_the_way, rows_of


def undo_settling(*, by: Actor, press: UUID) -> list[Claim]:
    """Let every place that one press of the person settled wait again, all or none; return the claims.

    Raises Unseen for a press of somebody else, AlreadyDone where a claim was changed or its report sent since.
    """
    settled = settled_by_press(by, press)
    if built_on(settled):
        raise AlreadyDone(
            _("Since then a detail was changed or its report was sent. Open the detail and correct its place there.")
        )
    with transaction.atomic():
        for claim, event in zip(settled.claims, settled.events, strict=True):
            policies.may_settle_place(by, claim)
            _reopen(by, claim, event.detail["numbers"], press)
    return list(settled.claims)


def _reopen(by: Actor, claim: Claim, numbers: Sequence[int], press: UUID) -> None:
    with operation(events.CLAIM_PLACE_REOPENED, by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        op.add(claim=claim.id, count=len(numbers), press=press)
        changes: dict[str, Any] = {}
        places = claim.written_places
        for number in reversed(numbers):
            changes |= _as_before(claim, places, number)
            places = changes.pop("places")
            for name, value in changes.items():
                setattr(claim, name, value)
        changes |= {"written": rows_of(places), "is_unsettled": is_unsettled(places)}
        if claim.state == ClaimState.CONFIRMED and not claim.is_linked:
            may_look = claim.looks < MOST_LOOKS
            changes |= looked_beyond(claim) if may_look else {"beyond": [], "is_asked": False}
        claim.revise(expected=claim.version, changes=changes)


def _as_before(claim: Claim, places: Sequence[WrittenPlace], number: int) -> dict[str, Any]:
    place = places[number]
    if place.key and place.role == "via":
        via, moved = reopened_on_the_way(claim.via, places, number)
        return {
            "via": via,
            "stops": None if claim.stops is None else [key for key in claim.stops if key in via],
            "places": moved,
        }
    waiting = replace(place, key="", is_kept=False)
    of_end = {f"{place.role}_id": None} if place.key else {}
    return {**of_end, "places": [*places[:number], waiting, *places[number + 1 :]]}
