"""A reset of a sign-in: what ends, the code that is handed over, who may not, and what is recorded."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from test_signin import PASSWORD, code_of, events, give_totp, sign_in

from samanvay.access.actors import actor_for
from samanvay.access.devices.actions import give_device_code, register_device
from samanvay.access.models import Device, Proposal, SignInCode, User
from samanvay.access.proposals.actions.proposing import withdraw
from samanvay.access.signin.actions.resetting import choose_password, reset_sign_in
from samanvay.access.users.actions import create_user, give_grant
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused

pytestmark = pytest.mark.django_db

FRESH = "Yamuna meets it at the fort"


@pytest.fixture(autouse=True)
def _clean_counts() -> None:
    cache.clear()


def person(username: str, role: str, audience: int = 501, state: str = "IN-UP", **more: Any) -> User:
    user = create_user(by=SYSTEM, username=username, name=username.title(), password=PASSWORD, **more)
    give_grant(
        by=SYSTEM,
        user=user,
        role=role,
        audience=audience,
        compartment="police",
        home_state=state,
        since=clock.today(),
    )
    return user


def reset(user: User, reason: str = "forgotten") -> str:
    admin = User.objects.filter(username="admin").first() or person("admin", "administrator", 500)
    return reset_sign_in(by=actor_for(admin), user=user, reason=reason)


def choose(client: Client, code: str, login: str = "asha", password: str = FRESH) -> Any:
    form = {"login": login, "code": code, "password": password, "password_again": password}
    return client.post(reverse("new_password"), form)


def test_every_way_in_ends_and_the_log_says_by_whom(client: Client) -> None:
    user = person("asha", "station_officer")
    secret = give_totp(user)
    RecoveryCodes.activate(user)
    station = actor_for(person("sho", "station_officer"))
    given = give_device_code(by=station, user=user, audience=501)
    register_device(username="asha", code=given, pin="482915", label="phone")
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("usersessions_list")).status_code == 200
    reset(user, "lost")
    assert client.get(reverse("usersessions_list")).status_code == 302
    assert not UserSession.objects.filter(user=user).exists()
    assert not Authenticator.objects.filter(user=user).exists()
    assert not Device.objects.in_use().filter(user=user).exists()
    sign_in(client)
    assert "_auth_user_id" not in client.session, "the old password opens nothing"
    [event] = events("user:sign_in_reset")
    admin = User.objects.get(username="admin")
    assert (event.actor, event.subject_id, event.detail["reason"]) == (admin.id, str(user.id), "lost")
    assert [event.detail[name] for name in ("sessions", "factors", "phones")] == [1, 2, 1]
    removed = events("user:second_factor_removed")
    assert {(one.actor, one.detail["factor"]) for one in removed} == {
        (admin.id, "totp"),
        (admin.id, "recovery_codes"),
    }


def test_the_code_gives_a_password_once_and_power_is_led_to_enrolment_again(client: Client) -> None:
    user = person("asha", "station_officer")
    give_totp(user)
    code = reset(user)
    assert choose(client, code.lower().replace("-", " "))["Location"] == reverse("account_login")
    assert "Your new password is saved" in client.get(reverse("account_login")).content.decode()
    assert sign_in(client, password=FRESH).status_code == 302
    assert client.get(reverse("usersessions_list"))["Location"] == reverse("second_factor_needed")
    [changed] = events("user:password_changed")
    admin = User.objects.get(username="admin")
    assert (changed.actor, changed.detail) == (user.id, {"how": "code", "given_by": str(admin.id)})
    other = Client()
    assert choose(other, code, password="Another one altogether").status_code == 200
    assert User.objects.get(pk=user.pk).check_password(FRESH), "a code is used once"


def test_a_code_runs_out_after_a_day_and_is_replaced_by_the_next(client: Client) -> None:
    user = person("asha", "probation_officer")
    first, second = reset(user), reset(user)
    assert choose(client, first).status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=24, seconds=1)):
        assert choose(client, second).status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=23)):
        assert choose(client, second).status_code == 302


def test_unknown_login_wrong_used_and_expired_codes_look_alike_and_are_recorded(client: Client) -> None:
    user = person("asha", "probation_officer")
    person("bela", "probation_officer")
    code = reset(user)
    answers = [choose(client, code, "nosuch"), choose(client, "ABCD-EFGH-JKMN"), choose(client, code, "bela")]
    said = [[str(error) for error in answer.context["form"].non_field_errors()] for answer in answers]
    assert said[0] == said[1] == said[2] != []
    assert [event.detail["how"] for event in events("user:sign_in_failed")] == ["sign-in code"] * 3
    assert SignInCode.objects.get(user=user).attempts == 1


def test_a_code_that_waits_for_a_second_person_says_so_to_whoever_holds_it_alone(client: Client) -> None:
    nodal = person("asha", "state_nodal_officer")
    code = reset(nodal)
    waits = "second person"
    assert waits in choose(client, code).content.decode()
    for login, wrong in (("asha", "2345-6789-ABCD"), ("nobody", code), ("admin", code)):
        said = choose(client, wrong, login).content.decode()
        assert waits not in said
        assert "The login or code is wrong" in said
    assert len(events("user:sign_in_failed")) == 4, "each is recorded"
    withdraw(by=SYSTEM, proposal=Proposal.objects.get(user=nodal))
    assert waits not in choose(client, code).content.decode(), "nobody agrees any more"


def test_a_code_dies_of_wrong_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samanvay.access.signin.actions.resetting.SIGN_IN_CODE_ATTEMPTS", 3)
    code = reset(person("asha", "probation_officer"))
    for _ in range(3):
        assert choose_password(username="asha", code="ABCD-EFGH-JKMN", password=FRESH).user is None
    assert choose_password(username="asha", code=code, password=FRESH).user is None


@pytest.mark.parametrize("weak", ["short1!", "password123456", "111111111111"])
def test_a_weak_password_is_refused_without_using_up_the_code(client: Client, weak: str) -> None:
    code = reset(person("asha", "probation_officer"))
    page = choose(client, code, password=weak)
    assert page.context["form"].errors["password"]
    assert choose(client, code).status_code == 302


def test_who_waits_at_the_second_step_with_the_old_password_does_not_slip_in(client: Client) -> None:
    user = person("asha", "station_officer")
    secret = give_totp(user)
    sign_in(client)
    reset(user, "misused")
    for method in (client.get, client.post):
        method(reverse("mfa_authenticate"), {"code": code_of(secret)})
        method(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("usersessions_list")).status_code == 302


def test_nobody_resets_themselves_or_without_the_right_or_a_machine_or_a_closed_account() -> None:
    admin = person("admin", "administrator", 500)
    user = person("asha", "probation_officer")
    chief = person("chief", "police_chief")
    machine = create_user(by=SYSTEM, username="machine", name="M", is_client=True)
    closed = person("closed", "trainer")
    closed.is_active = False
    for by, whom in ((admin, admin), (chief, user), (user, admin), (admin, machine), (admin, closed)):
        with pytest.raises(Refused):
            reset_sign_in(by=actor_for(by), user=whom, reason="forgotten")
    with pytest.raises(Refused):
        reset_sign_in(by=actor_for(admin, via="device", audience=500), user=user, reason="forgotten")
    with pytest.raises(Invalid):
        reset_sign_in(by=actor_for(admin), user=user, reason="because")
    assert not SignInCode.objects.exists()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_neither_code_nor_password_is_logged_or_kept(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    user = person("asha", "probation_officer")
    code = reset(user)
    choose(client, "WRNG-WRNG-WRNG")
    choose(client, code)
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    with reading(SYSTEM):
        said += "".join(Event.objects.values_list("body", flat=True))
    said += repr(list(SignInCode.objects.values()))
    for secret in (code, code.replace("-", ""), FRESH, "WRNGWRNGWRNG"):
        assert secret not in said
