"""Telling people: notices on screen and by e-mail, text messages where they are set up. Nothing of it holds a name."""

from collections.abc import Iterable
from typing import Any

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, acting_as, current_operation

from ..models import Duty, Notice, TextMessage
from .actions.texting import ask_texts


def notify(*, people: Iterable[User], words: Bilingual, link: str, key: str, audience: int, home_state: str) -> None:
    """Tell people at once something that is no duty, inside the caller's operation. ``words`` must hold no name."""
    for person in people:
        Notice.objects.get_or_create(
            key=f"{key}:{person.pk}",
            defaults={
                "user": person,
                "words_en": words.en,
                "words_hi": words.hi,
                "link": link,
                "at": clock.now(),
                "is_pressing": True,
                "readers": _readers_of_notice(person),
                "home_unit": audience,
                "home_state": home_state,
            },
        )


def owners_of(duty: Duty) -> list[User]:
    """Return the persons for whom a duty waits: the one named, else all who hold the role at the unit."""
    owner = duty.owner_user
    return [owner] if owner else list(directory.holders_of(duty.owner_role, duty.owner_audience))


def tell(
    people: Iterable[User],
    *,
    duty: Duty,
    words: Bilingual,
    key: str,
    link: str = "",
    reason: TextMessage.Reason | None = None,
) -> None:
    """Tell people of a duty, inside the caller's operation; with ``reason`` also by text message.

    The machinery's hand writes it: an officer may tell those of units whose rows they do not see.
    """
    told = list(people)
    pressing = duty.is_urgent or reason in (TextMessage.Reason.ESCALATED, TextMessage.Reason.URGENT)
    with acting_as(SYSTEM, op=current_operation()):
        for person in told:
            defaults: dict[str, Any] = {
                "user": person,
                "duty": duty,
                "words_en": words.en[:300],
                "words_hi": words.hi[:300],
                "link": link or duty.link,
                "at": clock.now(),
                "is_pressing": pressing,
                "readers": _readers_of_notice(person),
                "home_unit": duty.home_unit,
                "home_state": duty.home_state,
            }
            Notice.objects.get_or_create(key=f"{key}:{person.pk}", defaults=defaults)
        if reason is not None:
            ask_texts(told, duty=duty, reason=reason, key=key)


def _readers_of_notice(person: User) -> list[int]:
    """Return who may see a notice under the row policy: the units of the person told, wherever the matter lies."""
    return [SYSTEM_AUDIENCE, *actor_for(person).units]
