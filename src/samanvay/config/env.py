"""The only reader of the process environment. Everything else asks :data:`env`."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from samanvay.kernel.private_files import kept_or_made
from samanvay.kernel.supervise.reports import SUPERVISED

ROOT = Path(__file__).resolve().parents[3]


def private_file(path: Path, make: Any) -> str:
    """Return the text of a file readable by its owner alone, made on first use by calling ``make``."""
    return kept_or_made(path, lambda: make().encode()).decode().strip()


# A role may change its own settings: those by which it could shut itself out come with the connection.
SETTINGS_OF_OURS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "local_preload_libraries": "",
        "row_security": "on",
        "default_transaction_read_only": "off",
        "search_path": "public",
        "statement_timeout": "0",
        "lock_timeout": "0",
    }.items()
)


def without_long_locks(database: dict[str, Any], patience: str = "8s") -> dict[str, Any]:
    """Return the options of a connection whose statements fail rather than wait longer for a lock.

    For pages, behind which somebody waits; all other programs wait as long as it takes.
    """
    options = database.get("OPTIONS", {})
    return {**options, "options": f"{options.get('options', '')} -c lock_timeout={patience}".strip()}


def database_from_url(url: str) -> dict[str, Any]:
    """Return Django's connection settings for a ``postgresql://`` address. Raises ValueError for another scheme."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL must begin with postgresql://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "samanvay",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {**query, "options": f"{SETTINGS_OF_OURS} {query.get('options', '')}".strip()},
    }


@dataclass(frozen=True)
class Environment:
    """What the surroundings say: each attribute is one variable, with its default."""

    variables: dict[str, str]

    def get(self, name: str, default: str = "") -> str:
        return self.variables.get(name, default)

    @property
    def mode(self) -> str:
        """``demo`` (personas, local addresses) or ``production``."""
        return self.get("SAMANVAY_MODE", "demo")

    @property
    def home(self) -> Path:
        """The folder of data and embedded server."""
        return Path(self.get("SAMANVAY_HOME") or ROOT / "var").absolute()

    @property
    def keys(self) -> Path:
        """The folder of keys and of the erasure ledger; in production never under the data."""
        return Path(self.get("SAMANVAY_KEYS") or self.home / "keys").absolute()

    @property
    def role(self) -> str:
        """``owner`` for migrations, backup and definer functions, else ``app``."""
        return self.get("SAMANVAY_ROLE", "app")

    @property
    def is_supervised(self) -> bool:
        """Whether `samanvay serve` started this program and starts it again."""
        return self.get(SUPERVISED) == "1"

    @property
    def port(self) -> int:
        return int(self.get("SAMANVAY_PORT", "8000"))

    def secret_key(self) -> str:
        """Return the signing key: from a variable, a file named by one, or one beside the other keys.

        The last is made by ``samanvay make-keys``, in the demonstration at first start.
        """
        if value := self.get("SAMANVAY_SECRET_KEY"):
            return value
        if named := self.get("SAMANVAY_SECRET_KEY_FILE"):
            return Path(named).read_text().strip()
        path = self.keys / "signing.key"
        if self.mode == "production" and not path.exists():
            return ""
        return private_file(path, lambda: secrets.token_urlsafe(50))

    def sms_secret(self) -> str:
        """Return the secret shared with the gateway of text messages: from a variable, or a file named by one."""
        if path := self.get("SAMANVAY_SMS_SECRET_FILE"):
            return Path(path).read_text().strip()
        return self.get("SAMANVAY_SMS_SECRET")

    def sms_templates(self) -> dict[str, str]:
        """Return the registered template of each message, from ``overdue.en=1107…,overdue.hi=1107…``."""
        pairs = (part.partition("=") for part in self.get("SAMANVAY_SMS_TEMPLATES").split(",") if part.strip())
        return {name.strip(): number.strip() for name, _equals, number in pairs}

    def database(self) -> dict[str, Any]:
        """Return Django's connection settings: of the given server, else of the embedded one of this home."""
        url = self.get("DATABASE_OWNER_URL") if self.role == "owner" else ""
        url = url or self.get("DATABASE_URL")
        if url:
            return database_from_url(url)
        endpoint = self.home / "run" / "endpoint.json"
        socket = json.loads(endpoint.read_text())["host"] if endpoint.exists() else str(self.home / "run")
        return {
            "NAME": "samanvay",
            "USER": "samanvay_owner" if self.role == "owner" else "samanvay_app",
            "HOST": socket,
        }


env = Environment(dict(os.environ))
