"""Training centres and weeks in which nobody trains: entered and amended with a reason, struck out, taken back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory.models import Place, Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid
from samanvay.law.audiences import EVERYBODY
from samanvay.picture.spots import spots
from samanvay.recording.submissions import once

from .. import coordination
from ..batches.states import BatchState
from ..models import Batch, Centre, Closure
from . import events, policies
from .states import CLOSURES

LONGEST_CODE = 24
LONGEST_NAME = 160
LONGEST_ADDRESS = 300
LONGEST_REASON = 300
LONGEST_WORDS = 200
MOST_SEATS = 20_000
LONGEST_CLOSURE = 53  # weeks
FIELDS = (
    *("code", "name", "name_hi", "address", "place", "unit", "latitude", "longitude", "seats", "women_places"),
    *("halls", "lost_from"),
)


def keep_centre(
    *,
    by: Actor,
    centre: Centre | None = None,
    code: str,
    name: str,
    place: Place,
    seats: int,
    name_hi: str = "",
    address: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    women_places: int | None = None,
    halls: int | None = None,
    unit: Unit | None = None,
    lost_from: date | None = None,
    reason: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
    expected: int | None = None,
) -> Centre:
    """Enter a centre, or amend one with the reason. Without a point it lies where its district does.

    Raises Refused, Invalid, Stale. The same submission twice gives the first.
    """
    home = coordination.may_coordinate(by)
    if centre is not None:
        policies.may_keep_centre(by, centre)
        reason = reason_of(reason, by=by, pii_answer=pii_answer)
    said = checked_centre(
        home.home_state,
        {
            "code": code, "name": name, "name_hi": name_hi, "address": address, "place": place, "unit": unit,
            "latitude": latitude, "longitude": longitude, "seats": seats, "women_places": women_places, "halls": halls,
        },
    ) | {"lost_from": lost_from}  # fmt: skip
    if lost_from is not None and lost_from.weekday():
        raise Invalid("lost_from", _("Choose the Monday of the week."))
    submission_id = submission_id or uuid7()
    with operation(events.CENTRE_KEPT, by=by, readers=EVERYBODY) as op:
        known = Centre.objects.filter(changed_by=by.id, submission_id=submission_id).first()
        if known is not None and centre is None:
            op.keep_silent()
            return known
        others = Centre.objects.standing().filter(home_state=home.home_state, code=said["code"])
        if (others.exclude(pk=centre.pk) if centre else others).exists():
            raise Invalid("code", _("Another centre has this code."))
        if centre is None:
            centre = new_centre(home.audience, home.home_state, said, by=by.id, submission_id=submission_id)
            centre.save(force_insert=True)
            op.about("centre", centre.pk, EVERYBODY)
            return centre
        op.about("centre", centre.pk, EVERYBODY)
        changes = {field: said[field] for field in FIELDS if said[field] != getattr(centre, field)}
        if not changes:
            raise Invalid("reason", _("You have not changed anything."))
        op.add(fields=sorted(changes))
        centre.revise(
            expected=expected,
            changes={**changes, "reason": reason, "changed_at": clock.now(), "changed_by": by.id},
        )
    return centre


def new_centre(audience: int, state: str, said: Mapping[str, Any], *, by: UUID, submission_id: UUID) -> Centre:
    """Return a centre of a state, unsaved."""
    return Centre(
        **said, changed_at=clock.now(), changed_by=by, submission_id=submission_id, readers=list(EVERYBODY),
        home_unit=audience, home_state=state,
    )  # fmt: skip


def checked_centre(state: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a centre as it is kept. Raises Invalid, naming the field."""
    kept = {field: " ".join(str(said[field] or "").split()) for field in ("code", "name", "name_hi", "address")}
    kept["code"] = kept["code"].upper()
    longest = (("code", LONGEST_CODE), ("name", LONGEST_NAME), ("name_hi", LONGEST_NAME), ("address", LONGEST_ADDRESS))
    for field, most in longest:
        if len(kept[field]) > most:
            raise Invalid(field, _("At most %(n)d characters.") % {"n": most})
    if not kept["code"]:
        raise Invalid("code", _("Give the centre a short code that no other centre has."))
    if not kept["name"]:
        raise Invalid("name", _("Enter the name of the centre."))
    place, unit = said["place"], said.get("unit")
    if place is None or place.kind != "district" or place.state_id != state:
        raise Invalid("place", _("Choose a district of the state."))
    if unit is not None and unit.home_state != state:
        raise Invalid("unit", _("Choose a unit from the list."))
    for field, least in (("seats", 1), ("women_places", 0), ("halls", 1)):
        if said.get(field) is None and field != "seats":
            continue
        if not least <= (said[field] or 0) <= MOST_SEATS:
            raise Invalid(field, _("Enter a number from %(least)d to %(most)d.") % {"least": least, "most": MOST_SEATS})
    latitude, longitude = said.get("latitude"), said.get("longitude")
    if (latitude is None) != (longitude is None):
        raise Invalid("longitude" if longitude is None else "latitude", _("Enter both latitude and longitude."))
    if latitude is None or longitude is None:
        latitude, longitude = point_of(place)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Invalid("latitude", _("Latitude is at most 90 and longitude at most 180 degrees."))
    return {
        **kept, "place": place, "unit": unit, "latitude": latitude, "longitude": longitude, "seats": said["seats"],
        "women_places": said.get("women_places"), "halls": said.get("halls"),
    }  # fmt: skip


def point_of(place: Place) -> tuple[float, float]:
    """Return latitude and longitude of a district. Raises Invalid where nobody knows them."""
    spot = spots([place.pk]).get(place.pk)
    if spot is None or spot.point is None:
        raise Invalid("latitude", _("The location of this district is not known. Enter latitude and longitude."))
    return spot.point


def void_centre(*, by: Actor, centre: Centre, reason: str, pii_answer: str = "") -> Centre:
    """Strike a centre out with the reason, while no coming batch meets there. Raises Refused, Invalid."""
    policies.may_keep_centre(by, centre)
    reason = reason_of(reason, by=by, pii_answer=pii_answer)
    with operation(events.CENTRE_VOIDED, by=by, target=("centre", centre.pk), readers=EVERYBODY):
        if uses(centre):
            raise Invalid(
                "reason",
                _(
                    "Future batches meet here. First record in the plan that the centre is not available, then "
                    "delete it."
                ),
            )
        centre.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason})
    return centre


def uses(centre: Centre) -> int:
    """Return how many coming batches of plans that are not dropped meet at a centre."""
    coming = Batch.objects.filter(centre=centre, state__in=(BatchState.PLANNED, BatchState.CALLED))
    return coming.filter(ends_on__gte=clock.today()).exclude(plan__state="dropped").count()


def close_weeks(
    *,
    by: Actor,
    centre: Centre | None,
    kind: str,
    first_monday: date,
    last_monday: date | None = None,
    words: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> Closure:
    """Enter weeks in which a centre, or for None the whole state, trains nobody. Raises Refused, Invalid.

    What is planned in them already stays until the plan is changed.
    """
    home = coordination.may_coordinate(by)
    if centre is not None:
        policies.may_keep_centre(by, centre)
    if kind not in CLOSURES:
        raise Invalid("kind", _("Choose from the list."))
    last_monday = last_monday or first_monday
    for field, day in (("first_monday", first_monday), ("last_monday", last_monday)):
        if day.weekday():
            raise Invalid(field, _("Choose the Monday of the week."))
    if last_monday < first_monday:
        raise Invalid("last_monday", _("The last week is before the first."))
    if last_monday - first_monday >= timedelta(weeks=LONGEST_CLOSURE):
        raise Invalid("last_monday", _("Enter at most one year."))
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("words", words, by=by, pii_answer=pii_answer)
    submission_id = submission_id or uuid7()
    with operation(events.CLOSURE_MADE, by=by, readers=EVERYBODY) as op:
        if known := once(op, Closure, submission_id, made_by=by.id):
            return known
        made = Closure.objects.create(
            centre=centre, kind=kind, first_monday=first_monday, last_monday=last_monday, words=words,
            made_at=clock.now(), made_by=by.id, submission_id=submission_id, readers=list(EVERYBODY),
            home_unit=home.audience, home_state=home.home_state,
        )  # fmt: skip
        op.about("closure", made.pk, EVERYBODY)
        op.add(centre=str(centre.pk) if centre else "", of_kind=kind, first=first_monday, last=last_monday)
    return made


def void_closure(*, by: Actor, closure: Closure, reason: str, pii_answer: str = "") -> Closure:
    """Take closed weeks back with the reason. Raises Refused, Invalid."""
    policies.may_keep_closure(by, closure)
    reason = reason_of(reason, by=by, pii_answer=pii_answer)
    if closure.voided_at is not None:
        raise Invalid("reason", _("These weeks were already withdrawn."))
    with operation(events.CLOSURE_VOIDED, by=by, target=("closure", closure.pk), readers=EVERYBODY):
        closure.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason})
    return closure


def reason_of(reason: str, *, by: Actor, pii_answer: str) -> str:
    """Return a reason as it is kept. Raises Invalid where there is none, PersonalDataFound."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("Give the reason, in at most %(n)d characters.") % {"n": LONGEST_REASON})
    check_pii("reason", reason, by=by, pii_answer=pii_answer)
    return reason
