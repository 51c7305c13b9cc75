"""People, officers and boxes that the tests of sealed data stand on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.boxes.actions.sealing import seal
from samanvay.access.boxes.actions.team import name_member
from samanvay.access.boxes.groups import Group, TeamRole
from samanvay.access.models import Box, User
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.ids import uuid7

STATION, DISTRICT, STATE = 301, 201, 101
ELSEWHERE = 302
READERS = [0, STATION, DISTRICT, STATE]
SECRET = {
    "given": "Sunaina",
    "surname": "Majhi",
    "father": "Birsa Majhi",
    "village": "Latehar Khurd",
    "marks": "scar above the left eyebrow",
}


@dataclass(frozen=True)
class Officer:
    user: User
    actor: Actor


def officer(login: str, role: str, audience: int) -> Officer:
    """Make an officer who holds a role at a unit."""
    user = make_officer(login, role, audience, name=login.replace("_", " ").title())
    return Officer(user, actor_for(user))


def join(record: UUID, user: User, role: TeamRole = TeamRole.LEAD) -> Any:
    """Name an officer to the team of a record."""
    return name_member(
        by=SYSTEM,
        record_id=record,
        user=user,
        role=role,
        readers=READERS,
        home_unit=STATION,
        home_state="IN-UP",
    )


def sealed(
    by: Actor,
    record: UUID,
    *,
    group: Group = Group.IDENTITY,
    values: dict[str, str] | None = None,
    subject: UUID | None = None,
    needs_two: bool = False,
) -> Box:
    """Seal a person of a record."""
    return seal(
        by=by,
        record_id=record,
        subject_id=subject or uuid7(),
        group=group,
        values=SECRET if values is None else values,
        readers=READERS,
        home_unit=STATION,
        home_state="IN-UP",
        needs_two=needs_two,
    )
