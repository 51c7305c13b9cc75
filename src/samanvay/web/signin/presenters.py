"""Words for the pages of sign-in: rows of phones, choices of officers, the personas."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access.models import Device, Grant, User
from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refusal
from samanvay.web.components.pieces import Pill
from samanvay.web.kit import offers

from .guessing import lock_out_of


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


class UnitNames(dict[int, str]):
    """Names of units by audience, each asked for once."""

    def __missing__(self, audience: int) -> str:
        return self.setdefault(audience, unit_name(audience))


def person_name(user: User) -> str:
    """Return a person's name in the active language."""
    return str(Bilingual(user.name, user.name_hi))


def officer_choices(grants: Iterable[Grant]) -> list[tuple[str, str]]:
    """Return (grant, "name, role, unit") for a form."""
    names = UnitNames()
    choices = []
    for grant in grants:
        unit = names[grant.audience]
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
    names = UnitNames()
    return [
        PhoneRow(
            device=device,
            holder=person_name(device.user),
            unit=names[device.audience],
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


def personas(grants: Iterable[Grant]) -> tuple[list[Persona], list[Persona]]:
    """Return one persona for each role, in the order of the roles, and all the others."""
    order = {code: position for position, code in enumerate(BY_CODE)}
    known = [grant for grant in grants if grant.role in order]
    firsts: dict[str, Persona] = {}
    others: list[Persona] = []
    seen: set[Any] = set()
    names = UnitNames()
    for grant in sorted(known, key=lambda each: (order[each.role], each.user.username)):
        if grant.user_id in seen:
            continue
        seen.add(grant.user_id)
        role = BY_CODE[grant.role]
        unit = names[grant.audience]
        persona = Persona(grant.user, person_name(grant.user), str(role.name), str(role.description), unit)
        if grant.role in firsts:
            others.append(persona)
        else:
            firsts[grant.role] = persona
    return list(firsts.values()), sorted(others, key=lambda each: each.unit)


@offers.lock_out_pill.given
def lock_out_pill(user: User) -> Pill | None:
    """Return the lock of an account against unknown devices in words, None where there is none."""
    lock = lock_out_of(user)
    if lock is None:
        return None
    words = _("since %(since)s, until %(until)s: %(tries)d tries from %(addresses)d addresses") % {
        "since": formats.date_format(localtime(lock.since), "DATETIME_FORMAT"),
        "until": formats.time_format(localtime(lock.until)),
        "tries": lock.tries,
        "addresses": lock.addresses,
    }
    return Pill(words, "hot")
