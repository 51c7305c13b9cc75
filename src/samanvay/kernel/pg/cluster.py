"""The data folder: made whole or not at all, configured anew at each start, of one major version."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from samanvay.kernel.supervise.launching import Passage, launch_command

from .binaries import binaries, major
from .errors import CannotStart
from .lock import explain
from .logs import sentence
from .roles import APP, OWNER, SUPERUSER, make_extensions, make_roles
from .silent import OURS

_MEGABYTE = 1024 * 1024
_PREPARED = "samanvay.prepared"


def data_folder(home: Path) -> Path:
    return home / "pg"


def check_major(data: Path) -> None:
    """Refuse data of another major version, which these programs cannot read."""
    try:
        written = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise CannotStart(f"{data} is not a database folder: move it away and start again.") from None
    except OSError as error:
        raise CannotStart(f"{data} cannot be read: {error.strerror}.") from None
    if written != str(major()):
        raise CannotStart(
            f"The data in {data} was written by PostgreSQL {written}, this installation has {major()}: "
            "back it up with the old installation (`samanvay backup`) and restore it with this one."
        )


def new_folder(home: Path, owner: tuple[int, int] | None) -> Path:
    """Return an empty folder in which a cluster is made before it bears its name."""
    new = home / "pg.new"
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(mode=0o700)
        if owner:
            os.chown(new, *owner)
    except OSError as error:
        raise explain(error, home) from None
    return new


def make_cluster(home: Path, passage: Passage, *, fsync: bool = True) -> None:
    """Turn the new folder into ``HOME/pg``; a start killed half way leaves nothing that looks finished."""
    new = home / "pg.new"
    command = [
        binaries().program("initdb"),
        *("-D", str(new), "-U", SUPERUSER, "-E", "UTF8"),
        # With the C locale pg_trgm drops all Devanagari without a word.
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8"),
        *("--auth-local=peer", "--auth-host=reject", "--no-instructions"),
        *(() if fsync else ("--no-sync",)),
    ]
    done = subprocess.run(  # noqa: S603
        launch_command(command, passage=passage),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
    )
    if done.returncode != 0:
        shutil.rmtree(new, ignore_errors=True)
        raise CannotStart(sentence("PostgreSQL could not make its folder", done.stdout, home))
    new.rename(data_folder(home))


def may_connect() -> str:
    """Return the operating-system user who may connect: the one who runs us. Raises CannotStart if he has no name."""
    uid = os.geteuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise CannotStart(
            f"The user id {uid} has no name on this machine, which PostgreSQL needs: add it to /etc/passwd."
        ) from None


def write_access(data: Path) -> None:
    """Write who may connect: one operating-system user, by the socket only, as one of our roles."""
    quoted = '"' + may_connect().replace('"', '""') + '"'
    rows = "".join(f"samanvay {quoted} {role}\n" for role in (SUPERUSER, OWNER, APP))
    for name, text in (("pg_hba.conf", "local all all peer map=samanvay\n"), ("pg_ident.conf", rows)):
        path = data / name
        try:
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
        except OSError as error:
            raise explain(error, data) from None


def total_memory() -> int:
    """Return the bytes of memory this process may use: the machine's, or less if its container has less."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdigit() else total


def settings(sockets: Path, *, fsync: bool) -> dict[str, str]:
    """Return the server's settings."""
    memory = total_memory() // _MEGABYTE
    shared = 128 if not fsync else max(128, min(1024, memory // 8))
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": '"' + str(sockets).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": f"{shared}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "maintenance_work_mem": f"{max(64, min(256, memory // 32))}MB",
        "work_mem": "16MB",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        **OURS,
        "log_checkpoints": "off",
        "cluster_name": "samanvay",
    }
    if not fsync:
        chosen |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "256MB"}
    return chosen


def is_prepared(data: Path) -> bool:
    """Tell whether roles and extensions of this version have been made."""
    try:
        return (data / _PREPARED).read_text() == _fingerprint()
    except OSError:
        return False


def mark_prepared(data: Path) -> None:
    (data / _PREPARED).write_text(_fingerprint())


def _fingerprint() -> str:
    return hashlib.sha256((make_roles() + make_extensions()).encode()).hexdigest()
