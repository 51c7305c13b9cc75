"""One PostgreSQL server a home, as our own child."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from samanvay.kernel.supervise.launching import Passage, launch

from . import cluster
from .binaries import binaries
from .endpoint import Endpoint
from .errors import CannotStart
from .identity import own_user, passage
from .lock import explain, make_home
from .logs import complaint, disk_is_full, open_log, sentence, since
from .processes import end_users_of, users_of
from .roles import (
    APP,
    DATABASE,
    OWNER,
    give_back,
    grants,
    make_extensions,
    make_roles,
    reset_in,
)
from .sockets import NAME, make_private, socket_folder

_PATIENCE = 60.0
_ORPHANS = 2.0  # seconds for the workers of a dead server to leave by themselves, while the pages wait for a new one


def _silent(words: str) -> None:
    return None


def _goes_on(words: str) -> str:
    """Return a sentence on why a start failed for one that is tried again by itself."""
    return words.replace(" and start again.", ".")


@dataclass
class Server:
    """A server of ``home``. The caller holds the home's lock; use :func:`running` unless you must not."""

    home: Path
    fsync: bool = True
    say: Callable[[str], None] = _silent
    name: str = "postgres"
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    _offset: int = 0
    _answered: bool = False
    _is_kept: bool = False

    def __post_init__(self) -> None:
        self.home = make_home(self.home)
        self.data = cluster.data_folder(self.home)
        self.log = self.home / "log" / "postgres.log"

    def start(self) -> Endpoint:
        """Return the address of the server once it answers and its roles and database are there.

        Makes the data folder at first; takes over from a server whose owner died; clears what a dead one
        left. Raises CannotStart with one sentence.
        """
        cluster.may_connect()
        sockets = self._prepare_folders()
        if not self.data.exists():
            self.say("Making the database folder.")
            new = cluster.new_folder(self.home, own_user())
            cluster.make_cluster(self.home, self._passage(new, sockets), fsync=self.fsync)
        cluster.check_major(self.data)
        way = self._passage(self.data, sockets)
        self._clear_remains(sockets)
        cluster.write_access(self.data)
        self._launch(sockets, way)
        endpoint = Endpoint(sockets)
        try:
            self._wait_until_it_answers(endpoint)
            self._prepare(endpoint)
            endpoint.write(self.home)
        except OSError as error:
            self.stop()
            raise explain(error, self.home) from None
        except psycopg.Error as error:
            self.stop()
            raise CannotStart(sentence("PostgreSQL failed", str(error), self.home)) from None
        except BaseException:
            self.stop()
            raise
        self._is_kept = True
        return endpoint

    def start_again(self) -> None:
        """Start a server that ended by itself, without waiting until it has put its data in order and answers.

        Never makes a new data folder. Raises CannotStart with one sentence.
        """
        try:
            if not self.data.exists():
                raise CannotStart(f"{self.data} is gone: put it back.")
            sockets = self._prepare_folders()
            cluster.check_major(self.data)
            way = self._passage(self.data, sockets)
            self._clear_remains(sockets, _ORPHANS)
            cluster.write_access(self.data)
            self._answered = False
            self._launch(sockets, way)
        except OSError as error:
            raise CannotStart(_goes_on(str(explain(error, self.home)))) from None
        except CannotStart as error:
            raise CannotStart(_goes_on(str(error))) from None

    def _owner(self) -> tuple[int, int] | None:
        """Return the server's user if it is not ourselves: root keeps the user who owns the data."""
        user = own_user()
        if user is not None and self.data.exists():
            found = self.data.stat()
            if found.st_uid != 0:
                return found.st_uid, found.st_gid
        return user

    def _prepare_folders(self) -> Path:
        sockets = socket_folder(self.home)
        run = self.home / "run"
        if sockets != run:
            make_private(run, None)
        return make_private(sockets, self._owner())

    def _passage(self, *folders: Path) -> Passage:
        user = self._owner()
        return Passage() if user is None else passage([str(folder) for folder in folders], user, self.say)

    def _clear_remains(self, sockets: Path, patience: float = 20) -> None:
        if users_of(self.data) and not end_users_of(self.data, patience):
            pid = users_of(self.data)[:1]
            raise CannotStart(f"A database process (pid {pid}) still holds {self.data} and does not end: end it first.")
        for path in (self.data / "postmaster.pid", sockets / NAME, sockets / f"{NAME}.lock"):
            path.unlink(missing_ok=True)

    def _launch(self, sockets: Path, way: Passage) -> None:
        try:
            handle = open_log(self.log)
        except OSError as error:
            raise explain(error, self.home) from None
        self._offset = os.fstat(handle).st_size
        chosen = cluster.settings(sockets, fsync=self.fsync)
        command = [binaries().program("postgres"), "-D", str(self.data)]
        command += [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
        with os.fdopen(handle, "ab") as log:
            self._process = launch(
                command, env=environment, cwd="/", output=log, passage=way, death_signal=signal.SIGINT
            )

    def _wait_until_it_answers(self, endpoint: Endpoint) -> None:
        begun = told = time.monotonic()
        while True:
            if words := self.died():
                raise CannotStart(words)
            try:
                endpoint.connect("superuser", "postgres", seconds=5).close()
                self._answered = True
                return
            except psycopg.OperationalError as error:
                recovering = "starting up" in str(error) or "recovery" in str(error)
                now = time.monotonic()
                if not recovering and now - begun > _PATIENCE and self.died() is None:
                    raise CannotStart(f"PostgreSQL does not answer: {complaint(str(error))}.") from None
                if now - told > 5:
                    told = now
                    self.say("PostgreSQL is putting its data in order after an unclean end; this may take a while.")
            time.sleep(0.02)

    def _prepare(self, endpoint: Endpoint) -> None:
        """Set roles and rights right at every start; make extensions and the database once for each version."""
        with endpoint.connect("superuser", "template1", autocommit=True) as connection:
            connection.execute(make_roles())
            if cluster.is_prepared(self.data):
                connection.execute(reset_in(DATABASE))
            else:
                connection.execute(make_extensions())
                connection.execute(grants(OWNER, APP))
        endpoint.create_database(DATABASE)
        with endpoint.connect("superuser", DATABASE, autocommit=True) as connection:
            if not cluster.is_prepared(self.data):
                connection.execute(make_extensions())
            connection.execute(grants(OWNER, APP))
            give_back(connection, APP, self.say)
        cluster.mark_prepared(self.data)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def died(self) -> str | None:
        """Return why the server is gone, or None while it runs."""
        if self._process is None or self._process.poll() is None:
            return None
        code = self._process.returncode
        # A panic of its own ends it by SIGABRT, with its reason in the log.
        if code < 0 and code != -signal.SIGABRT and not disk_is_full(self.home):
            return f"PostgreSQL was ended from outside (signal {-code}); see {self.log}."
        what = "PostgreSQL has ended" if self._answered else "PostgreSQL did not start"
        words = sentence(what, since(self.log, self._offset), self.home)
        return _goes_on(words) if self._is_kept else words

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back, the rest is written; a minute at most."""
        process = self._process
        if process is None:
            return
        for number, patience in ((signal.SIGINT, 60.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
                break
        end_users_of(self.data, 2)
        self._process = None
        with contextlib.suppress(OSError):
            (self.home / "run" / "endpoint.json").unlink(missing_ok=True)
            # A short folder outside the home is put away with the server; the home's own stays.
            if (sockets := socket_folder(self.home)) != self.home / "run":
                sockets.rmdir()
