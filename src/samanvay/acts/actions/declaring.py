"""What the maker does: recording an act, correcting it, withdrawing it."""

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.cases.actions import share_case
from samanvay.cases.models import Case, CasePerson
from samanvay.cases.queries import case_or_unseen, person_or_unseen
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason, kept_place, known_code, plain_text
from samanvay.recording.submissions import Captured, captured_or_new, once

from .. import events, policies
from ..following import follow_acts
from ..kinds import ActKind, known_kinds
from ..models import Act
from ..queries import act_or_unseen
from ..readers import readers_of
from ..states import ActState
from . import checks

CORRECTED = ("receiver", "on", "at", "place", "reference", "details", "note")


def declare_act(
    *,
    by: Actor,
    case_id: UUID,
    code: str,
    receiver: int | None,
    on: PartialDate | None,
    at: time | None = None,
    person_id: UUID | None = None,
    place: str | None = None,
    reference: str = "",
    details: Mapping[str, Any] | None = None,
    note: str = "",
    unit: int | None = None,
    is_another: bool = False,
    captured: Captured | None = None,
) -> Act:
    """Record what the actor's office did and ``receiver`` (a unit's audience) received; it counts once that confirms.

    ``on`` is its day, ``at`` the hour in India; ``details`` are the fields of its kind by name; ``unit`` the office
    where the actor has several. A second act of one code and subject raises SameAct with the standing one, unless it
    ``is_another``. Where the kind says so the receiver sees the case from then on. Raises Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    kind = known_kinds()[known_code("code", code, known_kinds())]
    with operation(events.ACT_DECLARED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_declare(by, case, kind)
        if known := once(op, Act, sent.submission_id, made_by=by.id):
            return known
        person = checks.person_of(case, kind, person_or_unseen(by, person_id) if person_id is not None else None)
        grants = policies.maker_grants(by, case, kind)
        maker = next((held for held in grants if unit in (None, held.audience)), None)
        if maker is None:
            raise Invalid("unit", _("Choose from the list."))
        happened, happened_at = checks.when_of(kind, on, at)
        told = checks.details_of(kind, details or {})
        checks.require_order(kind, person, told)
        checks.after_found(case, person, happened, happened_at)
        audience = checks.receiver_of(by, case, kind, receiver, maker.audience)
        standing = _standing(case, kind, person, happened)
        if standing is not None and not is_another:
            raise policies.SameAct(standing)
        if kind.joins and audience not in case.readers:
            reason = f"Receives by law: {kind.words.en}."
            case = share_case(by=SYSTEM, case_id=case.id, units=[audience], reason=reason, even_if_nobody_reads=True)
        now = clock.now()
        act = Act(
            case=case,
            person=person,
            case_number=case.number,
            noun=person.noun if person else "",
            no=person.no if person else None,
            code=kind.code,
            made_by=by.id,
            maker_unit=maker.audience,
            maker_role=maker.role,
            hands=[by.id],
            receiver_unit=audience,
            happened_at=happened_at,
            reference=_reference(reference),
            details=told,
            note=plain_text("note", note, longest=5_000),
            state_since=now,
            declared_at=now,
            another_than=standing.id if standing is not None else None,
            **{**case.ownership(), "readers": readers_of(case, audience)},
            **sent.columns(),
        )
        act.happened = happened
        act.place = kept_place(by, place)
        act.save(force_insert=True)
        op.about("case", case.id, act.readers)
        op.add(act=act.id, code=act.code, person=act.person_id, receiver=audience)
        follow_acts(case.id)
    return act


def _standing(case: Case, kind: ActKind, person: CasePerson | None, on: PartialDate) -> Act | None:
    """Return the act of this code and subject that stands already; of one that repeats, that of the same day."""
    found = Act.objects.standing().filter(case=case, person=person, code=kind.code, is_from_before=False)
    if kind.repeats:
        found = found.filter(happened_earliest__lte=on.latest, happened_latest__gte=on.earliest)
    return found.order_by("declared_at", "id").first()


def _reference(words: str) -> str:
    return plain_text("reference", words, longest=checks.REFERENCE)


def correct_act(*, by: Actor, act_id: UUID, reason: str, expected: int | None, changes: Mapping[str, Any]) -> Act:
    """Correct an act with a reason: a new version, back to declared; what it said before stays in the amendments.

    ``changes`` are what ``declare_act`` takes by the same names: receiver, on, at, place, reference, details, note.
    Raises Unseen, Refused, Invalid, Stale.
    """
    words = good_reason(reason)
    with operation(events.ACT_CORRECTED, by=by) as op:
        act = act_or_unseen(by, act_id, lock=True)
        policies.may_correct(by, act)
        before = act.state
        amended = amend(act, by=by, reason=words, expected=expected, changes=_corrections(by, act, changes))
        op.about("case", act.case_id, act.readers)
        op.add(act=act.id, code=act.code, person=act.person_id, before=before, fields=[each.field for each in amended])
        if not amended:
            op.keep_silent()
            return act
        act.revise(
            expected=None,
            changes={
                "state": ActState.DECLARED,
                "state_since": clock.now(),
                "hands": [*act.hands, *({by.id} - set(act.hands))],
                "is_from_before": False,
                **dict.fromkeys(("answered_by", "answered_at", "answer_at", "attested_by", "attested_at"), None),
                **dict.fromkeys(("answer_reference", "answer_words"), ""),
                "attested_document": None,
            },
        )
        follow_acts(act.case_id)
    return act


def _corrections(by: Actor, act: Act, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that corrections change, checked. Raises Invalid."""
    for name in changes:
        if name not in CORRECTED:
            raise Invalid(name, _("This field does not exist."))
    changes = {name: value for name, value in changes.items() if value is not None or name in ("at", "place")}
    found: dict[str, Any] = {}
    if "on" in changes or "at" in changes:
        before = act.happened_at.astimezone(clock.INDIA).time() if act.happened_at else None
        happened, moment = checks.when_of(act.kind, changes.get("on", act.happened), changes.get("at", before))
        checks.after_found(act.case, act.person, happened, moment)
        found |= {"happened_earliest": happened.earliest, "happened_latest": happened.latest, "happened_at": moment}
        found["happened_said"] = happened.said
    if "receiver" in changes:
        found["receiver_unit"] = checks.receiver_of(by, act.case, act.kind, changes["receiver"], act.maker_unit)
        found["readers"] = sorted({*act.readers, *readers_of(None, found["receiver_unit"])})
    if "details" in changes:
        found["details"] = checks.details_of(act.kind, {**act.details, **changes["details"]})
        checks.require_order(act.kind, act.person, found["details"])
    if "reference" in changes:
        found["reference"] = _reference(changes["reference"])
    if "note" in changes:
        found["note"] = plain_text("note", changes["note"], longest=5_000)
    if "place" in changes:
        place = kept_place(by, changes["place"])
        found["place_id"] = place.key if place is not None else None
    return found


def withdraw_act(*, by: Actor, act_id: UUID, reason: str, expected: int | None = None) -> Act:
    """Withdraw an act that was not so, with the reason; it stays in sight. Raises Unseen, Refused, Invalid, Stale."""
    words = good_reason(reason)
    with operation(events.ACT_WITHDRAWN, by=by) as op:
        act = act_or_unseen(by, act_id, lock=True)
        policies.may_withdraw(by, act)
        before = act.state
        act.revise(
            expected=expected,
            changes={"state": ActState.WITHDRAWN, "state_since": clock.now(), "withdraw_reason": words},
        )
        op.about("case", act.case_id, act.readers)
        op.add(act=act.id, code=act.code, person=act.person_id, before=before)
        follow_acts(act.case_id)
    return act
