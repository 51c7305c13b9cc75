"""The whole exchange with a state's own sign-in, from the button to Today; and every answer that must not open."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from test_signin import events, officer

from samanvay.access.models import User
from samanvay.access.signin.actions.resetting import reset_sign_in
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from state_server import KID, SECRET, StateServer, state_server

pytestmark = pytest.mark.django_db

Change = Callable[[StateServer], None]


@pytest.fixture
def state(settings: Any) -> Iterator[StateServer]:
    cache.clear()
    settings.ROOT_URLCONF = "state_server"
    with state_server() as server:
        settings.SOCIALACCOUNT_PROVIDERS = server.settings()
        yield server


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def sent_back(address: str) -> str:
    """Go to the state's server; return where it sends the browser."""
    with pytest.raises(urllib.error.HTTPError) as sent:
        urllib.request.build_opener(_Stay).open(address)
    with sent.value as answer:
        return str(answer.headers["Location"])


def begin(client: Client) -> str:
    """Press the button and go to the state's server; return the address to which it sends back."""
    answer = client.post("/account/oidc/state/login/")
    assert answer.status_code == 302, answer.content.decode()
    return sent_back(answer["Location"])


def come_in(client: Client) -> Any:
    return client.get(begin(client))


def test_a_known_officer_goes_from_the_button_to_today(client: Client, state: StateServer) -> None:
    user = officer(role=None)
    page = client.get(reverse("account_login")).content.decode()
    assert "UP SSO" in page
    assert 'action="/account/oidc/state/login/"' in page
    answer = come_in(client)
    assert (answer.status_code, answer["Location"]) == (302, reverse("today"))
    today = client.get(answer["Location"])
    assert today.status_code == 200
    assert user.name in today.content.decode()
    assert [event.actor for event in events("user:signed_in")] == [user.id]
    assert state.asked["code_challenge_method"] == "S256"
    account = SocialAccount.objects.get()
    assert (account.user_id, account.uid.endswith(":u-1"), account.extra_data) == (user.id, True, {})
    assert not SocialToken.objects.exists()
    with reading(SYSTEM):
        said = "".join(Event.objects.values_list("body", flat=True))
    assert not [word for word in ("the-token", "the-code", SECRET) if word in said]


def test_later_the_binding_decides_whatever_login_the_state_names(client: Client, state: StateServer) -> None:
    user = officer()
    officer("bela")
    come_in(client)
    client.post(reverse("account_logout"))
    state.claims["preferred_username"] = "bela"
    come_in(client)
    assert client.session["_auth_user_id"] == str(user.id)


def test_a_login_that_the_state_gave_to_somebody_else_does_not_take_over_an_account(
    client: Client, state: StateServer
) -> None:
    user = officer(role=None)
    come_in(client)
    state.claims["sub"] = "u-2"
    other = Client()
    assert come_in(other).status_code == 403
    assert "_auth_user_id" not in other.session
    assert SocialAccount.objects.get().user_id == user.id
    assert [event.detail["how"] for event in events("user:sign_in_failed")] == ["state sign-in"]


def test_a_reset_ends_the_binding_and_the_next_identity_is_bound(client: Client, state: StateServer) -> None:
    user = officer(role=None)
    come_in(client)
    reset_sign_in(by=SYSTEM, user=user, reason="misused")
    assert not SocialAccount.objects.exists()
    assert [event.detail["bindings"] for event in events("user:sign_in_reset")] == [1]
    state.claims["sub"] = "u-2"
    come_in(client)
    assert client.session["_auth_user_id"] == str(user.id)


def test_the_subject_of_another_server_is_another_person(client: Client, state: StateServer, settings: Any) -> None:
    officer(role=None)
    come_in(client)
    bela = officer("bela", role=None)
    with state_server() as later:
        later.claims["preferred_username"] = "bela"
        settings.SOCIALACCOUNT_PROVIDERS = later.settings()
        come_in(other := Client())
        assert other.session["_auth_user_id"] == str(bela.id)
        later.claims = {"sub": "u-9", "preferred_username": "asha"}
        come_in(again := Client())
    assert again.session["_auth_user_id"] != str(bela.id)
    assert SocialAccount.objects.count() == 2, "the binding to the earlier server has ended"


@pytest.mark.parametrize(
    "name", ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "issuer"]
)
def test_a_description_that_names_another_server_is_not_followed(
    client: Client, state: StateServer, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    officer(role=None)
    with state_server() as elsewhere:
        state.described[name] = f"{elsewhere.url}/keys"
        answer = client.post("/account/oidc/state/login/")
    assert answer.status_code == 503
    assert name in caplog.text
    assert elsewhere.url not in answer.get("Location", "")


def test_an_endpoint_elsewhere_is_asked_where_the_operator_names_it(
    client: Client, state: StateServer, settings: Any
) -> None:
    officer(role=None)
    with state_server() as elsewhere:
        elsewhere.key = state.key
        state.described["jwks_uri"] = f"{elsewhere.url}/keys"
        settings.OIDC_ORIGINS = [elsewhere.url]
        assert come_in(client).status_code == 302


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys"])
def test_the_states_server_does_not_lead_on(client: Client, state: StateServer, path: str) -> None:
    officer(role=None)
    with state_server() as elsewhere:
        elsewhere.key, elsewhere.described = state.key, state.discovery()
        state.led_on[path] = f"{elsewhere.url}{path}"
        answer = client.post("/account/oidc/state/login/")
        if answer.status_code == 302:
            answer = client.get(sent_back(answer["Location"]))
    assert answer.status_code in (403, 503)
    assert "_auth_user_id" not in client.session


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_a_short_key_signs_nothing(client: Client, state: StateServer) -> None:
    officer(role=None)
    state.key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    assert come_in(client).status_code == 403


def test_the_state_opens_nothing_to_power_without_a_second_factor_here(client: Client, state: StateServer) -> None:
    officer(role="station_officer")
    come_in(client)
    assert client.get(reverse("today"))["Location"] == reverse("second_factor_needed")


def test_an_old_session_by_the_state_enrols_no_second_factor(client: Client, state: StateServer) -> None:
    user = officer(role="station_officer")
    reset_sign_in(by=SYSTEM, user=user, reason="first")
    come_in(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        answer = client.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 403
    assert "sign in again" in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "You have no account here"), ("hi", "यहाँ आपका खाता नहीं है")])
def test_an_unknown_person_is_told_so_and_no_account_opens(
    client: Client, state: StateServer, language: str, words: str
) -> None:
    state.claims["preferred_username"] = "stranger"
    back = begin(client)
    answer = client.get(back, headers={"Accept-Language": language})
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not User.objects.filter(username="stranger").exists()
    assert not SocialAccount.objects.exists()
    assert [event.detail["how"] for event in events("user:sign_in_failed")] == ["state sign-in"]


def _signed_by_a_stranger(state: StateServer) -> None:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    state.sign = lambda token, key: jwt.encode(token, stranger, "RS256", headers={"kid": KID})


def _signed_with_the_public_key(state: StateServer) -> None:
    def sign(token: dict[str, Any], key: Any) -> str:
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        coder = jwt.api_jws.PyJWS()
        part = json.dumps(token).encode()
        algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
        algorithm.prepare_key = lambda given: given  # type: ignore[method-assign,assignment]
        coder._algorithms["HS256"] = algorithm
        return coder.encode(part, public, "HS256", headers={"kid": KID})

    state.sign = sign


def _unsigned(state: StateServer) -> None:
    state.sign = lambda token, key: jwt.encode(token, None, "none", headers={"kid": KID})  # type: ignore[arg-type]


def _without_a_token(state: StateServer) -> None:
    state.sign = lambda token, key: None


def _token(**changed: Any) -> Change:
    def change(state: StateServer) -> None:
        state.change = lambda token: token.update(changed)

    return change


def _other_person(state: StateServer) -> None:
    state.userinfo = {"sub": "u-2", "preferred_username": "asha"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_signed_by_a_stranger, id="signed by a stranger"),
        pytest.param(_signed_with_the_public_key, id="signed with the public key"),
        pytest.param(_unsigned, id="not signed"),
        pytest.param(_without_a_token, id="no identity token"),
        pytest.param(_token(nonce="of another sign-in"), id="wrong nonce"),
        pytest.param(_token(nonce=None), id="no nonce"),
        pytest.param(_token(aud="another client"), id="for another client"),
        pytest.param(_token(iss="https://evil.example"), id="of another issuer"),
        pytest.param(_token(exp=1), id="expired"),
        pytest.param(_other_person, id="token and person differ"),
    ],
)
def test_an_answer_that_is_not_the_states_opens_nothing(client: Client, state: StateServer, change: Change) -> None:
    officer()
    change(state)
    answer = come_in(client)
    assert answer.status_code == 403
    assert "sign-in refused access" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert [event.detail["how"] for event in events("user:sign_in_failed")] == ["state sign-in"]


def test_an_answer_opens_only_the_session_that_asked_and_only_once(client: Client, state: StateServer) -> None:
    officer()
    back = begin(client)
    thief = Client()
    assert thief.get(back).status_code == 403
    assert "_auth_user_id" not in thief.session
    assert client.get(back).status_code == 302
    again = Client()
    again.cookies = client.cookies
    assert again.get(back).status_code == 403, "a state is used once"


def test_a_code_of_another_session_is_not_taken(client: Client, state: StateServer) -> None:
    officer()
    begin(Client())
    asked = dict(state.asked)
    own = begin(client)
    state.asked = asked  # the server remembers the challenge and the nonce of the session that the code belongs to
    assert client.get(own).status_code == 403
    assert "_auth_user_id" not in client.session


def test_the_button_alone_begins_and_nothing_is_bound_to_who_is_signed_in(client: Client, state: StateServer) -> None:
    assert client.get("/account/oidc/state/login/").status_code == 405
    bela = officer("bela")
    officer()
    client.force_login(bela)
    answer = client.post("/account/oidc/state/login/?process=connect&next=//evil.example/&auth_params=prompt%3Dnone")
    assert "prompt" not in answer["Location"]
    landed = client.get(sent_back(answer["Location"]))
    assert "evil" not in landed.get("Location", "")
    assert not SocialAccount.objects.filter(user=bela).exists()


def test_a_silent_server_is_said_to_be_silent(client: Client, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.ROOT_URLCONF = "state_server"
    with state_server() as server:
        settings.SOCIALACCOUNT_PROVIDERS = server.settings()
    answer = client.post("/account/oidc/state/login/")
    assert answer.status_code == 503
    assert "is not responding" in answer.content.decode()
    assert "not reached: ConnectionError" in caplog.text
