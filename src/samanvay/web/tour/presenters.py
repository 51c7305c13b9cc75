"""Words for the page of the thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samanvay.access.models import Grant, User
from samanvay.access.roles import BY_CODE
from samanvay.directory.queries import name_of_unit
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual

from .steps import THREAD, Step


@dataclass(frozen=True, slots=True)
class Row:
    """A step as it is offered: as whom, in which role and unit."""

    code: str
    title: Any
    who: Any
    role: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A part of the thread as it is offered."""

    code: str
    title: Any
    words: Any
    rows: list[Row]


def parts_of() -> list[Offered]:
    """Return the parts of the thread with those of their steps that can be taken."""
    logins = {step.login for part in THREAD for step in part.steps}
    users = {user.username: user for user in User.objects.filter(username__in=logins, is_persona=True, is_active=True)}
    held = {grant.user_id: grant for grant in Grant.objects.filter(user__in=users.values()).in_force(clock.today())}
    return [Offered(part.code, part.title, part.words, list(_rows(part.steps, users, held))) for part in THREAD]


def _rows(steps: tuple[Step, ...], users: dict[str, User], held: dict[Any, Grant]) -> Iterator[Row]:
    for step in steps:
        user = users.get(step.login)
        grant = held.get(user.pk) if user else None
        if user is None or grant is None:
            continue
        said = [str(BY_CODE[grant.role].name), str(name_of_unit(grant.audience) or "")]
        yield Row(step.code, step.title, Bilingual(user.name, user.name_hi), ", ".join(filter(None, said)))
