"""The state's own sign-in (OpenID Connect): it proves who somebody is; who may enter is decided here."""

import logging
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_POST
from requests import RequestException, Session
from requests.exceptions import InvalidURL

from samanvay.access.models import User
from samanvay.access.queries import locked_user, users_with
from samanvay.access.signin.actions.signing import record_failed_sign_in
from samanvay.web.kit.pages import READ, open_page

from .backend import may_enter

log = logging.getLogger("samanvay.web")
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
CLOCKS_DIFFER = timedelta(minutes=1)
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


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
        found = users_with(value, "email")
    else:
        found = users_with(value, "username")
    if len(found) != 1 or found[0].is_persona or not may_enter(found[0]):
        return None
    return found[0]


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address."""
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))


def namespace_of(issuer: str) -> str:
    """Return what stands before every subject of an issuer: the same subject of another server is another person."""
    return f"{sha256(issuer.encode()).hexdigest()[:32]}:"


def nonce_of(state: str) -> str:
    """Return the nonce that goes with a state: the state is kept in the session, so the answer is bound to it."""
    return salted_hmac("samanvay.oidc.nonce", state, algorithm="sha256").hexdigest()


def checked_claims(id_token: str, keys: dict[str, Any], *, issuer: str, client: str, nonce: str) -> dict[str, Any]:
    """Return the claims of an identity token; raises OAuth2Error for one that is not signed for us, here and now.

    The algorithm is ours to choose, never the token's: without that a token could sign itself with a public key.
    """
    try:
        kid = jwt.get_unverified_header(id_token).get("kid")
        key = next(each for each in jwt.PyJWKSet.from_dict(keys).keys if kid is None or each.key_id == kid)
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key.key,
            algorithms=SIGNED_BY,
            issuer=issuer,
            audience=client,
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"], "enforce_minimum_key_length": True},
        )
    except (jwt.PyJWTError, StopIteration, TypeError, ValueError) as wrong:
        raise OAuth2Error("the identity token is not valid") from wrong
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("the identity token answers another sign-in")
    return claims


class StateExchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Talks to the state's server; checks what the library leaves to the encryption of the line."""

    def get_provider(self) -> Any:
        """Return the provider, which asks through this class wherever it asks."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = StateExchange
        return provider

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the server says of itself; raises InvalidURL where it names another issuer or address."""
        config: dict[str, Any] = super().openid_config
        server = self.get_provider().app.settings["server_url"]
        known = {origin_of(server), *settings.OIDC_ORIGINS}
        wrong = [name for name in ENDPOINTS if origin_of(str(config[name])) not in known]
        if str(config["issuer"]).rstrip("/") != server.partition("/.well-known/")[0].rstrip("/"):
            wrong.append("issuer")
        if wrong:
            log.warning("The state's sign-in names another server than SAMANVAY_OIDC_SERVER: %s", ", ".join(wrong))
            raise InvalidURL("the state's sign-in names another server")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Ask who this is; an answer without a signed token, or of two different persons, is none."""
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("there is no identity token")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = answer.json()
        claims = checked_claims(
            id_token,
            keys,
            issuer=self.openid_config["issuer"],
            client=app.client_id,
            nonce=nonce_of(request.GET.get("state", "")),
        )
        userinfo = self._fetch_user_info(token.token)
        if userinfo.get("sub") != claims["sub"]:
            raise OAuth2Error("token and person differ")
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": userinfo, "id_token": claims})
        login.account.uid = namespace_of(claims["iss"]) + login.account.uid
        return login


def _exchanged(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """Return the answer of a view of the library; of the state's server being away a page that says so."""
    try:
        answer: HttpResponse = view.adapter_view(StateExchange(request, provider_id))(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (RequestException, KeyError) as error:
        log.warning("The state's sign-in is not reached: %s", type(error).__name__)
        return render(request, "signin/state_away.html", status=503)
    return answer


@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the state's own sign-in, with a nonce; of the address nothing but where to go afterwards counts."""
    wanted = request.GET.get("next", "")
    kept = QueryDict(mutable=True)
    if wanted:
        kept["next"] = wanted
    request.GET = kept  # type: ignore[assignment]  # it stays one that can be changed
    answer = _exchanged(OAuth2LoginView, request, provider_id)
    if isinstance(answer, HttpResponseRedirect) and (state := parse_qs(urlsplit(answer.url).query).get("state")):
        answer["Location"] = f"{answer.url}&{urlencode({'nonce': nonce_of(state[0])})}"
    return answer


@open_page(*READ)
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the state's own sign-in."""
    return _exchanged(OAuth2CallbackView, request, provider_id)


def _unbound(user: User | None, uid: str) -> User | None:
    """Return a user whom no other identity of the same server is bound to, and end bindings to other servers."""
    if user is None:
        return None
    held = locked_user(user.pk).socialaccount_set.all()  # type: ignore[attr-defined]  # by allauth
    if held.filter(uid__startswith=uid.partition(":")[0]).exists():
        return None
    held.delete()
    return user


class StateSignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets known officers in by the state's own sign-in and turns everybody else away."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Record an exchange that failed and say so; who cancelled has not failed."""
        if error != AuthError.CANCELLED:
            log.warning("The state's sign-in fails: %s", type(exception).__name__ if exception else error)
            record_failed_sign_in(user=None, how="state sign-in")
            raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))

    def get_requests_session(self) -> Session:
        """Return a session that is led on to no other address."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Bind the state's identity to the user it names, on first sight; later the binding decides.

        A user who is bound to one identity of a server is bound to no other until a reset: the state may give a login
        to somebody else. A binding to a server that was set earlier ends. Of what the state said nothing is kept but
        its identifier.
        """
        account = sociallogin.account
        data = dict(account.extra_data or {})
        account.extra_data = {}
        user = sociallogin.user if sociallogin.is_existing else _unbound(user_of_claims(data), account.uid)
        if user is None or not may_enter(user) or user.is_persona:
            record_failed_sign_in(user=None, how="state sign-in")
            raise ImmediateHttpResponse(render(request, "signin/unknown.html", status=403))
        sociallogin.user = user
        account.user = user
        account.save()
