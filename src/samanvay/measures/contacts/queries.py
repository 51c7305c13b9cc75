"""Reads on the register of nodal officers; the first argument is the actor."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory.models import Place, Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from ..models import NodalContact

# The register


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the register knows a state: districts with an office, and those without by key."""

    state: str
    districts: int
    without: tuple[str, ...]
    has_state_office: bool


def contacts_found(
    actor: Actor, *, state: str = "", compartment: str = "", words: str = "", is_stale: bool = False
) -> "QuerySet[NodalContact]":
    """Return the current entries of the register, by state and place."""
    require(actor, Permission.DIRECTORY_READ)
    found = NodalContact.objects.current().select_related("place", "place__state")
    if state:
        found = found.filter(Q(place_id=state) | Q(place__state_id=state))
    if compartment:
        found = found.filter(compartment=compartment)
    for word in words.split():
        found = found.filter(
            Q(place__name__icontains=word)
            | Q(place__name_hi__icontains=word)
            | Q(office__icontains=word)
            | Q(designation__icontains=word)
            | Q(email__icontains=word)
        )
    if is_stale:
        found = found.stale(clock.today())
    return found.order_by("place__state__name", "place__name", "compartment", "designation", "id")


def contact_or_unseen(actor: Actor, key: UUID) -> NodalContact:
    """Return a version of an entry. Raises Refused, Unseen."""
    require(actor, Permission.DIRECTORY_READ)
    found = NodalContact.objects.select_related("place", "place__state").filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def versions_of(actor: Actor, contact: NodalContact) -> list[NodalContact]:
    """Return every version of an entry, the latest first."""
    return list(NodalContact.objects.filter(series=contact.series).select_related("place").order_by("-made_at", "-id"))


def states() -> list[Place]:
    """Return the states of India, by name."""
    return list(Place.objects.of_kind("state").standing(clock.today()).order_by("name"))


def coverage(actor: Actor) -> list[Coverage]:
    """Return for each state which of its districts have no office in the register and none in this directory."""
    require(actor, Permission.DIRECTORY_READ)
    current = NodalContact.objects.in_force(clock.today()).values_list("place_id", flat=True)
    known = {*current, *places_served()}
    by_state: dict[str, list[str]] = {}
    districts = Place.objects.of_kind("district").standing(clock.today()).order_by("name")
    for key, state in districts.values_list("key", "state_id"):
        by_state.setdefault(state or "", []).append(key)
    return [
        Coverage(
            state.key,
            len(by_state.get(state.key, [])),
            tuple(key for key in by_state.get(state.key, []) if key not in known),
            state.key in known,
        )
        for state in states()
    ]


def places_served() -> set[str]:
    """Return the districts and states where somebody of this system's directory serves: they are asked directly."""
    served = Grant.objects.filter(user__is_active=True).in_force(clock.today()).values("audience")
    kinds = ("district_police", "commissionerate", "ahtu", "dcpu", "state_bureau", "state_police", "nodal_desk")
    units = Unit.objects.open(clock.today()).filter(audience__in=served, kind__in=kinds, place__isnull=False)
    return {key for key in units.values_list("place_id", flat=True) if key}


def desks_served(actor: Actor) -> Mapping[str, Unit]:
    """Return by state its own desk where somebody serves: the row that the register has of itself."""
    require(actor, Permission.DIRECTORY_READ)
    served = Grant.objects.filter(user__is_active=True).in_force(clock.today()).values("audience")
    units = Unit.objects.open(clock.today()).filter(
        audience__in=served, kind__in=("state_bureau", "nodal_desk", "state_police")
    )
    found: dict[str, Unit] = {}
    for unit in units.select_related("place").order_by("kind", "audience"):
        if unit.kind in ("state_bureau", "nodal_desk") or unit.home_state not in found:
            found[unit.home_state] = unit
    return found
