"""Who may be signed in at all: active people; personas in the demonstration alone; machines never."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from samanvay.access.models import User


def may_enter(user: User) -> bool:
    """Tell whether a user may have a session here; asked at every sign-in and again at every request."""
    if not user.is_active or user.is_client:
        return False
    return not user.is_persona or bool(settings.IS_DEMO)


class OfficerBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs officers in by login and password."""

    def user_can_authenticate(self, user: Any) -> bool:
        return may_enter(user)
