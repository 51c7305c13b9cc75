"""The library's list of sessions, which belongs to no room: read and noted here alone."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession

from samanvay.access.models import User


def sessions_of(user: User) -> list[UserSession]:
    """Return where a user is signed in; sessions that are over leave the list."""
    found: list[UserSession] = UserSession.objects.purge_and_list(user)
    return found


def session_of(user: User, key: int) -> UserSession | None:
    """Return one session of a user, None where there is none."""
    return UserSession.objects.filter(pk=key, user_id=user.pk).first()


def other_sessions(user: User, stored: str) -> list[UserSession]:
    """Return a user's sessions but the one kept under a key."""
    return list(UserSession.objects.filter(user_id=user.pk).exclude(session_key=stored))


def session_by_key(stored: str) -> UserSession | None:
    """Return the session that is kept under a key, None where there is none."""
    return UserSession.objects.filter(session_key=stored).first()


def note_seen(session: UserSession, now: datetime) -> None:
    """Note that a session is in use."""
    UserSession.objects.filter(pk=session.pk).update(last_seen_at=now)


def note_begun(stored: str, **seen: Any) -> None:
    """Note under a key who signed in from where."""
    UserSession.objects.update_or_create(session_key=stored, defaults=seen)
