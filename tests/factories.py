"""Officers as tests want them, made by the product's own actions."""

from datetime import date
from typing import Any

from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.access.users.actions import create_user, give_grant
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM

STATE = "IN-UP"


def make_officer(
    username: str,
    role: str,
    at: Unit | int,
    *,
    name: str = "",
    since: date | None = None,
    home_state: str = STATE,
    **more: Any,
) -> User:
    """Make somebody who holds a role; ``more`` goes to ``create_user``: a password, an address, ``is_persona``."""
    user = create_user(by=SYSTEM, username=username, name=name or username.title(), **more)
    give_role(user, role, at, since=since, home_state=home_state)
    return user


def give_role(user: User, role: str, at: Unit | int, *, since: date | None = None, home_state: str = STATE) -> None:
    """Give a role since today or a day, at a unit in its compartment, or at a mere audience in the role's."""
    if isinstance(at, Unit):
        audience, compartment = at.audience, at.compartment
    else:
        audience, compartment = at, BY_CODE[role].compartment
    give_grant(
        by=SYSTEM,
        user=user,
        role=role,
        audience=audience,
        compartment=compartment,
        home_state=home_state,
        since=since or clock.today(),
    )
