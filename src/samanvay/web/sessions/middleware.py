"""When a session was last seen, noted every few minutes: a write at every request would cost more than it tells."""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from samanvay.kernel import clock

NOTED_EVERY = timedelta(minutes=5)


class LastSeenMiddleware:
    """Notes that a session is in use, with one statement that mostly touches no row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            now = clock.now()
            UserSession.objects.filter(session_key=key, last_seen_at__lt=now - NOTED_EVERY).update(last_seen_at=now)
        return self.get_response(request)
