"""The intentions of those who ask: writing a request, changing a draft, sending, withdrawing, asking another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.cases.queries import case_or_unseen
from samanvay.directory import queries as directory
from samanvay.directory.models import Place
from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import PiiKind, pii_token, refuse_pii
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import head_count, known_code, known_codes
from samanvay.recording.submissions import Captured, captured_or_new, once

from ...contacts.models import ASKABLE
from ...models import Offer, Request, RequestCounter
from .. import clocks, events, policies
from ..answerers import answerer_for
from ..kinds import ASKS, KINDS, LANGUAGES, LEAST_HOURS, MOST_HOURS, RequestKind
from ..states import RequestState
from ..texts import checked_text
from .steps import add_step

LONGEST_FIELD = 160
# The numbers of an FIR and of a bus belong there; a name, an address or a telephone does not.
MAY_HOLD_NUMBERS = ("fir_no", "sections", "court", "station", "train")
NUMBERS = (PiiKind.CASE, PiiKind.NUMBER)


@dataclass(frozen=True, slots=True)
class RequestContent:
    """What is asked: of which place, the fields of the kind, words, when, and within how many hours."""

    kind: str
    place: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    says: str = ""
    pii_answer: str = ""
    wanted_from: datetime | None = None
    wanted_until: datetime | None = None
    within_hours: int | None = None


def write_request(
    *,
    by: Actor,
    wanted: RequestContent,
    case_id: UUID | None = None,
    offer: Offer | None = None,
    captured: Captured | None = None,
) -> Request:
    """Write a draft of a request at the actor's unit; the same submission twice gives the same request.

    Raises Refused, Unseen (of a case that the actor does not see), Invalid, PersonalDataFound.
    """
    policies.may_send_request(by)
    audience = unit_with(by, Permission.REQUEST_SEND)
    unit = directory.unit_of(audience)
    sent = captured_or_new(captured)
    readers = directory.readers_for(audience)
    with operation(events.REQUEST_WRITTEN, by=by, readers=readers) as op:
        if known := once(op, Request, sent.submission_id, written_by=by.id):
            return known
        if case_id is not None:
            case_or_unseen(by, case_id)
        request = Request.objects.create(
            number=_next_number(unit.home_state),
            state=RequestState.DRAFT,
            from_place=_seat(unit.place) or unit.home_state,
            from_role=next(held.role for held in by.grants if held.audience == audience),
            case_id=case_id,
            offer=offer,
            written_at=clock.now(),
            written_by=by.id,
            readers=readers,
            home_unit=audience,
            home_state=unit.home_state,
            **_columns(by, wanted, audience),
            **sent.columns(),
        )
        op.about("request", request.id)
        op.add(number=request.number, of=request.kind, place=request.to_place_id, case=case_id)
    return request


def change_request(*, by: Actor, request: Request, wanted: RequestContent, expected: int | None = None) -> Request:
    """Write a draft anew. Raises Refused, Invalid, PersonalDataFound, Stale."""
    policies.may_change_request(by, request)
    columns = _columns(by, wanted, request.home_unit)
    with operation(events.REQUEST_CHANGED, by=by, target=("request", request.id), readers=request.readers) as op:
        request.revise(expected=expected, changes=columns)
        op.add(fields=sorted(columns))
    return request


def send_request(*, by: Actor, request: Request, expected: int | None = None) -> Request:
    """Send a draft to whoever answers there, and start its clock. Raises Refused, Invalid where nobody is known."""
    policies.may_change_request(by, request)
    found = answerer_for(request.to_place, request.kind_of)
    if found is None:
        raise Invalid("place", nobody_words())
    asked = found.unit.audience if found.unit else None
    if asked == request.home_unit:
        raise Invalid("place", _("That is your own unit. Ask another district."))
    readers = {*directory.readers_for(request.home_unit), *(directory.readers_for(asked) if asked else ())}
    with operation(events.REQUEST_SENT, by=by, target=("request", request.id), readers=readers) as op:
        request.revise(
            expected=expected,
            changes={
                "state": RequestState.SENT,
                "to_unit": asked,
                "to_role": found.role,
                "contact": found.contact,
                "sent_at": clock.now(),
                "sent_by": by.id,
                "readers": sorted(readers),
            },
        )
        add_step(request, "sent", by=by)
        clocks.start_clock(request, op=op.id)
        op.add(number=request.number, of=request.kind, to_unit=asked, outside=asked is None)
    return request


def withdraw_request(*, by: Actor, request: Request, reason: str, expected: int | None = None) -> Request:
    """Take a request or draft back, with the reason."""
    policies.may_withdraw_request(by, request)
    why, _answered = checked_text("words", reason, missing=_("Give the reason for withdrawing."))
    with operation(
        events.REQUEST_WITHDRAWN, by=by, target=("request", request.id), readers=request.readers, of=request.kind
    ) as op:
        was_sent = request.sent_at is not None
        request.revise(expected=expected, changes={"state": RequestState.WITHDRAWN, "closed_at": clock.now()})
        add_step(request, "withdrawn", by=by, words=why)
        if was_sent:
            clocks.stop_clock(request, dropped=_("The request was withdrawn."))
            clocks.notify_asked(request, "withdrawn", op=op.id)
    return request


def forward_request(
    *, by: Actor, request: Request, place: str, captured: Captured | None = None, expected: int | None = None
) -> Request:
    """Ask another district or state the same, at once; one that is still open is withdrawn. Returns the new request."""
    policies.may_forward_request(by, request)
    if place == request.to_place_id:
        raise Invalid("place", _("This district was already asked. Choose another district."))
    wanted = RequestContent(
        kind=request.kind,
        place=place,
        asks=request.asks,
        says=request.says,
        pii_answer=pii_token("says", request.says, by=by) if request.names_nobody else "",
        wanted_from=request.wanted_from,
        wanted_until=request.wanted_until,
        within_hours=request.within_hours,
    )
    with operation(events.REQUEST_SENT, by=by, target=("request", request.id), readers=request.readers) as op:
        again = write_request(by=by, wanted=wanted, case_id=request.case_id, captured=captured)
        if again.state != RequestState.DRAFT:
            op.keep_silent()
            return again
        again.revise(expected=None, changes={"forwarded_from": request})
        add_step(request, "forwarded", by=by)
        if request.is_open:
            request.revise(expected=expected, changes={"state": RequestState.WITHDRAWN, "closed_at": clock.now()})
            clocks.stop_clock(request, dropped=_("Another district was asked instead."))
            clocks.notify_asked(request, "withdrawn", op=op.id)
        op.add(forwarded_to=again.id)
        return send_request(by=by, request=again)


def nobody_words() -> str:
    """Return what is said where neither the directory nor the register knows anybody."""
    return _("No office is known there. Add the nodal officer's office to the register first.")


def _columns(by: Actor, wanted: RequestContent, audience: int) -> dict[str, Any]:
    kind = KINDS[known_code("kind", wanted.kind, KINDS)]
    place = _askable(by, wanted.place)
    if wanted.wanted_from and wanted.wanted_until and wanted.wanted_until < wanted.wanted_from:
        raise Invalid("wanted_until", _("The end is before the beginning."))
    hours = kind.hours if wanted.within_hours is None else wanted.within_hours
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise Invalid("within_hours", _("From 1 hour to 60 days (1440 hours)."))
    missing = _("Write what is needed.") if kind.code == "other" else ""
    says, answered = checked_text("says", wanted.says, by=by, pii_answer=wanted.pii_answer, missing=missing)
    return {
        "kind": kind.code,
        "to_place": place,
        "asks": _asked(kind, wanted.asks),
        "says": says,
        "names_nobody": answered,
        "wanted_from": wanted.wanted_from,
        "wanted_until": wanted.wanted_until,
        "within_hours": hours,
    }


def _askable(by: Actor, key: str) -> Place:
    place = directory.place_for(key) if key else None
    if place is None or place.kind not in ASKABLE:
        raise Invalid("place", _("Enter a district or a state."))
    return keep_place(by=by, key=place.key)


def _asked(kind: RequestKind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a kind as they are kept; empty ones are left out."""
    kept: dict[str, Any] = {}
    for code in kind.asks:
        value = given.get(code)
        if value in (None, "", [], ()):
            continue
        form = ASKS[code].form
        if form == "languages":
            kept[code] = known_codes(code, value, LANGUAGES)
        elif form == "count":
            kept[code] = head_count(code, int(value))
        elif form == "day":
            kept[code] = value if isinstance(value, str) else value.isoformat()
        else:
            kept[code] = _short(code, str(value))
    return kept


def _short(code: str, value: str) -> str:
    if code not in MAY_HOLD_NUMBERS:
        return checked_text(code, value, longest=LONGEST_FIELD)[0]
    kept = " ".join(value.split())
    if len(kept) > LONGEST_FIELD:
        raise Invalid(code, _("At most %(most)d characters.") % {"most": LONGEST_FIELD})
    refuse_pii(code, kept, allowed=NUMBERS)
    return kept


def _seat(place: Place | None) -> str:
    if place is None:
        return ""
    return place.key if place.kind in ASKABLE else place.district_id or ""


def _next_number(state: str) -> str:
    year = clock.today().year
    RequestCounter.objects.get_or_create(state=state, year=year)
    RequestCounter.objects.filter(state=state, year=year).update(last=F("last") + 1)
    last = RequestCounter.objects.get(state=state, year=year).last
    return f"{state.removeprefix('IN-')}-R-{year}-{last:06d}"
