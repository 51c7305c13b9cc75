"""Who is signed in from where, kept under the digest of the session as the session itself is."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed, password_set, user_logged_in
from allauth.usersessions import signals
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from .queries import note_begun, sessions_of
from .store import stored_key

LONGEST_AGENT = UserSession._meta.get_field("user_agent").max_length


def note_session(sender: object, request: HttpRequest, **_rest: Any) -> None:
    """Note where a user signed in; sessions that are over leave the list."""
    if not request.session.session_key:
        request.session.save()
    sessions_of(request.user)  # type: ignore[arg-type]
    note_begun(
        stored_key(request.session.session_key or ""),
        user=request.user,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:LONGEST_AGENT],
    )


def listen() -> None:
    """Take the place of the library's own receivers, which would keep what the browser holds."""
    user_logged_in.disconnect(signals.on_user_logged_in)
    user_logged_in.connect(note_session, dispatch_uid="samanvay-session-noted")
    for changed in (password_set, password_changed):
        changed.disconnect(signals.on_password_changed)
        changed.connect(note_session, dispatch_uid="samanvay-session-noted")
