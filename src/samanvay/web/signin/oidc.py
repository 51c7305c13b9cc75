"""The state's own sign-in (OpenID Connect): it proves who somebody is; who may enter is decided here."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from samanvay.access.actions import record_failed_sign_in
from samanvay.access.models import User

from .backend import may_enter


def user_of_claims(data: dict[str, Any]) -> User | None:
    """Return the known user that verified claims name, or None.

    ``data`` holds what the state's server said over its own channel: ``userinfo`` and ``id_token``; their ``sub``
    must agree. The claim ``SAMANVAY_OIDC_CLAIM`` must equal a login; an ``email`` counts only when verified, and
    only if exactly one user has it. Nobody is ever created.
    """
    userinfo = data.get("userinfo") or {}
    id_token = data.get("id_token") or {}
    if userinfo and id_token and userinfo.get("sub") != id_token.get("sub"):
        return None
    claims = {**id_token, **userinfo}
    name = settings.OIDC_CLAIM
    value = claims.get(name)
    if not isinstance(value, str) or not value.strip():
        return None
    if name == "email":
        if claims.get("email_verified") is not True:
            return None
        found = list(User.objects.filter(email__iexact=value.strip())[:2])
    else:
        found = list(User.objects.filter(username__iexact=value.strip())[:2])
    if len(found) != 1 or found[0].is_persona or not may_enter(found[0]):
        return None
    return found[0]


class StateSignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets known officers in by the state's own sign-in and turns everybody else away."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Bind the state's identity to the user it names, on first sight; later the binding decides.

        Of what the state said nothing is kept but its identifier.
        """
        account = sociallogin.account
        data = dict(account.extra_data or {})
        account.extra_data = {}
        user = sociallogin.user if sociallogin.is_existing else user_of_claims(data)
        if user is None or not may_enter(user) or user.is_persona:
            record_failed_sign_in(user=None, how="state sign-in")
            raise ImmediateHttpResponse(render(request, "signin/unknown.html", status=403))
        sociallogin.user = user
        account.user = user
        account.save()
