"""Sessions of which the database keeps a digest: whoever reads its tables cannot sign in with what they found."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest

STORED = "sha256-"  # no key that Django makes has a hyphen


def stored_key(key: str) -> str:
    """Return the key under which a session is kept: a digest of what the browser holds, of 132 bits."""
    return key if key.startswith(STORED) else STORED + sha256(key.encode()).hexdigest()[:33]


class SessionStore(db.SessionStore):
    """Django's own store, but for the key of its rows. A stored key is taken too, to look at a session or end it."""

    def load(self) -> dict[str, Any]:
        kept = db.SessionStore(stored_key(self.session_key or ""))
        found = kept.load()
        if kept.session_key is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, object]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(stored_key(key))


class SessionMiddleware(DjangoSessionMiddleware):
    """Opens the session of the cookie; a stored key, which may have been read in the database, opens none."""

    def process_request(self, request: HttpRequest) -> None:
        brought = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = SessionStore(None if brought and brought.startswith(STORED) else brought)
