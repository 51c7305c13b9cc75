"""Examinations at a centre: an invigilator opens one, its code lets people begin within the hour."""

from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.pins import code_hash, new_code
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import once

from ...courses import queries as courses
from ...models import Seats
from .. import events, policies
from ..models.sitting import SEATS_HOLD
from ..queries import examinations

SALT = "samanvay.training.seats"
LONGEST_PLACE = 120


def open_seats(*, by: Actor, code: str, place: str, submission_id: UUID | None = None) -> tuple[Seats, str]:
    """Open the examination of a course at a centre and return it with its code, which nobody can read again.

    The same submission twice gives the first with an empty code. Raises Refused, Unseen, Invalid.
    """
    policies.may_open_seats(by)
    courses.current_edition(courses.course_or_unseen(by, code))
    place = " ".join(place.split())
    if not place:
        raise Invalid("place", _("Enter the room or hall."))
    if len(place) > LONGEST_PLACE:
        raise Invalid("place", _("At most %(n)d characters.") % {"n": LONGEST_PLACE})
    unit = directory.unit_of(unit_with(by, Permission.EXAM_INVIGILATE))
    submission_id = submission_id or uuid7()
    with operation(events.SEATS_OPENED, by=by, course=code, readers=[unit.audience]) as op:
        if known := once(op, Seats, submission_id, opened_by=by.id):
            return known, ""
        secret = _free_code()
        seats = Seats(
            course=code,
            place=place,
            code_hash=code_hash(secret, salt=SALT),
            opened_at=clock.now(),
            opened_by=by.id,
            submission_id=submission_id,
            readers=sorted(directory.readers_for(unit.audience)),
            home_unit=unit.audience,
            home_state=unit.home_state,
        )
        op.about("seats", seats.id, seats.readers)
        seats.save(force_insert=True)
    return seats, secret


def close_seats(*, by: Actor, seats: Seats) -> Seats:
    """Let nobody begin any more; who sits goes on. Raises Refused."""
    policies.may_close_seats(by, seats)
    with operation(events.SEATS_CLOSED, by=by, target=("seats", seats.id), readers=seats.readers):
        seats.revise(expected=None, changes={"closed_at": clock.now()})
    return seats


def seats_for(code: str, typed: str, seat: str) -> tuple[Seats | None, str]:
    """Return the examination at a centre to which a code leads, and the seat; (None, "") where none was typed.

    Raises Invalid for a code that is wrong, of another course or older than an hour.
    """
    typed, seat = "".join(typed.split()), " ".join(seat.split()).upper()
    if not typed:
        return None, ""
    if not seat or len(seat) > 12:
        raise Invalid("seat", _("Enter the number on your seat, at most 12 characters."))
    with examinations.as_machinery():
        found = Seats.objects.filter(code_hash=code_hash(typed, salt=SALT), course=code).order_by("-opened_at").first()
    if found is None or not found.is_open_at(clock.now()):
        raise Invalid("seat_code", _("This code is not valid now. Ask your invigilator; a code is valid for one hour."))
    return found, seat


def _free_code() -> str:
    """Return six digits that no open examination has."""
    with examinations.as_machinery():
        since = clock.now() - SEATS_HOLD
        taken = set(Seats.objects.filter(opened_at__gte=since, closed_at=None).values_list("code_hash", flat=True))
    while code_hash(secret := new_code(), salt=SALT) in taken:
        continue
    return secret
