"""When a session was last seen, noted every few minutes: a write at every request would cost more than it tells.

What was not seen for long, or began long ago, is at an end: whoever comes now may be somebody else.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from samanvay.kernel import clock

from .queries import note_seen, session_by_key
from .store import stored_key

NOTED_EVERY = timedelta(minutes=5)
ENDS_IDLE = timedelta(hours=2)
ENDS_AFTER = timedelta(hours=12)


MOST_KEPT = 10_000


def is_over(session: UserSession, now: datetime) -> bool:
    """Tell whether a session ended by itself."""
    return bool(now - session.last_seen_at > ENDS_IDLE or now - session.created_at > ENDS_AFTER)


class LastSeenMiddleware:
    """Notes that a session is in use, and ends one that is over.

    Between two notes this process remembers that it need not ask the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._noted: dict[str, datetime] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            now = clock.now()
            noted = self._noted.get(key)
            if noted is None or not noted <= now <= noted + NOTED_EVERY:
                self._note(request, key, now)
        return self.get_response(request)

    def _note(self, request: HttpRequest, key: str, now: datetime) -> None:
        session = session_by_key(stored_key(key))
        # A phone asks for its PIN after eight hours, and a persona is nobody: neither ends here.
        is_bound = getattr(request, "device", None) is None and not (settings.IS_DEMO and request.user.is_persona)  # type: ignore[union-attr]
        if session is not None and is_bound and is_over(session, now):
            logout(request)
            return
        if session is not None and session.last_seen_at < now - NOTED_EVERY:
            note_seen(session, now)
        if len(self._noted) >= MOST_KEPT:
            self._noted.clear()
        self._noted[key] = now
