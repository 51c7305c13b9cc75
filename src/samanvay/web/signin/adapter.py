"""The sign-in library's adapter: accounts are made by administrators, and what it does goes through operations."""

from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.internal.stagekit import clear_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.queries import user_by_login
from samanvay.access.signin.actions import signing
from samanvay.duties.messages.actions.locked_accounts import tell_of_lock_out
from samanvay.kernel import clock
from samanvay.kernel.refusals import Refused

from .backend import PASSWORDS, may_enter
from .door import device_of, via_of
from .guessing import counted, lock_out_noted, lock_out_of, remember

LOCK_OUT_NOTED_FOR = 300


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes self-registration and records who came, who failed and who left."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        signing.change_password(user=user, password=password)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; a refused one is recorded once a window, so that an attacker cannot flood the log."""
        PASSWORDS.require_one()
        login = str(credentials.get("username", ""))
        user = user_by_login(login)
        # Under this name the library takes the count back when the password is right.
        self._login_failed_rl_usage = counted(request, user, login)
        if self._login_failed_rl_usage is None:
            if cache.add(lock_out_noted(user), 1, LOCK_OUT_NOTED_FOR):
                signing.record_lock_out(user=user)
                if user is not None and (lock := lock_out_of(user)):
                    tell_of_lock_out(user=user, since=lock.since)
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        signing.record_failed_sign_in(user=user_by_login(str(credentials.get("username", ""))), how="password")

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Turn away whom no way of signing in may let in: the library itself asks only whether the account is open."""
        if not may_enter(user):
            clear_login(request)
            answer: HttpResponse = self.respond_user_inactive(request, user)
            return answer
        passed: HttpResponse | None = super().pre_login(request, user, **more)
        return passed

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask for the password again, but not of one who came in some minutes ago, as when led to enrol.

        Raises Refused for an officer who has nothing to be asked for here: they sign in by the state's sign-in anew.
        """
        if isinstance(user := self.request.user, User):
            ways = get_authentication_records(self.request, user)
            if ways and clock.now().timestamp() - ways[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT:
                return False
            if not get_reauthentication_flows(user):
                raise Refused(_("Sign out, sign in again and do this within five minutes."))
        required: bool = super().is_reauthentication_required(app=app, **more)
        return required

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        ways = [str(record["method"]) for record in get_authentication_records(request, user)]
        signing.record_sign_in(user=user, how=" + ".join(dict.fromkeys(ways)) or "session")

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **more)
        remember(request, answer, user)
        return answer

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        via, device = via_of(request), device_of(request)
        super().logout(request)
        if isinstance(user, User):
            signing.record_sign_out(user=user, via=via, audience=device.audience if device else None)
