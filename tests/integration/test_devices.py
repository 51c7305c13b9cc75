"""Registered phones: codes, PINs, the attacks on both, and the smaller rights of a session from a phone."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samanvay.access import pins
from samanvay.access.actors import actor_for
from samanvay.access.devices.actions import (
    change_pin,
    give_device_code,
    register_device,
    revoke_device,
    sign_in_with_pin,
    unlock_device,
)
from samanvay.access.limits import BY_DOOR, ON_A_REGISTERED_PHONE
from samanvay.access.models import Device, DeviceCode, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.access.queries import device_in_charge, devices_in_charge, officers_in_charge
from samanvay.access.users.actions import create_user, give_grant
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.web.sessions.store import stored_key

pytestmark = pytest.mark.django_db

STATION = 501
ELSEWHERE = 502
PIN = "482915"


@pytest.fixture(autouse=True)
def _clean_counts() -> None:
    cache.clear()


def person(username: str, role: str, audience: int = STATION, **more: Any) -> User:
    user = create_user(by=SYSTEM, username=username, name=username.title(), is_persona=True, **more)
    give_grant(
        by=SYSTEM,
        user=user,
        role=role,
        audience=audience,
        compartment="police",
        home_state="IN-UP",
        since=clock.today(),
    )
    return user


@pytest.fixture
def sho() -> User:
    return person("sho", "station_officer")


@pytest.fixture
def constable() -> User:
    return person("constable", "women_help_desk")


def code_for(sho: User, user: User) -> str:
    return give_device_code(by=actor_for(sho), user=user, audience=STATION)


def registered(sho: User, user: User, pin: str = PIN) -> tuple[Device, str]:
    done = register_device(username=user.username, code=code_for(sho, user), pin=pin, label="Nokia at the desk")
    assert done.device is not None
    return done.device, done.secret


def events(kind: str) -> list[Event]:
    with reading(SYSTEM):
        return list(Event.objects.filter(kind=kind).order_by("seq"))


# Codes.


def test_code_registers_one_phone_once(sho: User, constable: User) -> None:
    code = code_for(sho, constable)
    assert len(code) == 6
    assert code.isdigit()
    first = register_device(username="constable", code=code, pin=PIN, label="Phone")
    assert first.device is not None
    assert (first.device.user, first.device.audience) == (constable, STATION)
    second = register_device(username="constable", code=code, pin=PIN, label="Thief's")
    assert second.device is None


def test_code_is_kept_as_a_keyed_hash_and_in_no_event(sho: User, constable: User, settings: Any) -> None:
    code = code_for(sho, constable)
    row = DeviceCode.objects.get()
    assert code not in str(DeviceCode.objects.values().get())
    assert all(code not in event.body for event in events("device:code_given"))
    settings.SECRET_KEY = "another key altogether, long enough"
    assert not pins.is_code(code, row.code_hash, salt=str(row.id)), "without the server's key the hash tells nothing"


def test_code_runs_out_after_ten_minutes(sho: User, constable: User) -> None:
    code = code_for(sho, constable)
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)):
        assert register_device(username="constable", code=code, pin=PIN, label="").device is None


def test_new_code_replaces_the_old_one(sho: User, constable: User) -> None:
    old = code_for(sho, constable)
    with mock.patch.object(pins, "new_code", return_value=f"{(int(old) + 1) % 10**6:06d}"):
        code_for(sho, constable)
    assert register_device(username="constable", code=old, pin=PIN, label="").device is None


def test_code_dies_after_five_wrong_tries(sho: User, constable: User) -> None:
    code = code_for(sho, constable)
    for step in range(1, 6):
        wrong = f"{(int(code) + step) % 10**6:06d}"
        assert register_device(username="constable", code=wrong, pin=PIN, label="").device is None
    assert register_device(username="constable", code=code, pin=PIN, label="").device is None
    failures = [event for event in events("user:sign_in_failed") if event.detail["how"] == "device code"]
    assert len(failures) == 6
    assert STATION in failures[0].readers, "the station officer's unit sees the tries"


def test_code_of_one_officer_does_not_register_another(sho: User, constable: User) -> None:
    person("other", "women_help_desk")
    code = code_for(sho, constable)
    assert register_device(username="other", code=code, pin=PIN, label="").device is None


def test_unknown_login_wrong_code_and_no_code_answer_alike(sho: User, constable: User) -> None:
    person("other", "women_help_desk")
    code = code_for(sho, constable)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    answers = {
        register_device(username=login, code=said, pin=PIN, label="").words
        for login, said in (("nosuch", code), ("constable", wrong), ("other", code))
    }
    assert len(answers) == 1


def test_codes_and_secrets_are_compared_in_constant_time(sho: User, constable: User) -> None:
    device, secret = registered(sho, constable)
    code_for(sho, constable)
    with mock.patch.object(pins, "constant_time_compare", wraps=pins.constant_time_compare) as compare:
        register_device(username="nosuch", code="123450", pin=PIN, label="")
        register_device(username="constable", code="123450", pin=PIN, label="")
        sign_in_with_pin(device_id=device.id, secret=secret, pin=PIN)
    assert compare.call_count == 3


@pytest.mark.parametrize(
    "pin",
    ["12345", "1234567", "abcdef", "१२३४५६", "111111", "121212", "123123", "456789", "210987", "147258"],
)
def test_trivial_pin_is_refused_before_the_code_is_touched(sho: User, constable: User, pin: str) -> None:
    code = code_for(sho, constable)
    with pytest.raises(Invalid):
        register_device(username="constable", code=code, pin=pin, label="")
    assert register_device(username="constable", code=code, pin=PIN, label="").device is not None


@pytest.mark.parametrize("pin", ["482915", "907134", "220785"])
def test_ordinary_pin_is_taken(pin: str) -> None:
    assert pins.why_trivial(pin) == ""


def test_code_is_given_by_those_who_register_phones_at_that_unit_alone(sho: User, constable: User) -> None:
    with pytest.raises(Refused):
        give_device_code(by=actor_for(constable), user=constable, audience=STATION)
    with pytest.raises(Refused):
        give_device_code(by=actor_for(sho), user=person("far", "women_help_desk", ELSEWHERE), audience=ELSEWHERE)
    with pytest.raises(Invalid):
        give_device_code(by=actor_for(sho), user=person("far2", "women_help_desk", ELSEWHERE), audience=STATION)


def test_codes_for_one_officer_are_limited_by_the_hour(sho: User, constable: User) -> None:
    for _ in range(5):
        code_for(sho, constable)
    with pytest.raises(Refused):
        code_for(sho, constable)


def test_code_comes_from_a_random_source_and_keeps_its_zeros() -> None:
    with mock.patch.object(pins.secrets, "randbelow", return_value=42) as random:
        assert pins.new_code() == "000042"
    random.assert_called_once_with(10**6)


# PINs.


def test_pin_lets_in_and_resets_the_count(sho: User, constable: User) -> None:
    device, secret = registered(sho, constable)
    assert sign_in_with_pin(device_id=device.id, secret=secret, pin="000001").left == 4
    assert sign_in_with_pin(device_id=device.id, secret=secret, pin=PIN).device is not None
    device.refresh_from_db()
    assert device.failures == 0


def test_five_wrong_pins_lock_the_phone_and_the_station_officer_sees_it(sho: User, constable: User) -> None:
    device, secret = registered(sho, constable)
    lefts = [sign_in_with_pin(device_id=device.id, secret=secret, pin="000001").left for _ in range(5)]
    assert lefts == [4, 3, 2, 1, 0]
    assert sign_in_with_pin(device_id=device.id, secret=secret, pin=PIN).device is None
    [locked] = events("device:locked")
    assert STATION in locked.readers
    assert [each.state for each in devices_in_charge(actor_for(sho))] == ["locked"]
    unlock_device(by=actor_for(sho), device=Device.objects.get())
    assert sign_in_with_pin(device_id=device.id, secret=secret, pin=PIN).device is not None


def test_pin_without_the_phones_secret_opens_nothing_and_locks_nothing(sho: User, constable: User) -> None:
    device, _secret = registered(sho, constable)
    for _ in range(6):
        assert sign_in_with_pin(device_id=device.id, secret="guessed", pin=PIN).device is None
    device.refresh_from_db()
    assert device.opens, "who does not hold the phone cannot lock it for its officer"


def test_stolen_table_does_not_let_pins_be_tried(sho: User, constable: User) -> None:
    device, secret = registered(sho, constable)
    assert secret not in str(Device.objects.values().get())
    assert pins.is_pin(PIN, secret, device.pin_hash)
    assert not pins.is_pin(PIN, device.secret_hash, device.pin_hash), (
        "the hash needs the secret that only the phone has"
    )


def test_revoked_phone_opens_nothing(sho: User, constable: User) -> None:
    device, secret = registered(sho, constable)
    revoke_device(by=actor_for(sho), device=device)
    assert sign_in_with_pin(device_id=device.id, secret=secret, pin=PIN).device is None
    assert [event.subject_id for event in events("device:revoked")] == [str(device.id)]


def test_pin_is_changed_with_the_old_one_alone(sho: User, constable: User) -> None:
    device, secret = registered(sho, constable)
    me = actor_for(constable, via="device", audience=STATION)
    assert change_pin(by=me, device=device, secret=secret, old="000001", new="907134").device is None
    assert change_pin(by=me, device=device, secret=secret, old=PIN, new="907134").device is not None
    assert sign_in_with_pin(device_id=device.id, secret=secret, pin="907134").device is not None
    with pytest.raises(Unseen):
        change_pin(by=actor_for(sho), device=device, secret=secret, old="907134", new=PIN)


def test_phones_of_another_unit_are_not_there(sho: User, constable: User) -> None:
    device, _secret = registered(sho, constable)
    stranger = actor_for(person("sho2", "station_officer", ELSEWHERE))
    assert devices_in_charge(stranger) == []
    assert officers_in_charge(stranger)[0].audience == ELSEWHERE
    with pytest.raises(Unseen):
        device_in_charge(stranger, device.id)
    with pytest.raises(Unseen):
        revoke_device(by=stranger, device=device)
    colleague = actor_for(person("desk2", "women_help_desk"))
    with pytest.raises(Refused):
        revoke_device(by=colleague, device=device)


# Rights.


def test_session_from_a_phone_keeps_recording_and_nothing_more(sho: User) -> None:
    actor = actor_for(sho, via="device", audience=STATION)
    kept = {permission for permission in Permission if holds(actor, permission)}
    assert kept <= ON_A_REGISTERED_PHONE
    assert Permission.CASE_OPEN in kept
    for power in (
        Permission.AUDIT_READ,
        Permission.BOX_APPROVE,
        Permission.BOX_BREAK,
        Permission.BOX_ERASE,
        Permission.CASE_EXPORT,
        Permission.DEVICE_REGISTER,
        Permission.ACCESS_GRANT,
        Permission.API_TOKEN,
        Permission.CASE_TEAM,
        Permission.CASE_VOID,
    ):
        assert power not in ON_A_REGISTERED_PHONE
    with translation.override("en"), pytest.raises(Refused, match="registered phone"):
        require(actor, Permission.DEVICE_REGISTER)


def test_auditor_on_a_phone_does_not_see_the_log() -> None:
    auditor = person("auditor", "auditor", 600)
    assert AUDITORS_AUDIENCE in actor_for(auditor).audiences
    assert AUDITORS_AUDIENCE not in actor_for(auditor, via="device", audience=STATION).audiences


def test_doors_with_limits_are_named_in_one_table() -> None:
    assert set(BY_DOOR) == {"device", "token"}


# Pages.


def register_by_page(client: Client, code: str, **more: Any) -> Any:
    form = {"login": "constable", "code": code, "pin": PIN, "pin_again": PIN, "label": "Nokia", **more}
    return client.post(reverse("phone_register"), form)


def code_by_page(sho: User, user: User) -> str:
    desk = Client()
    desk.force_login(sho)
    grant = officers_in_charge(actor_for(sho))
    key = next(each.id for each in grant if each.user_id == user.id)
    page = desk.post(reverse("phones"), {"officer": str(key)})
    assert page.status_code == 200
    code = str(page.context["code"])
    assert code in page.content.decode()
    assert code not in desk.get(reverse("phones")).content.decode(), "shown once"
    return code


def test_whole_way_from_code_to_pin(client: Client, sho: User, constable: User) -> None:
    answer = register_by_page(client, code_by_page(sho, constable))
    assert answer.status_code == 302
    cookie = answer.cookies["phone"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert client.session["via"] == "device"
    assert client.get(reverse("usersessions_list")).status_code == 200
    assert client.session.get_expiry_age() <= 8 * 3600
    client.post(reverse("account_logout"))
    assert client.get(reverse("usersessions_list")).status_code == 302
    assert "Sign in with your PIN" in client.get(reverse("account_login")).content.decode()
    key = str(Device.objects.get().id)
    assert client.post(reverse("phone_pin"), {"device": key, "pin": PIN}).status_code == 302
    assert client.get(reverse("usersessions_list")).status_code == 200
    assert {event.via for event in events("user:signed_in")} == {"device"}


def test_session_of_a_phone_ends_after_eight_hours_however_it_is_used(
    client: Client, sho: User, constable: User
) -> None:
    register_by_page(client, code_by_page(sho, constable))
    before = client.session.get_expiry_date()
    client.get(reverse("usersessions_list"))
    assert client.session.get_expiry_date() == before
    assert abs(before - clock.now() - timedelta(hours=8)) < timedelta(minutes=1)
    kept = Session.objects.filter(session_key=stored_key(client.cookies["sessionid"].value))
    assert kept.get().expire_date == before
    kept.update(expire_date=clock.now() + timedelta(minutes=1))
    assert client.get(reverse("usersessions_list")).status_code == 200
    kept.update(expire_date=clock.now() - timedelta(seconds=1))
    assert client.get(reverse("usersessions_list")).status_code == 302


def test_taking_a_phone_back_ends_its_session_at_the_next_step(client: Client, sho: User, constable: User) -> None:
    register_by_page(client, code_by_page(sho, constable))
    desk = Client()
    desk.force_login(sho)
    desk.post(reverse("phone_revoke", args=[Device.objects.get().id]), {"from": "phones"})
    assert client.get(reverse("usersessions_list")).status_code == 302


def test_phone_cannot_make_itself_a_stronger_way_in(client: Client, sho: User, constable: User) -> None:
    register_by_page(client, code_by_page(sho, constable))
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_change_password"):
        assert client.get(reverse(name)).status_code == 403, name
        assert client.post(reverse(name)).status_code == 403, name


def test_wrong_pins_by_page_say_how_many_are_left_and_lock(client: Client, sho: User, constable: User) -> None:
    register_by_page(client, code_by_page(sho, constable))
    client.post(reverse("account_logout"))
    key = str(Device.objects.get().id)
    said = [client.post(reverse("phone_pin"), {"device": key, "pin": "000001"}).content.decode() for _ in range(5)]
    assert "4 more tries" in said[0]
    assert "1 more try" in said[3]
    assert "locked" in said[4]
    assert Device.objects.get().state == "locked", "the count outlives the page's transaction"
    client.post(reverse("phone_pin"), {"device": key, "pin": PIN})
    assert "_auth_user_id" not in client.session


def test_codes_cannot_be_tried_through_by_page(client: Client, sho: User, constable: User) -> None:
    code = code_by_page(sho, constable)
    for step in range(1, 6):
        register_by_page(client, f"{(int(code) + step) % 10**6:06d}")
    register_by_page(client, code)
    assert not Device.objects.exists()


def test_registration_from_one_address_is_slowed(client: Client) -> None:
    statuses = [register_by_page(client, "123450").status_code for _ in range(61)]
    assert statuses[-1] == 429
    assert set(statuses[:-1]) == {200}


def test_several_officers_share_one_phone(client: Client, sho: User, constable: User) -> None:
    register_by_page(client, code_by_page(sho, constable))
    other = person("other", "women_help_desk")
    client.post(reverse("account_logout"))
    register_by_page(client, code_by_page(sho, other), login="other", pin="907134", pin_again="907134")
    client.post(reverse("account_logout"))
    page = client.get(reverse("phone_pin")).content.decode()
    assert "Constable" in page
    assert "Other" in page
    mine = Device.objects.get(user=constable)
    client.post(reverse("phone_pin"), {"device": str(mine.id), "pin": "907134"})
    assert "_auth_user_id" not in client.session, "the PIN of one does not open for the other"
    client.post(reverse("phone_pin"), {"device": str(mine.id), "pin": PIN})
    assert client.session["_auth_user_id"] == str(constable.id)


def test_forged_cookie_is_no_phone(client: Client, sho: User, constable: User) -> None:
    device, _secret = registered(sho, constable)
    for value in ("", "|||", "x.y", f"{device.id}.", f"{device.id}.guessed", "a" * 5000):
        client.cookies["phone"] = value
        assert client.get(reverse("phone_pin")).status_code == 302, value


def test_session_by_phone_starts_with_a_new_key(client: Client, sho: User, constable: User) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    register_by_page(client, code_by_page(sho, constable))
    assert client.session.session_key != planted
