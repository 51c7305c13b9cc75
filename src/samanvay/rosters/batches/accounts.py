"""Members and the accounts of those who sign in: one employee number of one state, on the roll and in the directory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from samanvay.access.models import Grant
from samanvay.access.roles import BY_CODE
from samanvay.directory.models import Officer
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay.training.models import Member


@dataclass(frozen=True, slots=True)
class Account:
    """Who signs in for a member, and the seat they serve in the longest."""

    user: UUID
    role: str
    audience: int


def accounts_of(members: Iterable[UUID]) -> Mapping[UUID, Account]:
    """Return by member the account of those who have one and serve today; read as the machinery, three queries."""
    numbers = {
        (state, number): key
        for key, state, number in Member.objects.filter(pk__in=list(members)).values_list(
            "id", "home_state", "employee_no"
        )
    }
    if not numbers:
        return {}
    officers = Officer.objects.standing().filter(
        home_state__in={state for state, _number in numbers},
        employee_no__in=[number for _state, number in numbers],
        user__is_active=True,
    )
    users = {
        user: numbers[state, number]
        for user, state, number in officers.values_list("user_id", "home_state", "employee_no")
        if (state, number) in numbers
    }
    found: dict[UUID, Account] = {}
    grants = Grant.objects.filter(user__in=list(users)).in_force(clock.today()).order_by("since", "id")
    for user, role, audience in grants.values_list("user_id", "role", "audience"):
        if role in BY_CODE:
            found.setdefault(users[user], Account(user, role, audience))
    return found


def members_of(actor: Actor) -> list[Member]:
    """Return who an actor is on the roll: one, seldom none; read as the machinery."""
    officer = Officer.objects.standing().filter(user=actor.id).first()
    if officer is None:
        return []
    with as_machinery():
        found = Member.objects.standing().filter(home_state=officer.home_state, employee_no=officer.employee_no.upper())
        return list(found.select_related("unit"))
