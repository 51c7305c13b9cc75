"""Words for the pages of sign-in: rows of phones, choices of officers, the personas."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from samanvay.access.models import Device, Grant, User
from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refusal
from samanvay.web.components.pieces import Pill


def unit_name(audience: int) -> str:
    """Return the name of the unit with an audience, in the active language; empty where none is known."""
    if not apps.is_installed("samanvay.directory"):
        return ""
    from samanvay.directory.queries import unit_of

    try:
        with reading(SYSTEM):
            unit = unit_of(audience)
    except Refusal:
        return ""
    return str(Bilingual(unit.name, unit.name_hi))


def person_name(user: User) -> str:
    """Return a person's name in the active language."""
    return str(Bilingual(user.name, user.name_hi))


def officer_choices(grants: Iterable[Grant]) -> list[tuple[str, str]]:
    """Return (grant, "name, role, unit") for a form."""
    names: dict[int, str] = {}
    choices = []
    for grant in grants:
        unit = names.setdefault(grant.audience, unit_name(grant.audience))
        said = [person_name(grant.user), str(BY_CODE[grant.role].name) if grant.role in BY_CODE else "", unit]
        choices.append((str(grant.id), ", ".join(part for part in said if part)))
    return choices


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A phone in a list."""

    device: Device
    holder: str
    unit: str
    state: Pill
    can_unlock: bool
    can_revoke: bool


def phone_rows(devices: Iterable[Device]) -> list[PhoneRow]:
    """Return the rows of a list of phones."""
    states = {
        "in_use": Pill(_("in use"), "ok"),
        "locked": Pill(_("locked after wrong PINs"), "hot"),
        "revoked": Pill(_("taken back"), "calm"),
    }
    names: dict[int, str] = {}
    return [
        PhoneRow(
            device=device,
            holder=person_name(device.user),
            unit=names.setdefault(device.audience, unit_name(device.audience)),
            state=states[device.state],
            can_unlock=device.state == "locked",
            can_revoke=device.revoked_at is None,
        )
        for device in devices
    ]


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the demonstration whom one may be."""

    user: User
    name: str
    role: str
    does: str
    unit: str


def personas(grants: Iterable[Grant]) -> list[Persona]:
    """Return the personas in the order of the roles, each with its first role and unit."""
    seen: dict[Any, Persona] = {}
    order = list(BY_CODE)
    names: dict[int, str] = {}
    for grant in sorted(
        grants, key=lambda each: order.index(each.role) if each.role in BY_CODE else len(order)
    ):
        if grant.user_id in seen or grant.role not in BY_CODE:
            continue
        role = BY_CODE[grant.role]
        unit = names.setdefault(grant.audience, unit_name(grant.audience))
        seen[grant.user_id] = Persona(
            grant.user, person_name(grant.user), str(role.name), str(role.description), unit
        )
    return list(seen.values())
