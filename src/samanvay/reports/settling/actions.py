"""Saying which place a report means where the gazetteer does not have it as written, and taking that back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import AlreadyDone
from samanvay_insight import extract

from .. import events, policies
from ..actions.claims import looked_beyond
from ..models import Claim
from ..narratives.paragraphs import paragraph_of
from ..sameness.candidates import MOST_LOOKS
from ..states import ClaimState
from .queries import built_on, claims_that_say, open_numbers, settled_by_press, written_place
from .written import WrittenPlace, is_unsettled, reopened_on_the_way, rows_of, settled_on_the_way


def settle_place(
    *, by: Actor, claim: Claim, number: int, key: str | None, everywhere: bool = False, expected: int | None = None
) -> list[Claim]:
    """Say which place the written place ``number`` of a claim is: ``key``, or None to keep it as written.

    ``everywhere`` settles the same words in every other claim of that office too, all or none. Returns the claims that
    were settled. Until a place is settled, what it tells counts in totals but in no district's.
    """
    policies.may_settle_place(by, claim)
    words = written_place(claim, number).words
    press = uuid7()
    with transaction.atomic():
        others = claims_that_say(by, claim, words) if everywhere else []
        _settle(by, claim, [number], key, expected, press)
        for other in others:
            _settle(by, other, open_numbers(other, words), key, None, press)
    return [claim, *others]


def _settle(
    by: Actor, claim: Claim, numbers: Sequence[int], key: str | None, expected: int | None, press: UUID
) -> None:
    with operation(events.CLAIM_PLACE_SETTLED, by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        op.add(claim=claim.id, place=key, count=len(numbers), numbers=numbers, press=press, state=claim.report.state)
        if key:
            keep_place(by=by, key=key)
        changes: dict[str, Any] = {}
        places = claim.written_places
        for number in numbers:
            changes |= _as_place(claim, places, number, key) if key else _as_written(places, number)
            places = changes.pop("places")
            for name, value in changes.items():
                setattr(claim, name, value)
        changes |= {"written": rows_of(places), "is_unsettled": is_unsettled(places)}
        if claim.state == ClaimState.CONFIRMED and key and not claim.is_linked and claim.looks < MOST_LOOKS:
            changes |= looked_beyond(claim)
        claim.revise(expected=expected, changes=changes)
        op.add(made=claim.version)


def _as_written(places: Sequence[WrittenPlace], number: int) -> dict[str, Any]:
    kept = WrittenPlace(places[number].role, places[number].words, places[number].at, is_kept=True)
    return {"places": [*places[:number], kept, *places[number + 1 :]]}


def _as_place(claim: Claim, places: Sequence[WrittenPlace], number: int, key: str) -> dict[str, Any]:
    place = places[number]
    if place.role == "via":
        via, moved = settled_on_the_way(claim.via, places, number, key)
        stops = claim.stops
        if stops is not None and _is_kept_there(claim, place.words):
            stops = [each for each in via if each in stops or each == key]
        return {"via": via, "stops": stops, "places": moved}
    settled = WrittenPlace(place.role, place.words, place.at, key)
    return {f"{place.role}_id": key, "places": [*places[:number], settled, *places[number + 1 :]]}


def _is_kept_there(claim: Claim, words: str) -> bool:
    """Tell whether the paragraph says that people were kept at a place that it writes so."""
    text = claim.report.narrative
    first, last = paragraph_of(text, claim.start)
    written = re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
    return any(extract.is_kept_at(text, *match.span()) for match in written.finditer(text, first, last))


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
