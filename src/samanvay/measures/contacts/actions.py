"""Keeping the register of nodal officers: adding an office, correcting it as a new version, verifying, striking out."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from samanvay.access.models import Grant
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Place, Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.duties.actions.duties import do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.contacts import NotAPhone, phone_e164
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason, known_code

from ..models import NodalContact
from . import events, policies
from .duty_kinds import VERIFY
from .models import ASKABLE, STALE_AFTER

TEXTS: dict[str, int] = {"designation": 120, "office": 160, "email": 120, "source": 200}
BUREAU = "state_bureau"


def add_contact(*, by: Actor, said: Mapping[str, Any]) -> NodalContact:
    """Add an office to the register; ``said`` has the fields of a version by name. Raises Refused, Invalid.

    ``verified_on`` is the day on which somebody asked the office itself; without it the entry counts as stale.
    """
    policies.may_keep_contacts(by)
    columns = checked_contact(by, said)
    with operation(events.CONTACT_ADDED, by=by) as op:
        same = same_entry(columns)
        if same is not None:
            raise Invalid("office", _("This office is already in the register. Correct that entry."))
        made = new_version(by, uuid7(), columns)
        op.about("contact", made.series)
        op.add(place=made.place_id, compartment=made.compartment)
    return made


def correct_contact(
    *, by: Actor, contact: NodalContact, said: Mapping[str, Any], expected: int | None = None
) -> NodalContact:
    """Replace a version by a corrected one, which is returned; the old one stays readable. Raises Stale."""
    policies.may_change_contact(by, contact)
    columns = checked_contact(by, said)
    changed = sorted(name for name, value in columns.items() if getattr(contact, name) != value)
    if not changed:
        return contact
    with operation(events.CONTACT_CORRECTED, by=by, target=("contact", contact.series), fields=changed):
        contact.revise(expected=expected, changes={"superseded_at": clock.now()})
        made = new_version(by, contact.series, columns)
    close_verified(by=by, state=state_of(made.place))
    return made


def verify_contact(*, by: Actor, contact: NodalContact, expected: int | None = None) -> NodalContact:
    """Note that the office itself was asked today and the entry holds."""
    policies.may_change_contact(by, contact)
    with operation(events.CONTACT_VERIFIED, by=by, target=("contact", contact.series)):
        contact.revise(expected=expected, changes={"verified_on": clock.today(), "verified_by": by.id})
    close_verified(by=by, state=state_of(contact.place))
    return contact


def void_contact(*, by: Actor, contact: NodalContact, reason: str, expected: int | None = None) -> NodalContact:
    """Strike an entry out with a reason; requests that were sent to it keep it."""
    policies.may_change_contact(by, contact)
    why = good_reason(reason)
    with operation(events.CONTACT_VOIDED, by=by, target=("contact", contact.series)):
        contact.revise(expected=expected, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": why})
    close_verified(by=by, state=state_of(contact.place))
    return contact


def checked_contact(by: Actor, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a version, looked over, inside or outside an operation. Raises Invalid."""
    place = said["place"]
    if not isinstance(place, Place):
        place = directory.place_for(str(place)) if place else None
    if place is None or place.kind not in ASKABLE:
        raise Invalid("place", _("Enter a district or a state."))
    columns: dict[str, Any] = {
        "place": keep_place(by=by, key=place.key),
        "compartment": known_code("compartment", str(said["compartment"]), COMPARTMENTS),
        "valid_from": said.get("valid_from"),
        "valid_until": said.get("valid_until"),
        "verified_on": said.get("verified_on"),
    }
    for name, longest in TEXTS.items():
        columns[name] = " ".join(str(said.get(name) or "").split())
        if len(columns[name]) > longest:
            raise Invalid(name, _("At most %(most)d characters.") % {"most": longest})
    for name in ("designation", "office", "source"):
        if not columns[name]:
            raise Invalid(name, _("Fill in this field."))
    columns["phone"] = _phone(str(said.get("phone") or ""))
    if not columns["phone"] and not columns["email"]:
        raise Invalid("phone", _("Enter the office's telephone or e-mail."))
    if columns["valid_from"] and columns["valid_until"] and columns["valid_until"] < columns["valid_from"]:
        raise Invalid("valid_until", _("The end is before the beginning."))
    if columns["verified_on"] and columns["verified_on"] > clock.today():
        raise Invalid("verified_on", _("This day is in the future."))
    return columns


def state_of(place: Place) -> str:
    """Return the state that a place of the register belongs to."""
    return place.key if place.kind == "state" else place.state_id or ""


def stale_of(state: str) -> "models.QuerySet[NodalContact]":
    """Return the current entries of a state that nobody verified for 180 days."""
    of_state = models.Q(place_id=state) | models.Q(place__state_id=state)
    return NodalContact.objects.current().filter(of_state).stale(clock.today())


def open_verify_duty() -> Duty | None:
    """Open once a quarter the bureau's duty to verify what is stale of its own state; None where nothing is.

    Called by the ticker.
    """
    day, state = clock.today(), directory.home_state()
    quarter = (day.month - 1) // 3 + 1
    key = f"contact:verify:{state}:{day.year}-{quarter}"
    with reading(SYSTEM):
        if Duty.objects.filter(key=key).exists() or not stale_of(state).exists():
            return None
        bureau = Unit.objects.open(day).filter(kind=BUREAU, home_state=state).order_by("audience").first()
        held = bureau and Grant.objects.filter(role=BUREAU, audience=bureau.audience).in_force(day).exists()
        if bureau is None or not held:
            return None
        return open_duty(
            by=SYSTEM,
            kind=VERIFY,
            subject=("contacts", f"{state}:{day.year}-{quarter}"),
            title=Bilingual(
                f"Nodal officers' offices not verified for {STALE_AFTER.days} days: verify them",
                f"{STALE_AFTER.days} दिन से असत्यापित नोडल अधिकारियों के कार्यालय: सत्यापित करें",
            ),
            owner_role=BUREAU,
            owner_audience=bureau.audience,
            due_at=clock.now() + (STALE_AFTER / 6),
            readers=directory.readers_for(bureau.audience),
            home_state=state,
            link=f"/contacts/?state={state}&show=stale",
            key=key,
        )


def close_verified(*, by: Actor, state: str) -> int:
    """Close the bureau's duty where nothing of a state is stale any more; returns how many were closed."""
    with reading(SYSTEM):
        if stale_of(state).exists():
            return 0
        waiting = list(Duty.objects.waiting().filter(key__startswith=f"contact:verify:{state}:"))
        for duty in waiting:
            do_duty(by=SYSTEM, duty=duty, proof="verified")
    return len(waiting)


def _phone(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return phone_e164(text)
    except NotAPhone as refusal:
        raise Invalid("phone", _("Enter: %(what)s.") % {"what": refusal.words}) from None


def same_entry(columns: Mapping[str, Any]) -> NodalContact | None:
    """Return the current entry of the same office of the same place, None where there is none."""
    return (
        NodalContact.objects.current()
        .filter(
            place=columns["place"],
            compartment=columns["compartment"],
            designation__iexact=columns["designation"],
            office__iexact=columns["office"],
        )
        .first()
    )


def new_version(by: Actor, series: UUID, columns: Mapping[str, Any]) -> NodalContact:
    """Write a version of an entry, inside the caller's operation."""
    verified: date | None = columns["verified_on"]
    made = NodalContact.objects.create(
        series=series,
        made_at=clock.now(),
        made_by=by.id,
        verified_by=by.id if verified else None,
        **columns,
    )
    return made
