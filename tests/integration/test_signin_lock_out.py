"""An account that strangers tried from everywhere: its administrators are told, see it, and end it with a reason."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from test_signin import PASSWORD
from test_signin_reset_pages import entered, posted

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.directory.models import Officer
from samanvay.duties.models import Notice
from samanvay.kernel.db.scope import SYSTEM, reading

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _clean_counts(fresh_state: str, settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "/"
    cache.clear()


def enters(user: User, address: str, password: str = PASSWORD) -> bool:
    client = Client(REMOTE_ADDR=address)
    client.post(LOGIN, {"login": user.username, "password": password})
    return "_auth_user_id" in client.session


def attacked(user: User, addresses: int = 10) -> None:
    for number in range(20):
        assert not enters(user, f"198.51.100.{number % addresses}", "wrong wrong wrong")
    assert not enters(user, "203.0.113.7"), "even the right password"


def told(user: User) -> list[Notice]:
    with reading(SYSTEM):
        return list(Notice.objects.filter(user=user, key__startswith="lock-out:"))


def page_of(user: User) -> str:
    return reverse("officer", kwargs={"key": Officer.objects.get(user=user).id})


def test_administrators_are_told_once_and_open_the_account_again_with_a_reason() -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    user = posted("S-1", "station_officer", "police:station:180:rupaidiha")
    client = entered(admin)
    assert "Locked for new devices" not in client.get(page_of(user)).content.decode()
    attacked(user)
    [notice] = told(admin)
    assert notice.link == page_of(user)
    assert "S-1" not in f"{notice.words_en} {notice.words_hi}", "no notice names anybody"
    assert told(user) == []
    cache.delete(f"lock-out:{user.pk}")
    assert not enters(user, "203.0.113.8")
    assert len(told(admin)) == 1, "one lock is one notice"
    shown = client.get(page_of(user)).content.decode()
    assert "Locked for new devices" in shown
    assert "20 tries from 12 addresses" in shown
    address = reverse("officer_open_sign_in", kwargs={"key": Officer.objects.get(user=user).id})
    assert address in shown
    assert client.post(address, {}).status_code == 400
    assert not enters(user, "203.0.113.9"), "no reason, no end"
    assert client.post(address, {"reason": "asked"}).status_code == 302
    assert enters(user, "203.0.113.9")
    with reading(SYSTEM):
        event = Event.objects.get(kind="user:lock_out_ended")
    assert (event.actor, event.subject_id, event.detail["reason"]) == (admin.id, str(user.id), "asked")
    assert "Locked for new devices" not in client.get(page_of(user)).content.decode()


def test_nobody_opens_their_own_account_and_an_officer_sees_nothing_of_a_lock() -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    other = posted("A-2", "administrator", "administration:IN-UP:home")
    attacked(admin)
    assert told(admin) == []
    assert len(told(other)) == 1
    address = reverse("officer_open_sign_in", kwargs={"key": Officer.objects.get(user=admin).id})
    assert entered(admin).post(address, {"reason": "asked"}).status_code == 403
    station = entered(posted("S-1", "station_officer", "police:station:180:rupaidiha"))
    assert "Locked for new devices" not in station.get(page_of(admin)).content.decode()
    assert not enters(admin, "203.0.113.9")


def test_tries_from_one_address_tell_nobody() -> None:
    admin = posted("A-1", "administrator", "administration:IN-UP")
    user = posted("S-1", "station_officer", "police:station:180:rupaidiha")
    for _ in range(8):
        assert not enters(user, "198.51.100.1", "wrong wrong wrong")
    assert told(admin) == []
    assert enters(user, "203.0.113.7")
