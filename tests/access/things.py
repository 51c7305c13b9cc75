"""The things that addresses are about, each made once in every persona's unit and once in a foreign one.

To add one: a function with ``@thing("name")`` that makes it for a unit (by its audience) through the room's actions
and returns the keyword arguments of the address.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from factories import make_officer
from samanvay.access.devices.actions import give_device_code, register_device
from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel.db.scope import SYSTEM, Actor, Held
from samanvay.kernel.ids import uuid7

OWN = "Own"
FOREIGN = "Foreign"

Make = Callable[[int], dict[str, Any]]
MAKERS: dict[str, Make] = {}


def thing(name: str) -> Callable[[Make], Make]:
    """Add a maker under a name that rows of the matrix use in ``of``."""

    def add(make: Make) -> Make:
        MAKERS[name] = make
        return make

    return add


def officer(role: str, audience: int, username: str = "") -> User:
    """Make a persona who holds a role at a unit."""
    return make_officer(username or f"{role}-{audience}-{uuid7().hex[-6:]}", role, audience, name=role, is_persona=True)


def acting(role: str, audience: int) -> Actor:
    """Return an actor who holds a role at a unit, for the rooms' actions."""
    return Actor(uuid7(), role, (audience,), (Held(role, audience, BY_CODE[role].compartment),))


def units() -> dict[str, Unit]:
    """Make the two units of the matrix: the personas' own, and a foreign one in another district."""
    return {
        name: create_unit(
            by=SYSTEM, kind="station", name=name, home_state="IN-UP", place=keep_place(by=SYSTEM, key=key)
        )
        for name, key in ((OWN, "district:180"), (FOREIGN, "district:197"))
    }


@thing("persona")
def persona(audience: int) -> dict[str, Any]:
    """Make somebody whom one may be; personas are of no unit's keeping."""
    return {"key": officer("trainer", audience).id}


@thing("step")
def step(audience: int) -> dict[str, Any]:
    """Name a step of the thread, whose persona is not here."""
    return {"step": "write"}


@thing("phone")
def phone(audience: int) -> dict[str, Any]:
    """Register a phone at a unit."""
    holder = officer("women_help_desk", audience)
    code = give_device_code(by=acting("station_officer", audience), user=holder, audience=audience)
    done = register_device(username=holder.username, code=code, pin="482915", label="Phone")
    assert done.device is not None
    return {"key": done.device.id}


@thing("passkey of another")
def passkey(audience: int) -> dict[str, Any]:
    """Store a passkey of somebody else."""
    owner = officer("trainer", audience)
    return {"pk": Authenticator.objects.create(user=owner, type="webauthn", data={"name": "x", "credential": {}}).pk}


@thing("session of another")
def session(audience: int) -> dict[str, Any]:
    """Store a session of somebody else."""
    owner = officer("trainer", audience)
    row = UserSession.objects.create(user=owner, ip="127.0.0.1", session_key=uuid7().hex, user_agent="x")
    return {"key": row.pk}


import act_things  # noqa: E402, F401  (their makers need what stands above)
import batch_things  # noqa: E402, F401
import beside_things  # noqa: E402, F401
import calendar_things  # noqa: E402, F401
import case_things  # noqa: E402, F401
import directory_things  # noqa: E402, F401
import examination_things  # noqa: E402, F401
import match_things  # noqa: E402, F401
import request_things  # noqa: E402, F401
import review_things  # noqa: E402, F401
import room_things  # noqa: E402, F401
import roster_things  # noqa: E402, F401
import tracing_things  # noqa: E402, F401
import training_things  # noqa: E402, F401
