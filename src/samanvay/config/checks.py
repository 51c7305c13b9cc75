"""What makes a production unsafe: each finding one sentence that says what to do.

They are Django checks, so every management command shows those of the settings; ``serve`` runs
``python -m samanvay.config.refuse`` before any page opens, and the WSGI application asks once more, so that no other
way of starting it passes by.
"""

import stat
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Critical, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from samanvay.kernel.refusals import WriteOutsideOperation

from .env import env

SHORTEST_KEY = 50
FEWEST_LETTERS = 10
SHORTEST_SECRET = 32
WELL_KNOWN_PASSWORDS = (
    "samanvay",
    "password",
    "admin",
    "administrator",
    "changeme",
    "demo",
    "12345678",
    "123456789012",
)
LOOKED_AT = 200

Finding = Callable[[], Iterable[str]]
_WARNS = "samanvay.W"
_by_settings: list[tuple[str, Finding]] = []
_by_database: list[tuple[str, Finding]] = []


def rule(code: str, *, asks_database: bool = False) -> Callable[[Finding], Finding]:
    """Add a finding: one whose code begins with W warns, any other keeps a production shut."""

    def add(function: Finding) -> Finding:
        (_by_database if asks_database else _by_settings).append((f"samanvay.{code}", function))
        return function

    return add


def _findings(rules: list[tuple[str, Finding]]) -> list[CheckMessage]:
    if not settings.IS_PRODUCTION:
        return []
    return [
        (Warning if code.startswith(_WARNS) else Critical)(words, id=code) for code, find in rules for words in find()
    ]


@register(Tags.security)
def production_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look at the settings of a production."""
    return _findings(_by_settings)


@register(Tags.database)
def production_database(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Look at the database of a production, where it is asked for and this process is not its owner's."""
    if not databases or env.role == "owner":
        return []
    return _findings(_by_database)


def refusals() -> list[str]:
    """Return every sentence for which a production must not start; empty in the demonstration."""
    return _sentences(warns=False)


def warnings() -> list[str]:
    """Return every sentence that a production starts in spite of: told at each start and on the health page."""
    return _sentences(warns=True)


def _sentences(*, warns: bool) -> list[str]:
    asked = [each for each in (*_by_settings, *_by_database) if each[0].startswith(_WARNS) is warns]
    return [str(each.msg) for each in _findings(asked)]


@rule("E001")
def secret_key() -> Iterable[str]:
    """The signing key must be long and random: whoever knows it is every user."""
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        key = ""
    if not key:
        yield (
            "No signing key is set: run samanvay make-keys, or write 50 random characters to a file and name it in "
            "SAMANVAY_SECRET_KEY_FILE."
        )
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or key.startswith("django-insecure"):
        yield "The signing key is short or well known: put 50 random characters in SAMANVAY_SECRET_KEY_FILE."


@rule("E002")
def hosts() -> Iterable[str]:
    """The names under which it answers must be said."""
    if not settings.ALLOWED_HOSTS:
        yield "No host is named: set SAMANVAY_HOSTS to the names under which officers open it, with commas between."
    elif any(host.strip() in ("*", ".") or host.startswith("*") for host in settings.ALLOWED_HOSTS):
        yield "SAMANVAY_HOSTS allows every host: name those under which officers open it."


@rule("E003")
def debug() -> Iterable[str]:
    """Pages of errors must not show variables."""
    if settings.DEBUG:
        yield "DEBUG is on and would show secrets on pages of errors: switch it off."


@rule("E004")
def keys_folder() -> Iterable[str]:
    """Keys must not lie under the data they protect, nor be readable by others; nor other files of secrets."""
    for path in settings.SECRET_FILES:
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"Others may read the secret {path}: run chmod 0600 on it."
    keys, home = Path(settings.SAMANVAY_KEYS), Path(settings.SAMANVAY_HOME)
    if keys.resolve() == home.resolve() or home.resolve() in keys.resolve().parents:
        yield "The keys lie under the data and would be copied with them: set SAMANVAY_KEYS to a folder elsewhere."
    if not keys.is_dir():
        yield f"The folder of keys {keys} does not exist: make it, owned by the service's user, mode 0700."
        return
    if stat.S_IMODE(keys.stat().st_mode) & 0o077:
        yield f"Others may open the folder of keys {keys}: run chmod 0700 on it."
    for path in sorted(keys.iterdir()):
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"Others may read the key {path}: run chmod 0600 on it."


@rule("E005")
def origins() -> Iterable[str]:
    """It must be opened by HTTPS alone."""
    addresses = [
        ("SAMANVAY_URL", settings.SAMANVAY_URL),
        *(("SAMANVAY_ORIGINS", each) for each in settings.CSRF_TRUSTED_ORIGINS),
    ]
    for name, address in addresses:
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname:
            yield f"{name} must be an https:// address, not {address!r}: passwords and names would travel in the clear."
        elif "*" in parts.hostname:
            yield f"{name} must name hosts, not {address!r}."


@rule("E006")
def cookies() -> Iterable[str]:
    """Cookies must be sent by HTTPS alone."""
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SESSION_COOKIE_HTTPONLY):
        yield "Cookies would be sent in the clear or be read by scripts: leave the cookie settings as they are made."
    if not settings.SECURE_SSL_REDIRECT or not settings.SECURE_HSTS_SECONDS:
        yield "Pages would open without HTTPS: leave SECURE_SSL_REDIRECT and SECURE_HSTS_SECONDS as they are made."


@rule("E007")
def content_policy() -> Iterable[str]:
    """The policy of contents must allow no inline script."""
    directives = (getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}).get("DIRECTIVES", {})
    words = " ".join(str(source) for sources in directives.values() for source in sources)
    if "script-src" not in directives or "unsafe" in words or "*" in words:
        yield "The content security policy is missing or lets foreign scripts in: leave it as it is made."


@rule("E008")
def state_sign_in() -> Iterable[str]:
    """The state's own sign-in must be asked by HTTPS and with a secret."""
    if any(urlsplit(origin).scheme != "https" for origin in settings.OIDC_ORIGINS):
        yield "SAMANVAY_OIDC_ORIGINS must be https:// addresses."
    for provider in settings.SOCIALACCOUNT_PROVIDERS.values():
        for app in provider.get("APPS", []):
            if urlsplit(app["settings"]["server_url"]).scheme != "https":
                yield "SAMANVAY_OIDC_SERVER must be an https:// address."
            if not app.get("client_id") or not app.get("secret"):
                yield "The state's sign-in is half set up: set SAMANVAY_OIDC_CLIENT and SAMANVAY_OIDC_SECRET."


@rule("E009")
def shared_counts() -> Iterable[str]:
    """The lock-out of sign-in must count for all workers together."""
    backend = settings.CACHES["default"]["BACKEND"]
    if "locmem" in backend or "dummy" in backend:
        yield "Failed sign-ins would be counted by each worker alone: leave the cache in the database."


@rule("E010")
def second_factors() -> Iterable[str]:
    """Passkeys must be bound to a secure origin."""
    if settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN:
        yield "Passkeys would work without HTTPS: leave MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN off."


@rule("E011")
def text_messages() -> Iterable[str]:
    """The gateway of text messages must be asked by HTTPS, with a long secret and the registered templates."""
    from samanvay.duties.messages.actions.texting import TEMPLATE_NAMES

    if not settings.SMS_URL:
        return
    parts = urlsplit(settings.SMS_URL)
    if parts.scheme != "https" or not parts.hostname:
        yield "SAMANVAY_SMS_URL must be an https:// address: officers' numbers would travel in the clear."
    if len(settings.SMS_SECRET) < SHORTEST_SECRET:
        yield "The secret of text messages is short: put 32 characters in SAMANVAY_SMS_SECRET_FILE."
    if lacking := [name for name in TEMPLATE_NAMES if not settings.SMS_TEMPLATES.get(name)]:
        yield f"Registered templates of text messages are missing in SAMANVAY_SMS_TEMPLATES: {', '.join(lacking)}."


@rule("E012")
def keys_made() -> Iterable[str]:
    """The keys must be there before anything is sealed: none is made up on the way."""
    from samanvay.access.boxes import keyring

    if keyring.folder().is_dir() and (lacking := keyring.missing()):
        yield str(keyring.KeysMissing(*lacking))


@rule("E013")
def virus_scanner() -> Iterable[str]:
    """Files must not go to a scanner elsewhere: clamd knows no encryption."""
    where = settings.CLAMD
    if where and not settings.SCAN_COMMAND and not where.startswith("/") and not _is_here(where.rpartition(":")[0]):
        yield (
            "SAMANVAY_CLAMD is another machine, to which every file would go in the clear: run clamd on this one, or "
            "name a command that encrypts in SAMANVAY_SCAN_COMMAND."
        )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _ask(statement: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone())


@rule("E020", asks_database=True)
def database_role() -> Iterable[str]:
    """The application must connect as a role that row security and the write guard bind."""
    try:
        name, is_super, may_bypass, owned = _ask(
            "select current_user::text, r.rolsuper, r.rolbypassrls, (select count(*) from pg_class c "
            "join pg_namespace n on n.oid = c.relnamespace where c.relowner = r.oid and c.relkind in ('r', 'p') "
            "and n.nspname not in ('pg_catalog', 'information_schema')) from pg_roles r where r.rolname = current_user"
        )
    except DatabaseError as error:
        yield f"The database does not answer ({type(error).__name__}): check DATABASE_URL."
        return
    if is_super:
        yield f"The database role {name} is a superuser and sees every row: give the application a role of its own."
    if may_bypass:
        yield f"The database role {name} may bypass row security: alter it with NOBYPASSRLS."
    if owned:
        yield f"The database role {name} owns tables and could switch their guards off: let the owner role own them."


@rule("E021", asks_database=True)
def personas() -> Iterable[str]:
    """Nobody of the demonstration may be in a production's database."""
    try:
        (count,) = _ask("select count(*) from access_user where is_persona")
    except DatabaseError:
        return
    if count:
        yield f"{count} personas of the demonstration are in this database: start with an empty one."


@rule("E022", asks_database=True)
def well_known_passwords() -> Iterable[str]:
    """No administrator may have a password that everybody tries first."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select distinct u.username, u.password from access_user u join access_grant g on g.user_id = u.id "
                "where g.role = 'administrator' and g.ended_at is null and u.is_active and u.password not like '!%%' "
                "order by 1 limit %s",
                [LOOKED_AT],
            )
            rows = cursor.fetchall()
    except DatabaseError:
        return
    for username, password in rows:
        if any(check_password(tried, password) for tried in (username, *WELL_KNOWN_PASSWORDS)):
            yield f"The administrator {username} has a well-known password: close the account or change it."


@rule("E023", asks_database=True)
def row_security() -> Iterable[str]:
    """Every protected table must have its policy in force."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'readers' "
                "join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = 'public' "
                "and not (c.relrowsecurity and c.relforcerowsecurity) order by 1"
            )
            names = [name for (name,) in cursor.fetchall()]
    except DatabaseError:
        return
    if names:
        yield f"Row security is off on {', '.join(names)}: run samanvay migrate, and look who switched it off."


@rule("E024", asks_database=True)
def tables_of_its_own() -> Iterable[str]:
    """The application must make nothing in its database, not even for a while."""
    try:
        name, may = _ask(
            "select current_database(), has_database_privilege(current_database(), 'temp') "
            "or has_database_privilege(current_database(), 'create') or has_schema_privilege('public', 'create')"
        )
    except DatabaseError:
        return
    if may:
        yield (
            "The database role may make tables, which could stand before the log: as the database's owner run "
            f"REVOKE CREATE, TEMPORARY ON DATABASE {name} FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM PUBLIC."
        )


@rule("E025", asks_database=True)
def key_of_the_log() -> Iterable[str]:
    """The database must know the key by which operations are proven, else nothing can be written."""
    from samanvay.kernel.db.scope import SYSTEM, opening
    from samanvay.kernel.ids import uuid7

    try:
        with transaction.atomic(), opening(SYSTEM, uuid7()):
            _ask("select author from sam.proven()")
            transaction.set_rollback(True)
    except WriteOutsideOperation:
        yield f"The database does not know the key {settings.LOG_KEY}: run samanvay migrate."
    except DatabaseError:
        return
