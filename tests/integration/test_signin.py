"""Signing in: passwords, second factors, lock-out, sessions, the attacks on them, and what the log says."""

import logging
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.signin.second_factor import POWERS, needs_second_factor
from samanvay.access.users.actions import create_user, give_grant
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.web.sessions.store import stored_key

pytestmark = pytest.mark.django_db

PASSWORD = "Ganga flows past 3 ghats"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _clean_counts(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "/"
    cache.clear()


def officer(username: str = "asha", role: str | None = "probation_officer", audience: int = 501, **more: Any) -> User:
    user = create_user(by=SYSTEM, username=username, name=username.title(), password=PASSWORD, **more)
    if role:
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


def sign_in(client: Client, username: str = "asha", password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": username, "password": password, **more})


def events(kind: str) -> list[Event]:
    with reading(SYSTEM):
        return list(Event.objects.filter(kind=kind).order_by("seq"))


def give_totp(user: User) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def test_sign_in_page_says_sign_in_and_offers_no_registration(client: Client) -> None:
    page = client.get(LOGIN)
    assert page.status_code == 200
    said = page.content.decode()
    assert "Sign in with a passkey" in said
    assert "sign up" not in said.lower()
    assert client.get("/account/signup/").status_code == 404
    assert client.get("/account/password/reset/").status_code == 404


def test_right_password_signs_in_and_is_recorded(client: Client) -> None:
    user = officer()
    assert sign_in(client).status_code == 302
    assert client.get(reverse("usersessions_list")).status_code == 200
    [event] = events("user:signed_in")
    assert event.actor == user.id
    assert event.detail == {"how": "password"}


def test_login_ignores_the_case_of_letters(client: Client) -> None:
    officer()
    assert sign_in(client, "ASHA").status_code == 302


def test_user_without_any_role_may_sign_in_and_sees_no_row(client: Client) -> None:
    user = officer("nobody", role=None)
    assert sign_in(client, "nobody").status_code == 302
    assert [event.actor for event in events("user:signed_in")] == [user.id]
    with reading(actor_for(user)):
        assert not Event.objects.exists()


def test_sign_in_writes_no_user_row(client: Client) -> None:
    user = officer()
    before = User.objects.filter(pk=user.pk).values().get()
    sign_in(client)
    assert User.objects.filter(pk=user.pk).values().get() == before


def test_wrong_password_and_unknown_login_look_alike_and_are_recorded(client: Client) -> None:
    user = officer()
    wrong = sign_in(client, password="not this one")
    unknown = sign_in(client, "nosuch", "not this one")
    strip = re.compile(rb'(name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*|value="(asha|nosuch)")')
    assert wrong.status_code == unknown.status_code == 200
    assert strip.sub(b"", wrong.content) == strip.sub(b"", unknown.content)
    assert [event.subject_id for event in events("user:sign_in_failed")] == [str(user.id), ""]


def test_five_failures_lock_the_login_even_for_the_right_password(client: Client) -> None:
    user = officer()
    for _ in range(5):
        sign_in(client, password="wrong wrong wrong")
    answer = sign_in(client)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert [event.subject_id for event in events("user:locked_out")] == [str(user.id)]
    sign_in(client)
    assert len(events("user:locked_out")) == 1, "a lock-out is recorded once a window"


def test_lock_out_of_one_login_does_not_shut_another(client: Client) -> None:
    officer()
    officer("bela")
    for _ in range(6):
        sign_in(client, password="wrong wrong wrong")
    assert sign_in(client, "bela").status_code == 302


def test_lock_out_counts_in_the_cache_that_all_workers_share(settings: Any) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_client": True}])
def test_closed_accounts_and_machines_do_not_enter(client: Client, change: dict[str, bool]) -> None:
    user = officer()
    from samanvay.audit.operations import operation
    from samanvay.audit.vocabulary import kind_of

    with operation(kind_of("user:closed"), by=SYSTEM):
        User.objects.filter(pk=user.pk).update(**change)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_closing_an_account_ends_its_sessions_at_once(client: Client) -> None:
    from samanvay.access.users.actions import close_user

    user = officer()
    sign_in(client)
    close_user(by=SYSTEM, user=user)
    assert client.get(reverse("usersessions_list")).status_code == 302


def test_sign_out_needs_a_post_and_is_recorded(client: Client) -> None:
    user = officer()
    sign_in(client)
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session
    assert [event.actor for event in events("user:signed_out")] == [user.id]


def test_session_key_changes_at_sign_in(client: Client) -> None:
    officer()
    session = client.session
    session["planted"] = "by the attacker"
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted
    assert re.fullmatch("[a-z0-9]{32}", client.session.session_key or "")
    attacker = Client()
    attacker.cookies["sessionid"] = planted or ""
    assert attacker.get(reverse("usersessions_list")).status_code == 302


def test_who_reads_the_table_of_sessions_signs_in_as_nobody(client: Client) -> None:
    user = officer()
    sign_in(client)
    held = client.cookies["sessionid"].value
    kept = Session.objects.get().session_key
    assert UserSession.objects.get(user=user).session_key == kept
    for table in (Session, UserSession):
        assert not [row for row in table.objects.values_list() if held in map(str, row)]
    thief = Client()
    for found in (kept, kept.removeprefix("sha256-")):
        thief.cookies["sessionid"] = found
        assert thief.get(reverse("usersessions_list")).status_code == 302
    assert client.get(reverse("usersessions_list")).status_code == 200


def test_a_changed_password_keeps_one_line_for_this_session(client: Client) -> None:
    user = officer()
    sign_in(client)
    new = "an entirely other lantern 7"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get(reverse("usersessions_list")).status_code == 200
    assert [row.session_key for row in UserSession.objects.filter(user=user)] == [
        stored_key(client.cookies["sessionid"].value)
    ]


def test_every_form_needs_the_token_against_forgery() -> None:
    officer()
    client = Client(enforce_csrf_checks=True)
    for name in (
        "account_login",
        "account_logout",
        "phone_register",
        "phone_pin",
        "language",
        "mfa_login_webauthn",
    ):
        assert client.post(reverse(name), {}).status_code == 403, name


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example"]
)
def test_next_never_leads_out_of_the_house(client: Client, evil: str) -> None:
    officer()
    answer = sign_in(client, next=evil)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


def test_next_leads_back_to_the_page_that_asked(client: Client) -> None:
    officer()
    asked = client.get(reverse("usersessions_list"))
    assert asked["Location"] == "/account/login/?next=/account/sessions/"
    assert sign_in(client, next="/account/sessions/")["Location"] == "/account/sessions/"


def test_cookies_are_shut_to_scripts_and_to_other_sites(client: Client) -> None:
    officer()
    client.get(LOGIN)
    answer = sign_in(client)
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert Client().get(LOGIN).cookies["csrftoken"]["httponly"]


def test_pages_carry_the_content_security_policy_and_no_inline_script(client: Client) -> None:
    officer()
    pages = [client.get(LOGIN)]
    sign_in(client)
    pages += [client.get(reverse(name)) for name in ("usersessions_list", "mfa_index", "account_change_password")]
    for page in pages:
        assert page.status_code == 200
        policy = page["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        for script in re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page.content.decode()):
            assert "application/json" in script
        assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page.content.decode())


def test_logs_hold_neither_login_nor_password(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    officer()
    sign_in(client, password="a secret that failed")
    sign_in(client, "typed-my-password-here", "x")
    sign_in(client)
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "a secret that failed" not in said
    assert PASSWORD not in said
    assert "typed-my-password-here" not in said
    with reading(SYSTEM):
        bodies = "".join(Event.objects.values_list("body", flat=True))
    assert "typed-my-password-here" not in bodies


def test_password_is_changed_through_an_operation_and_the_session_lives_on(client: Client) -> None:
    user = officer()
    sign_in(client)
    fresh = "Yamuna meets it at the fort"
    form = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    assert client.get(reverse("usersessions_list")).status_code == 200
    assert [event.actor for event in events("user:password_changed")] == [user.id]
    assert User.objects.get(pk=user.pk).check_password(fresh)


@pytest.mark.parametrize("present", ["", "not the present one"])
def test_password_is_not_changed_without_the_present_one(client: Client, present: str) -> None:
    user = officer()
    sign_in(client)
    fresh = "Yamuna meets it at the fort"
    form = {"oldpassword": present, "password1": fresh, "password2": fresh}
    assert client.post(reverse("account_change_password"), form).status_code == 200
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_an_ended_session_opens_nothing_when_its_cookie_comes_again(client: Client) -> None:
    officer()
    sign_in(client)
    thief = Client()
    thief.cookies["sessionid"] = client.session.session_key or ""
    assert thief.get(reverse("usersessions_list")).status_code == 200
    client.post(reverse("account_logout"))
    assert thief.get(reverse("usersessions_list")).status_code == 302


@pytest.mark.parametrize("weak", ["short1!", "password123456", "111111111111"])
def test_weak_passwords_are_refused(client: Client, weak: str) -> None:
    user = officer()
    sign_in(client)
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )
    assert answer.status_code == 200
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


# The second factor.


def test_roles_with_power_need_a_second_factor_and_the_others_do_not() -> None:
    from samanvay.access.roles import ROLES
    from samanvay.kernel.db.scope import Actor, Held
    from samanvay.kernel.ids import uuid7

    needing = {
        role.code for role in ROLES if needs_second_factor(Actor(uuid7(), role.code, (501,), (Held(role.code, 501),)))
    }
    assert {
        "administrator",
        "auditor",
        "data_protection_officer",
        "station_officer",
        "ahtu_in_charge",
    } <= needing
    assert needing == {role.code for role in ROLES if role.permissions & set(POWERS)}
    assert {"trainer", "ngo_worker", "probation_officer", "counsellor"}.isdisjoint(needing)


def test_power_without_second_factor_is_led_to_enrolment_before_any_page(client: Client) -> None:
    officer(role="station_officer")
    sign_in(client)
    for name in ("usersessions_list", "account_change_password", "phones"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer["Location"]) == (302, reverse("second_factor_needed")), name
    asked = client.get(reverse("usersessions_list"), headers={"HX-Request": "true"})
    assert asked["HX-Redirect"] == reverse("second_factor_needed")
    assert client.get(reverse("second_factor_needed")).status_code == 200


def test_enrolment_of_an_app_opens_the_pages_and_gives_recovery_codes(client: Client) -> None:
    user = officer(role="station_officer")
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, "the password was given a moment ago"
    secret = page.context["form"].secret
    assert "data:image/svg+xml;base64," in page.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"])
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(reverse("usersessions_list")).status_code == 200
    assert {event.detail["factor"] for event in events("user:second_factor_added")} == {
        "totp",
        "recovery_codes",
    }
    stored = Authenticator.objects.get(user=user, type="totp")
    assert secret not in str(stored.data), "the secret lies sealed"


def test_an_old_session_enrols_no_second_factor_without_the_password(client: Client) -> None:
    officer(role="station_officer")
    sign_in(client)
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_second_factor_is_asked_for_and_a_wrong_code_is_recorded(client: Client) -> None:
    user = officer(role="station_officer")
    secret = give_totp(user)
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("usersessions_list")).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert [event.detail["how"] for event in events("user:sign_in_failed")] == ["second factor: totp"]
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer.status_code == 302
    assert client.get(reverse("usersessions_list")).status_code == 200
    assert events("user:signed_in")[0].detail == {"how": "password + mfa"}


def test_code_of_an_app_is_not_taken_in_the_next_half_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = give_totp(officer(role="station_officer"))
    code = code_of(secret)
    sign_in(client)
    began = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: began + 30)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_recovery_code_is_not_taken_twice(client: Client) -> None:
    user = officer(role="station_officer")
    give_totp(user)
    [code, *_others] = RecoveryCodes.activate(user).get_unused_codes()
    for browser, enters in ((client, True), (Client(), False)):
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in browser.session) is enters


def test_code_of_an_app_is_not_taken_twice(client: Client) -> None:
    secret = give_totp(officer(role="station_officer"))
    code = code_of(secret)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session
    thief = Client()
    sign_in(thief)
    thief.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in thief.session


def test_codes_cannot_be_tried_through(client: Client) -> None:
    secret = give_totp(officer(role="station_officer"))
    sign_in(client)
    for number in range(6):
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06d}"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert "_auth_user_id" not in client.session, "after five wrong codes the right one waits as well"


def test_removing_the_last_factor_leads_back_to_enrolment(client: Client) -> None:
    user = officer(role="station_officer")
    secret = give_totp(user)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user, type="totp").exists()
    assert [event.detail["factor"] for event in events("user:second_factor_removed")][:1] == ["totp"]
    assert client.get(reverse("usersessions_list"))["Location"] == reverse("second_factor_needed")


def test_passkey_pages_open(client: Client) -> None:
    officer()
    sign_in(client)
    assert client.get(reverse("mfa_list_webauthn")).status_code == 200
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_add_webauthn"))
    assert page.status_code == 200
    assert b"creation_options" in page.content
    options = Client().get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert "challenge" in options.json()["request_options"]["publicKey"]


def test_another_persons_passkey_is_not_there(client: Client) -> None:
    other = officer("bela")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "hers", "credential": {}})
    officer()
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        foreign = client.get(reverse(name, args=[key.pk]))
        missing = client.get(reverse(name, args=[key.pk + 1000]))
        assert foreign.status_code == missing.status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


# Sessions.


def test_sessions_are_listed_with_browser_and_ended_one_by_one(client: Client) -> None:
    user = officer()
    sign_in(client)
    elsewhere = Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 9) Chrome/100.0 Mobile Safari/537.36"})
    sign_in(elsewhere)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Chrome, Android" in page
    other = UserSession.objects.get(user=user, session_key=stored_key(elsewhere.session.session_key))
    client.post(reverse("session_end", args=[other.pk]))
    assert elsewhere.get(reverse("usersessions_list")).status_code == 302
    assert client.get(reverse("usersessions_list")).status_code == 200
    assert [event.detail["count"] for event in events("session:ended")] == [1]


def test_another_persons_session_is_not_there(client: Client) -> None:
    officer("bela")
    other = Client()
    sign_in(other, "bela")
    officer()
    sign_in(client)
    key = UserSession.objects.get(session_key=stored_key(other.session.session_key)).pk
    foreign = client.post(reverse("session_end", args=[key]))
    missing = client.post(reverse("session_end", args=[key + 1000]))
    assert foreign.status_code == missing.status_code == 404
    assert other.get(reverse("usersessions_list")).status_code == 200


def test_all_other_sessions_are_ended_at_once(client: Client) -> None:
    officer()
    sign_in(client)
    others = [Client(), Client()]
    for other in others:
        sign_in(other)
    client.post(reverse("sessions_end_others"))
    assert [other.get(reverse("usersessions_list")).status_code for other in others] == [302, 302]
    assert client.get(reverse("usersessions_list")).status_code == 200


def test_last_sight_is_noted_every_few_minutes_only(client: Client, django_assert_num_queries: Any) -> None:
    user = officer()
    sign_in(client)
    first = UserSession.objects.get(user=user).last_seen_at
    client.get(reverse("usersessions_list"))
    assert UserSession.objects.get(user=user).last_seen_at == first
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        client.get(reverse("usersessions_list"))
        assert UserSession.objects.get(user=user).last_seen_at > first


def test_an_idle_session_ends(client: Client) -> None:
    officer()
    sign_in(client)
    assert client.get(reverse("usersessions_list")).status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=2, minutes=1)):
        assert client.get(reverse("usersessions_list")).status_code == 302
    assert client.get(reverse("usersessions_list")).status_code == 302, "ended for good"


def test_a_session_ends_twelve_hours_after_signing_in_however_it_is_used(client: Client) -> None:
    officer()
    begun = clock.now()
    sign_in(client)
    for hours in (1, 3, 5, 7, 9, 11):
        with clock.frozen(begun + timedelta(hours=hours)):
            assert client.get(reverse("usersessions_list")).status_code == 200, hours
    with clock.frozen(begun + timedelta(hours=12, minutes=10)):
        assert client.get(reverse("usersessions_list")).status_code == 302


def test_every_page_of_an_officer_lets_them_out(client: Client) -> None:
    officer()
    sign_in(client)
    for name in ("usersessions_list", "mfa_index", "account_change_password"):
        assert f'action="{reverse("account_logout")}"' in client.get(reverse(name)).content.decode(), name


def test_fields_of_passwords_hide_and_take_what_a_manager_pastes(client: Client) -> None:
    officer()
    inside = Client()
    sign_in(inside)
    pages = [client.get(address).content.decode() for address in (LOGIN, reverse("new_password"))]
    pages.append(inside.get(reverse("account_change_password")).content.decode())
    inputs = [each for page in pages for each in re.findall(r"<input[^>]*name=\"(?:old)?password[^>]*>", page)]
    assert len(inputs) == 6
    for each in inputs:
        assert 'type="password"' in each
        assert "autocomplete=" in each
        assert "off" not in each
        assert "onpaste" not in each
    assert sign_in(client, password=f" {PASSWORD}").status_code == 200, "a password is taken as it was typed"


# Personas.


def test_persona_enters_with_one_press_in_the_demonstration_without_second_factor(client: Client) -> None:
    user = officer("sho", role="station_officer", is_persona=True)
    page = client.get(reverse("personas"))
    assert page.status_code == 200
    assert "is no password or second factor asked" in page.content.decode()
    assert client.get(reverse("become", args=[user.id])).status_code == 405
    assert client.post(reverse("become", args=[user.id])).status_code == 302
    assert client.get(reverse("phones")).status_code == 200
    assert events("user:signed_in")[0].detail == {"how": "persona"}


@pytest.mark.parametrize("sought", ["ASHA", "station officer", "थाना", "asha station"])
def test_a_persona_is_found_by_name_and_post_in_either_language(client: Client, sought: str) -> None:
    officer("asha", role="station_officer", is_persona=True)
    officer("bela", role="women_help_desk", is_persona=True)
    page = client.get(reverse("personas"), {"q": sought}).content.decode()
    assert "Asha" in page
    assert "Bela" not in page
    assert "Nobody has these words" in client.get(reverse("personas"), {"q": f"{sought} 7"}).content.decode()


def test_the_pages_of_a_persona_go_on_in_the_language_in_which_it_was_chosen(client: Client) -> None:
    user = officer("sho", role="station_officer", is_persona=True, language="hi")
    client.post(reverse("become", args=[user.id]), headers={"accept-language": "en"})
    assert '<html lang="en">' in client.get(reverse("phones")).content.decode()
    user.refresh_from_db()
    assert user.language == "en"


def test_nobody_real_is_a_persona(client: Client) -> None:
    real = officer()
    assert client.post(reverse("become", args=[real.id])).status_code == 404


@override_settings(IS_DEMO=False)
def test_production_refuses_personas_at_every_door(client: Client) -> None:
    from samanvay.web.signin.urls import demonstration

    user = officer("sho", role="station_officer", is_persona=True)
    assert demonstration(is_demo=False) == []
    assert client.get("/account/personas/").status_code == 404
    assert client.post(f"/account/personas/{user.id}/").status_code == 404
    sign_in(client, "sho")
    assert "_auth_user_id" not in client.session
    client.force_login(user)
    assert client.get(reverse("usersessions_list")).status_code == 302, "an old session of a persona is worth nothing"


def test_persona_has_no_password_to_change(client: Client) -> None:
    client.force_login(create_user(by=SYSTEM, username="p", name="P", is_persona=True))
    assert client.get(reverse("account_change_password")).status_code == 403


def test_sign_in_page_speaks_hindi_to_a_hindi_browser(client: Client) -> None:
    page = client.get(LOGIN, headers={"Accept-Language": "hi"})
    assert '<html lang="hi"' in page.content.decode()
