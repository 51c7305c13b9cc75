"""The sign-in library's adapter: accounts are made by administrators, and what it writes goes through operations."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from samanvay.access import events
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes self-registration and records what happens to passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        with operation(events.PASSWORD_CHANGED, by=SYSTEM, target=("user", user.pk)):
            super().set_password(user, password)
