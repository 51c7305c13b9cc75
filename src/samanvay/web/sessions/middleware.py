"""When a session was last seen, noted every few minutes: a write at every request would cost more than it tells."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from samanvay.kernel import clock

NOTED_EVERY = timedelta(minutes=5)


MOST_KEPT = 10_000


class LastSeenMiddleware:
    """Notes that a session is in use; between two notes this process remembers that it need not ask the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._noted: dict[str, datetime] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            now = clock.now()
            noted = self._noted.get(key)
            if noted is None or not noted <= now <= noted + NOTED_EVERY:
                if len(self._noted) >= MOST_KEPT:
                    self._noted.clear()
                UserSession.objects.filter(session_key=key, last_seen_at__lt=now - NOTED_EVERY).update(last_seen_at=now)
                self._noted[key] = now
        return self.get_response(request)
