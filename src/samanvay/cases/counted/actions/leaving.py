"""Telling that a person left: escaped, died, went as an adult, was given to others. No time limit ends by it alone."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.duties.actions.duties import drop_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason, known_code, plain_text
from samanvay.recording.submissions import Captured, captured_or_new, once

from ... import events, policies
from ...kinds import LEFT, LEFT_TOLD_BY, Left, PersonRole
from ...models import Case, CaseDeparture, CasePerson
from ...queries import case_or_unseen, departure_or_unseen, person_or_unseen
from ...tasks import MISSING_ENTRY, role_at, up_the_line

MISSING_WITHIN = timedelta(hours=24)


def tell_left(
    *,
    by: Actor,
    person_id: UUID,
    kind: str,
    left_at: datetime | None,
    note: str,
    told_by: str,
    captured: Captured | None = None,
) -> CaseDeparture:
    """Record that a person left, at which hour and who says so.

    Their time limit runs on until the receiving office confirms it as an act; given to others, they have still to be
    produced. For an escaped child the unit of the case gets the task to enter the child among the missing. Raises
    Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    known_code("kind", kind, LEFT)
    known_code("told_by", told_by, LEFT_TOLD_BY)
    with operation(events.PERSON_LEFT, by=by) as op:
        person = person_or_unseen(by, person_id)
        case = case_or_unseen(by, person.case_id, lock=True)
        policies.may_tell_left(by, person)
        if known := once(op, CaseDeparture, sent.submission_id, recorded_by=by.id):
            return known
        hour = _possible_hour(person, kind, left_at)
        departure = CaseDeparture.objects.create(
            case=case,
            person=person,
            kind=kind,
            left_at=hour,
            note=plain_text("note", note, longest=2_000, required=True),
            told_by=told_by,
            recorded_at=clock.now(),
            recorded_by=by.id,
            **case.ownership(),
            **sent.columns(),
        )
        op.about("case", case.id, case.readers)
        op.add(person=person.id, kind=kind, left_at=hour, told_by=told_by)
        if kind == Left.ESCAPED and person.may_be_child:
            _ask_missing_entry(case, person, departure)
    return departure


def _possible_hour(person: CasePerson, kind: str, left_at: datetime | None) -> datetime:
    """Return the hour. Raises Invalid where it cannot be, or the person cannot have left so."""
    if left_at is None:
        raise Invalid("left_at", _("Give the day and the hour. If the hour is not known, give the latest possible."))
    if left_at > clock.now():
        raise Invalid("left_at", _("This hour is in the future."))
    if person.role != PersonRole.VICTIM:
        raise Invalid("kind", _("This is told of victims only."))
    if kind == Left.OWN_CHOICE and person.may_be_child:
        said = _(
            "Only an adult leaves by own choice, and %(label)s is or may be under 18. Correct the age if it is known."
        )
        raise Invalid("kind", said % {"label": person.label})
    if CaseDeparture.objects.standing().filter(person=person).exists():
        raise Invalid("kind", _("It is recorded already that this person left. Cancel that entry if it is wrong."))
    return left_at


def _ask_missing_entry(case: Case, person: CasePerson, departure: CaseDeparture) -> None:
    open_duty(
        by=SYSTEM,
        kind=MISSING_ENTRY,
        subject=("case", case.id),
        title=Bilingual(
            f"{person.label.en} of {case.number} escaped: enter the child in the register of the missing",
            f"{case.number}: {person.label.hi} के भाग जाने की सूचना, गुमशुदा रजिस्टर में दर्ज करें",
        ),
        owner_role=role_at(case.home_unit, user_id=case.owner_id, otherwise="station_officer"),
        owner_audience=case.home_unit,
        owner_user=case.owner,
        due_at=departure.left_at + MISSING_WITHIN,
        readers=case.readers,
        home_state=case.home_state,
        link=f"/cases/{case.id}/",
        escalate=up_the_line(case.home_unit),
        key=f"missing:{departure.id}",
    )


def void_left(*, by: Actor, departure_id: UUID, reason: str) -> CaseDeparture:
    """Cancel that a person left, with the task to enter them among the missing. Raises Unseen, Refused, Invalid."""
    words = good_reason(reason)
    with operation(events.PERSON_LEFT_VOIDED, by=by) as op:
        departure = departure_or_unseen(by, departure_id)
        policies.may_void_entry(by, departure)
        op.about("case", departure.case_id, departure.readers)
        op.add(person=departure.person_id, kind=departure.kind)
        if departure.is_void:
            op.keep_silent()
            return departure
        departure.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words})
        with acting_as(SYSTEM, op=op.id):
            for duty in Duty.objects.waiting().filter(key=f"missing:{departure.id}"):
                drop_duty(by=SYSTEM, duty=duty, reason=words)
    return departure
