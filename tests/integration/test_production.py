"""A production refuses to open while it is unsafe, each time with a sentence that says what to do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from factories import make_officer
from samanvay.access.boxes import keyring
from samanvay.access.users.actions import create_user
from samanvay.config import checks, server_checks
from samanvay.config.env import ROOT
from samanvay.duties.messages.actions.texting import TEMPLATE_NAMES
from samanvay.kernel.db.scope import SYSTEM

pytestmark = pytest.mark.django_db

GOOD_KEY = "k3Jf9-qLx_7Zt1Vw8sRb2Ym6Nc4Hd0Pg5TuAeXiCoSvBnMzQwErTy"


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Any:
    """Settings as a careful operator makes them."""
    keys, home = tmp_path / "keys", tmp_path / "home"
    keys.mkdir(mode=0o700)
    home.mkdir(mode=0o700)
    settings.IS_PRODUCTION, settings.IS_DEMO = True, False
    settings.SECRET_KEY = GOOD_KEY
    settings.ALLOWED_HOSTS = ["samanvay.up.gov.in"]
    settings.SAMANVAY_URL = "https://samanvay.up.gov.in"
    settings.CSRF_TRUSTED_ORIGINS = ["https://samanvay.up.gov.in"]
    settings.SAMANVAY_KEYS, settings.SAMANVAY_HOME = keys, home
    keyring.make_all()
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    return settings


def test_careful_production_opens(production: Any) -> None:
    assert checks.refusals() == []


def test_demonstration_is_not_held_to_it(settings: Any) -> None:
    settings.SECRET_KEY = "short"
    assert checks.refusals() == []


def loosen_keys(settings: Any) -> None:
    os.chmod(settings.SAMANVAY_KEYS, 0o755)


def loosen_a_key(settings: Any) -> None:
    path = settings.SAMANVAY_KEYS / "master.json"
    path.write_text("{}")
    path.chmod(0o644)


def loosen_a_secret(settings: Any) -> None:
    path = settings.SAMANVAY_HOME / "sms"
    path.write_text("s" * 32)
    path.chmod(0o640)
    settings.SECRET_FILES = [path]


def keys_under_data(settings: Any) -> None:
    folder = settings.SAMANVAY_HOME / "keys"
    folder.mkdir(mode=0o700)
    settings.SAMANVAY_KEYS = folder
    keyring.make_all()


def keys_by_a_link_under_data(settings: Any) -> None:
    inside = settings.SAMANVAY_HOME / "inside"
    inside.mkdir(mode=0o700)
    link = settings.SAMANVAY_HOME.parent / "elsewhere"
    link.symlink_to(inside)
    settings.SAMANVAY_KEYS = link
    keyring.make_all()


def without_a_key(settings: Any) -> None:
    (settings.SAMANVAY_KEYS / "master.json").unlink()


def gateway(url: str, secret: str) -> Callable[[Any], None]:
    """Return what sets up a gateway of text messages."""

    def change(settings: Any) -> None:
        settings.SMS_URL, settings.SMS_SECRET = url, secret
        settings.SMS_TEMPLATES = dict.fromkeys(TEMPLATE_NAMES, "1107000")

    return change


def state_sign_in(server: str, client: str, secret: str) -> Callable[[Any], None]:
    app = {"client_id": client, "secret": secret, "settings": {"server_url": server}}
    return lambda settings: setattr(settings, "SOCIALACCOUNT_PROVIDERS", {"openid_connect": {"APPS": [app]}})


def put(**values: Any) -> Callable[[Any], None]:
    return lambda settings: [setattr(settings, name, value) for name, value in values.items()]  # type: ignore[return-value]


UNSAFE: list[tuple[str, str, Callable[[Any], None], str]] = [
    ("E001", "no key", put(SECRET_KEY=""), "SAMANVAY_SECRET_KEY_FILE"),
    ("E001", "short key", put(SECRET_KEY=GOOD_KEY[:49]), "SAMANVAY_SECRET_KEY_FILE"),
    ("E001", "key of few letters", put(SECRET_KEY="ab" * 40), "SAMANVAY_SECRET_KEY_FILE"),
    (
        "E001",
        "Django's example key",
        put(SECRET_KEY="django-insecure-" + GOOD_KEY),
        "SAMANVAY_SECRET_KEY_FILE",
    ),
    ("E002", "no host", put(ALLOWED_HOSTS=[]), "SAMANVAY_HOSTS"),
    ("E002", "every host", put(ALLOWED_HOSTS=["*"]), "SAMANVAY_HOSTS"),
    ("E002", "every host among others", put(ALLOWED_HOSTS=["a.in", "*.in"]), "SAMANVAY_HOSTS"),
    ("E003", "debug", put(DEBUG=True), "DEBUG"),
    ("E004", "open folder of keys", loosen_keys, "chmod 0700"),
    ("E004", "open key", loosen_a_key, "chmod 0600"),
    ("E004", "keys under the data", keys_under_data, "SAMANVAY_KEYS"),
    ("E004", "keys under the data by a link", keys_by_a_link_under_data, "SAMANVAY_KEYS"),
    ("E004", "no folder of keys", put(SAMANVAY_KEYS=Path("/nonexistent/keys")), "make it"),
    ("E005", "address without TLS", put(SAMANVAY_URL="http://samanvay.up.gov.in"), "SAMANVAY_URL"),
    (
        "E005",
        "origin without TLS",
        put(CSRF_TRUSTED_ORIGINS=["http://samanvay.up.gov.in"]),
        "SAMANVAY_ORIGINS",
    ),
    ("E005", "every origin", put(CSRF_TRUSTED_ORIGINS=["https://*.gov.in"]), "SAMANVAY_ORIGINS"),
    ("E006", "session cookie in the clear", put(SESSION_COOKIE_SECURE=False), "Cookies"),
    ("E006", "forgery cookie in the clear", put(CSRF_COOKIE_SECURE=False), "Cookies"),
    ("E006", "session cookie for scripts", put(SESSION_COOKIE_HTTPONLY=False), "Cookies"),
    ("E006", "no redirect to TLS", put(SECURE_SSL_REDIRECT=False), "SECURE_SSL_REDIRECT"),
    ("E006", "no strict transport", put(SECURE_HSTS_SECONDS=0), "SECURE_HSTS_SECONDS"),
    ("E007", "no content policy", put(CONTENT_SECURITY_POLICY=None), "content security policy"),
    (
        "E007",
        "inline scripts",
        put(CONTENT_SECURITY_POLICY={"DIRECTIVES": {"script-src": ["'self'", "'unsafe-inline'"]}}),
        "content security policy",
    ),
    ("E011", "text messages without TLS", gateway("http://sms.gov.in", "s" * 32), "SAMANVAY_SMS_URL"),
    ("E011", "text messages without secret", gateway("https://sms.gov.in", "short"), "SAMANVAY_SMS_SECRET_FILE"),
    (
        "E008",
        "state sign-in without TLS",
        state_sign_in("http://sso.gov.in", "c", "s"),
        "SAMANVAY_OIDC_SERVER",
    ),
    ("E008", "state sign-in elsewhere without TLS", put(OIDC_ORIGINS=["http://keys.gov.in"]), "SAMANVAY_OIDC_ORIGINS"),
    (
        "E008",
        "state sign-in without secret",
        state_sign_in("https://sso.gov.in", "c", ""),
        "SAMANVAY_OIDC_SECRET",
    ),
    (
        "E009",
        "counts of each worker alone",
        put(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}),
        "cache in the database",
    ),
    ("E004", "secret of text messages that others may read", loosen_a_secret, "chmod 0600"),
    ("E013", "scanner on another machine", put(CLAMD="10.0.0.9:3310"), "SAMANVAY_SCAN_COMMAND"),
    ("E013", "scanner on a machine with a name", put(CLAMD="scanner.up.gov.in:3310"), "SAMANVAY_SCAN_COMMAND"),
    ("E012", "no master key", without_a_key, "samanvay make-keys"),
    ("E010", "passkeys without TLS", put(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True), "Passkeys"),
]


@pytest.mark.parametrize(
    ("code", "spoil", "says"),
    [(code, spoil, says) for code, _name, spoil, says in UNSAFE],
    ids=[row[1] for row in UNSAFE],
)
def test_unsafe_setting_is_refused_with_what_to_do(
    production: Any, code: str, spoil: Callable[[Any], None], says: str
) -> None:
    spoil(production)
    [found] = checks.production_settings(None)
    assert found.id == f"samanvay.{code}"
    assert says in found.msg
    assert found.msg.endswith(".")
    assert checks.refusals() == [found.msg]


def test_every_rule_of_settings_is_tried() -> None:
    assert {f"samanvay.{row[0]}" for row in UNSAFE} == {code for code, _rule in checks._by_settings}


@pytest.mark.parametrize("where", ["/run/clamav/clamd.ctl", "127.0.0.1:3310", "localhost:3310"])
def test_a_scanner_on_this_machine_is_taken(production: Any, where: str) -> None:
    production.CLAMD = where
    assert checks.refusals() == []


def test_personas_are_refused(production: Any) -> None:
    create_user(by=SYSTEM, username="sho", name="SHO", is_persona=True)
    [sentence] = checks.refusals()
    assert "1 personas" in sentence


@pytest.mark.parametrize("password", ["samanvay", "administrator", "boss"])
def test_administrators_well_known_password_is_refused(production: Any, password: str) -> None:
    make_officer("boss", "administrator", 900, name="Boss", password=password)
    [sentence] = checks.refusals()
    assert "boss has a well-known password" in sentence


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("postgres", True, False, 0), "superuser"),
        (("owner", False, True, 0), "NOBYPASSRLS"),
        (("owner", False, False, 12), "owns tables"),
    ],
)
def test_mighty_database_role_is_refused(
    production: Any, monkeypatch: pytest.MonkeyPatch, row: tuple[Any, ...], says: str
) -> None:
    real = checks._ask
    monkeypatch.setattr(checks, "_ask", lambda statement: row if "rolsuper" in statement else real(statement))
    [sentence] = checks.refusals()
    assert says in sentence


def test_our_own_roles_are_told_apart_by_the_database_itself(production: Any) -> None:
    name, is_super, may_bypass, owned = checks._ask(
        "select current_user::text, rolsuper, rolbypassrls, 0 from pg_roles where rolname = current_user"
    )
    assert (is_super, may_bypass, owned) == (False, False, 0), name
    assert list(checks.database_role()) == []
    assert list(checks.row_security()) == []
    assert list(checks.tables_of_its_own()) == []
    assert list(checks.key_of_the_log()) == []


def test_a_role_that_may_make_temporary_tables_is_refused(production: Any) -> None:
    import psycopg
    from django.db import connection

    name = connection.settings_dict["NAME"]
    owner = urlunsplit(urlsplit(os.environ["SAMANVAY_TEST_OWNER_URL"])._replace(path=f"/{name}"))
    with psycopg.connect(owner, autocommit=True) as raw:
        raw.execute(f'grant temporary on database "{name}" to public')
        try:
            [sentence] = checks.refusals()
        finally:
            raw.execute(f'revoke temporary on database "{name}" from public')
    assert "REVOKE CREATE, TEMPORARY" in sentence


def test_a_key_of_the_log_that_the_database_does_not_know_is_refused(production: Any, tmp_path: Path) -> None:
    production.LOG_KEY = tmp_path / "log.key"
    [sentence] = checks.refusals()
    assert "run samanvay migrate" in sentence


def test_owner_role_is_refused_for_real(production: Any) -> None:
    from django.db import connection

    before = dict(connection.settings_dict)
    environment = {
        **os.environ,
        "SAMANVAY_MODE": "production",
        "DATABASE_URL": urlunsplit(urlsplit(os.environ["SAMANVAY_TEST_OWNER_URL"])._replace(path=f"/{before['NAME']}")),
    }
    done = subprocess.run(
        [sys.executable, "-m", "samanvay.config.refuse"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "NOBYPASSRLS" in done.stderr
    assert "owns tables" in done.stderr


def test_process_of_an_unsafe_production_exits_with_the_sentences() -> None:
    environment = {
        **os.environ,
        "SAMANVAY_MODE": "production",
        "SAMANVAY_HOSTS": "*",
        "SAMANVAY_SECRET_KEY": "short",
        "SAMANVAY_KEYS": "/nonexistent/keys",
        "DATABASE_URL": "postgresql://nobody@/nothing?host=/nonexistent",
    }
    done = subprocess.run(
        [sys.executable, "-m", "samanvay.config.refuse"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()[-1:]
    for part in (
        "SAMANVAY_HOSTS",
        "SAMANVAY_SECRET_KEY_FILE",
        "SAMANVAY_URL",
        "does not answer",
        "does not exist",
    ):
        assert part in line


def test_production_of_no_settings_at_all_says_so_instead_of_a_traceback() -> None:
    environment = {"PATH": os.environ["PATH"], "SAMANVAY_MODE": "production", "SAMANVAY_HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-m", "samanvay.config.refuse"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No signing key" in done.stderr


@pytest.mark.parametrize(
    ("address", "is_encrypted", "mode", "found"),
    [
        (None, False, "", 0),
        ("127.0.0.1", False, "", 0),
        ("::1", False, "", 0),
        ("10.0.0.5", True, "verify-full", 0),
        ("10.0.0.5", True, "verify-ca", 1),
        ("10.0.0.5", True, "require", 1),
        ("10.0.0.5", True, "", 1),
        ("10.0.0.5", False, "verify-full", 1),
    ],
)
def test_a_database_elsewhere_is_reached_by_encryption_alone(
    production: Any, monkeypatch: pytest.MonkeyPatch, address: str | None, is_encrypted: bool, mode: str, found: int
) -> None:
    assert server_checks._sslmode() in ("", "prefer")
    assert list(server_checks.encrypted_connection()) == []  # what the database itself says of its socket
    monkeypatch.setattr(server_checks, "_rows", lambda statement: [(address, is_encrypted)])
    monkeypatch.setattr(server_checks, "_sslmode", lambda: mode)
    assert len(list(server_checks.encrypted_connection())) == found


def test_what_a_production_is_warned_of_is_on_the_health_page(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from samanvay.config import probing

    for words, kind in (([], "ok"), (["The application signs in with a password."], "warn")):
        monkeypatch.setattr(probing, "warnings", lambda found=words: found)
        [reading] = probing.production()
        assert reading.state.kind == kind
    assert reading.more == "The application signs in with a password."
    production.IS_PRODUCTION = False
    assert probing.production() == []


def test_a_warning_does_not_keep_a_production_shut(production: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    rules = [("samanvay.W040", lambda: ["Beware."]), ("samanvay.E022", lambda: asked.append("passwords") or [])]
    monkeypatch.setattr(checks, "_by_database", rules)
    assert checks.warnings() == ["Beware."]
    assert asked == []  # the health page asks every few seconds and tries nobody's password
    assert checks.refusals() == []
    assert asked == ["passwords"]
