"""The way of the people of a case: added in its order, corrected by amendment, put in another order, voided."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import spaced_digits
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason, kept_place, known_code, not_in_future
from samanvay.recording.submissions import Captured, captured_or_new, once
from samanvay_insight import gazetteer

from .. import events, policies
from ..kinds import CERTAINTIES, LEG_ROLES, MODES
from ..models import Case, CaseLeg
from ..queries import case_or_unseen, leg_or_unseen

MOST_LEGS = 40


def add_leg(
    *,
    by: Actor,
    case_id: UUID,
    role: str,
    place: str | None,
    mode: str = "unknown",
    train: str = "",
    occurred: PartialDate | None = None,
    certainty: str = "stated",
    captured: Captured | None = None,
) -> CaseLeg:
    """Add a place to the way of a case's people, before those that usually come later (the destination last).

    ``place`` is a place's key. Raises Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    known_code("role", role, LEG_ROLES)
    with operation(events.LEG_ADDED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_add_leg(by, case)
        if known := once(op, CaseLeg, sent.submission_id, recorded_by=by.id):
            return known
        if CaseLeg.objects.standing().filter(case=case).count() >= MOST_LEGS:
            raise Invalid("place", _("A route can have at most %(n)d places.") % {"n": MOST_LEGS})
        leg = CaseLeg(
            case=case,
            position=_make_room(case, role),
            role=role,
            place=_place(by, place),
            mode=known_code("mode", "train" if train.strip() and mode == "unknown" else mode, MODES),
            train=train_number(train),
            certainty=known_code("certainty", certainty, CERTAINTIES),
            recorded_at=clock.now(),
            recorded_by=by.id,
            **case.ownership(),
            **sent.columns(),
        )
        leg.occurred = not_in_future("occurred", occurred)
        leg.save(force_insert=True)
        op.about("case", case.id, case.readers)
        op.add(leg=leg.id, role=role, place=leg.place_id)
    return leg


def _place(by: Actor, key: str | None) -> Any:
    place = kept_place(by, key)
    if place is None:
        raise Invalid("place", _("Give the place: a station, a town, a district or a state."))
    return place


def train_number(text: str) -> str:
    """Return a train's number as the time-table has it, or as it was told, in digits of any script.

    Raises Invalid for what is no number.
    """
    number = spaced_digits(text)
    if text.strip() and not 0 < len(number) <= 5:
        raise Invalid("train", _("A train's number has at most five digits."))
    return number.zfill(5) if number and number.zfill(5) in gazetteer.trains() else number


def _make_room(case: Case, role: str) -> int:
    """Return the position of a new leg; those behind it move on, which leaves their order as it was."""
    order = list(LEG_ROLES)
    legs = list(CaseLeg.objects.standing().filter(case=case).in_order())
    later = next((leg for leg in legs if order.index(leg.role) > order.index(role)), None)
    if later is None:
        return legs[-1].position + 1 if legs else 1
    CaseLeg.objects.filter(case=case, position__gte=later.position).update(position=F("position") + 1)
    return later.position


def amend_leg(*, by: Actor, leg_id: UUID, reason: str, expected: int, changes: dict[str, Any]) -> CaseLeg:
    """Correct a leg; what it said before stays in the amendments.

    ``changes`` may hold ``role``, ``place`` (a key), ``mode``, ``train``, ``certainty`` and ``occurred``.
    """
    words = good_reason(reason)
    with operation(events.LEG_AMENDED, by=by) as op:
        leg = leg_or_unseen(by, leg_id)
        policies.may_amend_entry(by, leg)
        amended = amend(leg, by=by, reason=words, expected=expected, changes=_columns(by, changes))
        op.about("case", leg.case_id, leg.readers)
        op.add(leg=leg.id, fields=[each.field for each in amended])
        if not amended:
            op.keep_silent()
    return leg


def _columns(by: Actor, changes: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    codes = {"role": LEG_ROLES, "mode": MODES, "certainty": CERTAINTIES}
    for name, value in changes.items():
        if name in codes:
            columns[name] = known_code(name, value, codes[name])
        elif name == "train":
            columns[name] = train_number(value)
        elif name == "place":
            columns["place_id"] = _place(by, value).key
        elif name == "occurred":
            when: PartialDate | None = not_in_future(name, value)
            columns["occurred_earliest"] = when.earliest if when else None
            columns["occurred_latest"] = when.latest if when else None
            columns["occurred_said"] = when.said if when else ""
        else:
            raise Invalid(name, _("This field does not exist."))
    return columns


def reorder_legs(*, by: Actor, case_id: UUID, order: Sequence[UUID], reason: str) -> list[CaseLeg]:
    """Put the standing legs of a case in another order, by amendment. ``order`` names each of them once."""
    words = good_reason(reason)
    with operation(events.LEGS_REORDERED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_amend_case(by, case)
        legs = {leg.id: leg for leg in CaseLeg.objects.standing().filter(case=case).in_order()}
        if sorted(order) != sorted(legs):
            raise Invalid("order", _("Somebody changed the route meanwhile. Check it, then set the order again."))
        moved = []
        for position, key in enumerate(order, 1):
            if amend(legs[key], by=by, reason=words, expected=None, changes={"position": position}):
                moved.append(key)
        op.about("case", case.id, case.readers)
        op.add(legs=moved)
        if not moved:
            op.keep_silent()
    return [legs[key] for key in order]


def void_leg(*, by: Actor, leg_id: UUID, reason: str) -> CaseLeg:
    """Void a leg that was not so; it stays visible as void, with the reason."""
    words = good_reason(reason)
    with operation(events.LEG_VOIDED, by=by) as op:
        leg = leg_or_unseen(by, leg_id)
        policies.may_amend_case(by, leg.case)
        op.about("case", leg.case_id, leg.readers)
        op.add(leg=leg.id, role=leg.role)
        if leg.is_void:
            op.keep_silent()
            return leg
        leg.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words})
    return leg
