"""The doors of the interface: a token for machines, the session for an officer's own browser."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from samanvay.access.queries import actor_of_token
from samanvay.access.signin.actions.signing import record_failed_sign_in
from samanvay.kernel.db.scope import Actor, acting_as

from .problems import PREFIX, problem

NOTED_FOR = 300


def _is_for_programs(path: str) -> bool:
    return any(re.match(pattern, path.lstrip("/")) for pattern in settings.SECURE_REDIRECT_EXEMPT)


class TokenMiddleware:
    """Lets a token act on the interface, and nowhere else; a wrong one is answered before anything is looked at.

    A request that brings a token is the token's alone: a session cookie beside it counts for nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and _is_for_programs(request.path):
            return problem(403, _("Use https. What was sent without it could be read by others: replace the token."))
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        if not scheme or not request.path.startswith(PREFIX):
            return self.get_response(request)
        actor = actor_of_token(text.strip()) if scheme.lower() == "bearer" else None
        if actor is None:
            if cache.add("wrong-token", 1, NOTED_FOR):  # once a window, so that an attacker cannot flood the log
                record_failed_sign_in(user=None, how="token")
            return problem(401, _("This token is unknown, has expired or was revoked."))
        request.user = AnonymousUser()
        request.actor = actor  # type: ignore[attr-defined]
        with acting_as(actor):
            return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in an authenticated request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class ByToken(HttpBearer):
    """``Authorization: Bearer sam_…``"""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        actor = getattr(request, "actor", None)
        return actor if actor is not None and actor.via == "token" else None


class BySession(APIKeyCookie):
    """The session of a signed-in officer; what changes something needs the token against forgery as well."""

    def __init__(self, cookie: str) -> None:
        self.param_name = cookie
        super().__init__()

    def __call__(self, request: HttpRequest) -> Any:
        actor = getattr(request, "actor", None)
        if actor is None or actor.via == "token":
            return None
        if check_csrf(request):
            raise HttpError(403, _("The CSRF token is missing (X-CSRFToken)."))
        return actor

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return self(request)
