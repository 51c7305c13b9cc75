"""Coming in: a passkey enrolled and used, a sign-in reset and taken up again, the state's own sign-in by its button."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from officers_of_up import officer, unit_of
from playwright.sync_api import CDPSession, Page, expect

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.directory.models import Officer, Unit
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.directory.officers.actions import officers as officer_actions
from samanvay.directory.officers.actions import postings as posting_actions
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from state_server import StateServer, state_server

SIZES = [(1280, "en"), (360, "hi")]
PASSWORD, FRESH = "a-long-enough-one", "Yamuna meets it at the fort"


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


@pytest.fixture
def server(server: str) -> str:
    """A passkey belongs to a name: an address of numbers has none."""
    return server.replace("127.0.0.1", "localhost")


def authenticator(page: Page) -> CDPSession:
    """Plug a key into the browser: it knows its owner and answers at once."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def enter(page: Page, login: str, password: str) -> None:
    page.goto("/account/login/")
    page.locator("#id_login").fill(login)
    page.locator("#id_password").fill(password)
    page.locator("form[action='/account/login/'] button").click()


def leave(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/account/login/**")


def sign_ins() -> list[str]:
    with reading(SYSTEM):
        found = Event.objects.filter(kind="user:signed_in").order_by("seq")
        return [str(event.detail["how"]) for event in found]


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_an_officer_enrols_a_passkey_and_comes_in_with_it_alone(
    width: int,
    language: str,
    page_at: Callable[..., Page],
    fits: Callable[[Page], None],
    axe: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    officer("zeba", "police_chief", "Moradabad", name="Zeba Khan", name_hi="ज़ेबा ख़ान", language=language)
    Authenticator.objects.all().delete()
    page = page_at(width, language=language)
    key = authenticator(page)
    enter(page, "zeba", PASSWORD)
    page.wait_for_url("**/account/second-factor/needed/")
    fits(page)
    shot(page, f"signin-needed-{language}")
    page.locator("a[href='/account/second-factor/keys/add/']").click()
    page.locator("#id_name").fill("Office key")
    page.locator("#id_passwordless").check()
    fits(page)
    axe(page)
    shot(page, f"signin-key-add-{language}")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/keys/add/" not in url)
    shot(page, f"signin-key-added-{language}")
    page.goto("/account/second-factor/keys/")
    expect(page.get_by_text("Office key")).to_be_visible()
    fits(page)
    shot(page, f"signin-keys-{language}")
    leave(page)
    fits(page)
    axe(page)
    shot(page, f"signin-page-{language}")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    expect(page.get_by_text("Zeba Khan" if language == "en" else "ज़ेबा ख़ान").first).to_be_attached()
    assert sign_ins()[-1] == "mfa"
    stored = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert stored.last_used_at is not None
    # a key of which the product knows nothing any more opens nothing
    with acting_as(SYSTEM):
        stored.delete()
    leave(page)
    page.locator("#passkey_login").click()
    page.wait_for_load_state()
    assert len(sign_ins()) == 2
    key.detach()


def hand_over(page: Page, user: User, reason: str, shot: Callable[[str], Any]) -> str:
    """Reset a sign-in on the officer's page; return the code."""
    key = Officer.objects.get(user=user).id
    page.goto(f"/directory/officers/{key}/")
    shot("officer")
    page.locator(f"a[href='/directory/officers/{key}/reset-sign-in/']").click()
    page.locator(f"input[value='{reason}']").check()
    shot("ask")
    page.locator("form.card button[type=submit]").click()
    code = page.locator(".code").inner_text()
    shot("code")
    return code.strip()


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_a_sign_in_is_reset_and_taken_up_again_with_a_new_second_factor(
    width: int,
    language: str,
    walk: Any,
    page_at: Callable[..., Page],
    fits: Callable[[Page], None],
    axe: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    unit = unit_of("ahtu_in_charge", "Moradabad")
    posts = {
        "admin": ("administrator", Unit.objects.get(code="administration:IN-UP")),
        "zeba": ("ahtu_in_charge", unit),
    }
    users = {}
    with acting_as(SYSTEM):
        for login, (role, at) in posts.items():
            made = officer_actions.add_officer(
                by=SYSTEM,
                employee_no=login,
                home_state="IN-UP",
                name=f"Officer {login}",
                name_hi="अधिकारी",
                language=language,
            )
            posting_actions.post_officer(by=SYSTEM, officer=made, unit=at, role=role)
            users[login] = account_actions.open_account(by=SYSTEM, officer=made, username=login, password=PASSWORD)
            Authenticator.objects.create(user=users[login], type=Authenticator.Type.TOTP, data={"secret": "lost"})
    page = page_at(width, language=language)

    def look(name: str, at: Page = page) -> None:
        fits(at)
        axe(at)
        shot(at, f"signin-reset-{name}-{language}")

    walk.sign_in("admin")
    code = hand_over(page, users["zeba"], "lost", look)
    page.context.clear_cookies()
    walk.cookies = []
    own = page_at(width, language=language)
    own.goto("/account/login/")
    look("page", own)
    own.locator("a[href='/account/new-password/']").click()
    for name, value in {"login": "zeba", "code": "ABCD-EFGH-JKMN", "password": FRESH, "password_again": FRESH}.items():
        own.locator(f"#id_{name}").fill(value)
    own.locator("main form button").click()
    expect(own.locator("main [role=alert]:visible").first).to_be_visible()
    look("wrong", own)
    own.locator("#id_code").fill(code)
    for name in ("password", "password_again"):
        own.locator(f"#id_{name}").fill(FRESH)
    own.locator("main form button").click()
    own.wait_for_url("**/account/login/")
    look("kept", own)
    enter(own, "zeba", FRESH)
    own.wait_for_url("**/account/second-factor/needed/")
    own.locator("a[href='/account/second-factor/app/add/']").click()
    own.wait_for_url("**/account/second-factor/app/add/")
    look("app", own)
    secret = own.locator("main code, #authenticator_secret, .secret").first.inner_text().replace(" ", "")
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    own.locator("#id_code").fill(totp.format_hotp_value(totp.hotp_value(secret, counter)))
    own.locator("main form button").click()
    own.wait_for_url("**/account/second-factor/codes/")
    look("codes", own)
    own.goto("/")
    expect(own.locator("h1").first).to_be_visible()
    assert "/account/" not in own.url


@pytest.fixture
def state(settings: Any) -> Iterator[StateServer]:
    settings.ROOT_URLCONF = "state_server"
    with state_server() as found:
        settings.SOCIALACCOUNT_PROVIDERS = found.settings()
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "form-action": ["'self'", found.url]}}
        yield found


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_the_states_own_sign_in_opens_to_the_known_and_tells_the_unknown(
    width: int,
    language: str,
    state: StateServer,
    walk: Any,
    page_at: Callable[..., Page],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    officer("zeba", "district_magistrate", "Moradabad", name="Zeba Khan", name_hi="ज़ेबा ख़ान", language=language)
    Authenticator.objects.all().delete()
    page = page_at(width, language=language)
    for login, lands in (("stranger", "/account/oidc/state/login/callback/"), ("zeba", "/")):
        state.claims = {"sub": f"u-{login}", "preferred_username": login}
        page.goto("/account/login/")
        page.get_by_role("button", name="UP SSO").click()
        page.wait_for_url(lambda url, end=lands: url.split("?")[0].endswith(end) and "authorise" not in url)
        fits(page)
        shot(page, f"signin-state-{login}-{language}")
    expect(page.locator("h1").first).to_be_visible()
    assert sign_ins() == ["socialaccount"]
    # the state's server is another machine, and the only one
    walk.faults[:] = [fault for fault in walk.faults if f"left the machine: {state.url}/" not in fault]
