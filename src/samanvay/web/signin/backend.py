"""Who may be signed in at all: active people; personas in the demonstration alone; machines never."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from samanvay.access.models import User
from samanvay.kernel.places import Places

PASSWORDS = Places(2, waiting=6)  # a look is short, and four threads are left to others


def may_enter(user: User) -> bool:
    """Tell whether a user may have a session here; asked at every sign-in and again at every request."""
    if not user.is_active or user.is_client:
        return False
    return not user.is_persona or bool(settings.IS_DEMO)


class OfficerBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs officers in by login and password."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Look at a password; it is meant to cost much, so that two at once are looked at. Raises Busy."""
        with PASSWORDS.taken():
            return super().authenticate(request, **credentials)

    def user_can_authenticate(self, user: Any) -> bool:
        return may_enter(user)
