"""The door of machines: who comes with a token acts as its client, within its scope, for one request."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from samanvay.access.queries import actor_of_token
from samanvay.kernel.db.scope import acting_as

from .problems import problem

PREFIX = "/api/"


class TokenMiddleware:
    """Lets a token act on the API, and nowhere else; a wrong one is answered before anything is looked at.

    A request that brings a token is the token's alone: a session cookie beside it counts for nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if not scheme or not request.path.startswith(PREFIX):
            return self.get_response(request)
        actor = actor_of_token(text.strip()) if scheme.lower() == "bearer" else None
        if actor is None:
            return problem(401, translation.gettext("This token is unknown, has run out or was revoked."))
        request.user = AnonymousUser()
        request.actor = actor  # type: ignore[attr-defined]
        with acting_as(actor):
            return self.get_response(request)
