"""Words for the pages of sign-in: rows of phones, choices of officers, the personas."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access.models import Device, Grant, User
from samanvay.access.roles import BY_CODE
from samanvay.directory.queries import units_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.web.components.pieces import Pill
from samanvay.web.kit import offers

from .guessing import lock_out_of


def names_of_units(audiences: Iterable[int]) -> dict[int, str]:
    """Return the names of units by audience, in the active language."""
    return {audience: str(unit.names) for audience, unit in units_of(audiences).items()}


def person_name(user: User) -> str:
    """Return a person's name in the active language."""
    return str(Bilingual(user.name, user.name_hi))


def officer_choices(grants: Sequence[Grant]) -> list[tuple[str, str]]:
    """Return (grant, "name, role, unit") for a form."""
    units = names_of_units(grant.audience for grant in grants)
    choices = []
    for grant in grants:
        role = str(BY_CODE[grant.role].name) if grant.role in BY_CODE else ""
        said = [person_name(grant.user), role, units.get(grant.audience, "")]
        choices.append((str(grant.id), ", ".join(part for part in said if part)))
    return choices


def phone_rows(devices: Sequence[Device]) -> list[dict[str, Any]]:
    """Return the rows of a list of phones."""
    states = {
        "in_use": Pill(_("in use"), "ok"),
        "locked": Pill(_("locked after wrong PINs"), "hot"),
        "revoked": Pill(_("withdrawn"), "calm"),
    }
    units = names_of_units(device.audience for device in devices)
    return [
        {
            "device": device,
            "holder": person_name(device.user),
            "unit": units.get(device.audience, ""),
            "state": states[device.state],
        }
        for device in devices
    ]


def personas(grants: Iterable[Grant], sought: str = "") -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return one persona of the demonstration for each role, in the order of the roles, and all the others.

    With words that are ``sought`` the first are all in whose name, role or unit each word stands, in either language.
    """
    order = {code: position for position, code in enumerate(BY_CODE)}
    known = sorted(
        (grant for grant in grants if grant.role in order), key=lambda each: (order[each.role], each.user.username)
    )
    units = units_of(grant.audience for grant in known)
    words = sought.casefold().split()
    firsts: dict[str, dict[str, Any]] = {}
    others: list[dict[str, Any]] = []
    seen: set[UUID] = set()
    for grant in known:
        if grant.user_id in seen:
            continue
        seen.add(grant.user_id)
        unit, role, user = units.get(grant.audience), BY_CODE[grant.role], grant.user
        persona = {"user": user, "name": person_name(user), "role": role, "unit": str(unit.names) if unit else ""}
        if words:
            names = [user.username, user.name, user.name_hi, role.name.en, role.name.hi]
            text = " ".join([*names, *((unit.name, unit.name_hi) if unit else ())]).casefold()
            if all(word in text for word in words):
                firsts[str(user.pk)] = persona
        elif grant.role in firsts:
            others.append(persona)
        else:
            firsts[grant.role] = persona
    return list(firsts.values()), sorted(others, key=lambda each: str(each["unit"]))


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
