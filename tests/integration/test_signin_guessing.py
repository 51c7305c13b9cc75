"""A password is not guessed, from one address or many, and no stranger shuts an officer out by trying."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse

from samanvay.access.models import User
from samanvay.access.signin.actions.resetting import choose_password, reset_sign_in
from samanvay.access.users.actions import create_user
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.web.signin.guessing import NAME

pytestmark = pytest.mark.django_db

LOGIN, AGAIN = "/account/login/", "/account/again/"
PASSWORD = "Ganga flows past 3 ghats"
HERE, THERE = "10.1.0.5", "203.0.113.7"


@pytest.fixture(autouse=True)
def _clean_counts(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "/"
    cache.clear()


@pytest.fixture
def asha() -> User:
    return create_user(by=SYSTEM, username="asha.skiing", name="Asha", password=PASSWORD)


def at(address: str, **more: str) -> Client:
    return Client(REMOTE_ADDR=address, **more)


def enters(client: Client, login: str = "asha.skiing", password: str = PASSWORD, **more: Any) -> bool:
    client.post(LOGIN, {"login": login, "password": password}, **more)
    return "_auth_user_id" in client.session


def tries(client: Client, times: int, login: str = "asha.skiing", **more: Any) -> None:
    for _ in range(times):
        assert not enters(client, login, "wrong wrong wrong", **more)


def known_device() -> Client:
    """Return a device that has signed in before and out again; where it is now, is said when it asks."""
    device = at(HERE)
    assert enters(device)
    device.post("/account/logout/")
    return device


def test_five_wrong_passwords_of_a_stranger_do_not_shut_an_officer_out(asha: User) -> None:
    stranger = at(THERE)
    tries(stranger, 6)
    assert not enters(stranger), "the stranger's own address is shut, even for the right password"
    assert enters(at(HERE)), "a device that was never seen goes on from another address"


@pytest.mark.parametrize("text", ["null", "[1e999]", "5", '"x"', '["x"]', "{}", "[[]]"])
def test_counts_that_cannot_be_used_shut_no_officer_out(asha: User, text: str) -> None:
    tries(at(HERE), 1)
    with connection.cursor() as cursor:
        cursor.execute("update shared_cache set value = %s", [text])
        assert cursor.rowcount
    assert enters(at(HERE))


def test_guesser_with_many_addresses_is_slowed_for_the_account(asha: User) -> None:
    for number in range(20):
        tries(at(f"198.51.100.{number}"), 1)
    assert not enters(at("198.51.100.200")), "twenty tries an hour are all, from however many addresses"
    with reading(SYSTEM):
        assert Event.objects.filter(kind="user:locked_out", subject_id=str(asha.id)).count() == 1


def test_known_device_goes_on_while_the_account_is_attacked_from_everywhere(asha: User) -> None:
    device = known_device()
    for number in range(25):
        tries(at(f"198.51.100.{number}"), 1)
    assert not enters(at("198.51.100.200"))
    assert enters(device)


def test_known_device_goes_on_although_strangers_fail_behind_the_same_address(asha: User) -> None:
    device = known_device()
    for number in range(70):
        tries(at(HERE), 1, login=f"nobody-{number}")
    tries(at(HERE), 6)
    assert not enters(at(HERE))
    assert enters(device)


def test_known_device_may_not_guess_either(asha: User) -> None:
    device = known_device()
    tries(device, 5)
    assert not enters(device)
    assert enters(at(HERE)), "what it failed counts for that device alone"


def test_known_device_of_one_account_is_a_stranger_to_another(asha: User) -> None:
    create_user(by=SYSTEM, username="bela", name="Bela", password=PASSWORD)
    device = known_device()
    for number in range(20):
        tries(at(f"198.51.100.{number}"), 1, login="bela")
    assert not enters(device, "bela")


@pytest.mark.parametrize("forged", ["", "x", "{user}", "eyJ9:1:x", '{"{user}":"a"}'])
def test_forged_cookie_makes_no_known_device(asha: User, forged: str) -> None:
    stranger = at(THERE)
    for number in range(20):
        tries(at(f"198.51.100.{number}"), 1)
    stranger.cookies[NAME] = forged.replace("{user}", asha.pk.hex)
    assert not enters(stranger)


def test_cookie_of_a_known_device_is_shut_to_scripts_other_sites_and_other_pages(asha: User) -> None:
    answer = at(HERE).post(LOGIN, {"login": "asha.skiing", "password": PASSWORD})
    cookie = answer.cookies[NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/account/")
    assert "asha" not in cookie.value
    assert NAME not in at(HERE).post(LOGIN, {"login": "asha.skiing", "password": "wrong"}).cookies


def test_shared_computer_is_known_to_each_who_signed_in_there(asha: User) -> None:
    create_user(by=SYSTEM, username="bela", name="Bela", password=PASSWORD)
    device = known_device()
    assert enters(device, "bela")
    device.post("/account/logout/")
    for number in range(20):
        tries(at(f"198.51.100.{number}"), 1)
        tries(at(f"198.51.100.{number}"), 1, login="bela")
    assert enters(device)
    device.post("/account/logout/")
    assert enters(device, "bela")


@pytest.mark.parametrize(
    "login", ["ASHA.SKIING", " asha.skiing ", "aſha.ſkiing", "asha.sk\u0131\u0131ng", "Asha.Skiing"]
)
def test_another_spelling_of_a_login_gives_no_new_tries(asha: User, login: str) -> None:
    stranger = at(THERE)
    tries(stranger, 5)
    assert not enters(stranger, login)


@pytest.mark.parametrize(
    ("proxies", "forging"), [(0, "{n}"), (1, "10.0.0.{n}, 203.0.113.7"), (2, "{n}, 203.0.113.7, 10.0.0.1")]
)
def test_forged_forwarded_address_gives_no_new_source(asha: User, settings: Any, proxies: int, forging: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    stranger = at(THERE)
    for number in range(5):
        tries(stranger, 1, headers={"X-Forwarded-For": forging.replace("{n}", str(number))})
    assert not enters(stranger, headers={"X-Forwarded-For": forging.replace("{n}", "99")})
    other = "198.51.100.1" if proxies < 2 else "198.51.100.1, 10.0.0.1"
    free = at("198.51.100.1" if proxies == 0 else THERE)
    assert enters(free, headers={"X-Forwarded-For": other}), "what the last trusted proxy says counts"


def test_officer_who_is_signed_in_gives_the_password_again_while_attacked(asha: User) -> None:
    device = at(HERE)
    assert enters(device)
    del device.cookies[NAME]
    for number in range(20):
        tries(at(f"198.51.100.{number}"), 1)
    answer = device.post(AGAIN, {"password": PASSWORD})
    assert answer.status_code == 302, answer.content


def test_officer_who_chose_a_new_password_by_code_enters_while_attacked(asha: User) -> None:
    code = reset_sign_in(by=SYSTEM, user=asha, reason="forgotten")
    for number in range(25):
        tries(at(f"198.51.100.{number}"), 1)
    device, new = at(HERE), "Yamuna meets her at Prayag"
    chosen = {"login": "asha.skiing", "code": code, "password": new, "password_again": new}
    assert device.post("/account/new-password/", chosen).status_code == 302
    assert enters(device, password=new)


def test_stranger_does_not_spoil_the_code_of_an_officer(asha: User) -> None:
    code = reset_sign_in(by=SYSTEM, user=asha, reason="forgotten")
    for _ in range(30):
        assert choose_password(username="asha.skiing", code="AAAA-AAAA-AAAA", password="Some 12 letters x").user is None
    assert choose_password(username="asha.skiing", code=code, password="Some 12 letters x").user is not None


@pytest.mark.parametrize("name", ["account_login", "mfa_authenticate", "mfa_login_webauthn"])
def test_a_count_of_tries_is_not_locked_to_the_end_of_a_sign_in(name: str) -> None:
    assert resolve(reverse(name)).func._non_atomic_requests == {"default"}  # type: ignore[attr-defined]
