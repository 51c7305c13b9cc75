"""The state's own sign-in: only known officers enter, by a claim that the state vouches for; and the health word."""

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import DatabaseError
from django.test import Client, RequestFactory

from samanvay.access.models import User
from samanvay.access.users.actions import close_user, create_user
from samanvay.kernel.db.scope import SYSTEM
from samanvay.web.health import probes
from samanvay.web.kit import readings
from samanvay.web.signin.oidc import StateSignInAdapter, user_of_claims
from samanvay.web.signin.urls import state_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> User:
    return create_user(by=SYSTEM, username="asha", name="Asha", email="asha@up.gov.in")


def test_known_login_is_matched_without_regard_to_case(asha: User) -> None:
    assert user_of_claims({"userinfo": {"sub": "1", "preferred_username": "ASHA"}}) == asha


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"userinfo": {"sub": "1"}},
        {"userinfo": {"sub": "1", "preferred_username": "nobody"}},
        {"userinfo": {"sub": "1", "preferred_username": ""}},
        {"userinfo": {"sub": "1", "preferred_username": ["asha"]}},
        {"userinfo": {"sub": "1", "preferred_username": "asha"}, "id_token": {"sub": "2"}},
        {"userinfo": {"sub": "1", "email": "asha@up.gov.in", "email_verified": True}},
    ],
)
def test_nobody_else_is_matched_and_nobody_is_made(asha: User, data: dict[str, Any]) -> None:
    before = User.objects.count()
    assert user_of_claims(data) is None
    assert User.objects.count() == before


def test_email_counts_only_when_verified_and_of_one_user(asha: User, settings: Any) -> None:
    settings.OIDC_CLAIM = "email"
    said = {"sub": "1", "email": "Asha@UP.gov.in"}
    assert user_of_claims({"userinfo": said}) is None
    assert user_of_claims({"userinfo": {**said, "email_verified": "true"}}) is None
    assert user_of_claims({"userinfo": {**said, "email_verified": True}}) == asha
    create_user(by=SYSTEM, username="twin", name="Twin", email="asha@up.gov.in")
    assert user_of_claims({"userinfo": {**said, "email_verified": True}}) is None


def test_closed_accounts_machines_and_personas_do_not_enter(asha: User) -> None:
    close_user(by=SYSTEM, user=asha)
    create_user(by=SYSTEM, username="machine", name="M", is_client=True)
    create_user(by=SYSTEM, username="persona", name="P", is_persona=True)
    for login in ("asha", "machine", "persona"):
        assert user_of_claims({"userinfo": {"sub": "1", "preferred_username": login}}) is None


def test_unknown_person_is_turned_away_and_no_account_opens() -> None:
    adapter = StateSignInAdapter()
    assert not adapter.is_open_for_signup(RequestFactory().get("/"), None)
    account = SimpleNamespace(uid="state:1", extra_data={"userinfo": {"sub": "1", "preferred_username": "stranger"}})
    login = SimpleNamespace(account=account, user=None, is_existing=False)
    request = RequestFactory().get("/")
    request.actor = None  # type: ignore[attr-defined]
    with pytest.raises(ImmediateHttpResponse) as turned_away:
        adapter.pre_social_login(request, login)
    assert turned_away.value.response.status_code == 403
    assert account.extra_data == {}, "of what the state said nothing is kept"


def test_addresses_of_the_state_exist_only_where_it_is_set_up() -> None:
    assert state_sign_in(is_set=False) == []
    assert {route.name for route in state_sign_in(is_set=True)} >= {
        "openid_connect_login",
        "openid_connect_callback",
    }
    assert Client().get("/account/oidc/state/login/").status_code == 404


def test_health_word_is_ok_and_unavailable(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz", headers={"Host": "any.machine"}).content == b"ok"

    def fail() -> bool:
        raise DatabaseError("secret words")

    monkeypatch.setattr(probes, "unapplied_migrations", fail)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"unavailable")


def test_health_page_survives_a_probe_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[readings.Reading]:
        raise RuntimeError("secret words")

    monkeypatch.setitem(readings._probes, "broken", broken)
    found = {str(reading.name): reading for reading in readings.readings()}
    assert found["broken"].is_bad
    assert "secret" not in str(found["broken"].more)
    assert not found["Database"].is_bad
