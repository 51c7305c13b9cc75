"""A PostgreSQL server as a package makes it: nothing of ours in it, its log open, peer on the socket."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from samanvay.kernel.pg import cluster
from samanvay.kernel.pg.binaries import binaries
from samanvay.kernel.pg.identity import own_user, passage
from samanvay.kernel.supervise.launching import Passage, launch

ADMINISTRATOR = "local all postgres peer map=administrator\nlocal all all peer\nhost all all all scram-sha-256\n"


@contextmanager
def plain_server() -> Iterator[Path]:
    """Give the folder of the socket of a server whose administrator ``postgres`` is whoever runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="samanvay-plain-"))
    folder.chmod(0o755)
    user = own_user()
    new = cluster.new_folder(folder, user)
    sockets = folder / "sockets"
    sockets.mkdir()
    sockets.chmod(0o777)
    way = Passage() if user is None else passage([str(new), str(sockets)], user, print)
    process = None
    try:
        cluster.make_cluster(folder, way, fsync=False)
        data = cluster.data_folder(folder)
        (data / "pg_hba.conf").write_text(ADMINISTRATOR)
        (data / "pg_ident.conf").write_text(f"administrator {pwd.getpwuid(os.geteuid()).pw_name} postgres\n")
        said = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={sockets}", "-c", "fsync=off")
        way = Passage() if user is None else passage([str(data), str(sockets)], user, print)
        with (folder / "server.log").open("wb") as log:
            process = launch(
                [binaries().program("postgres"), "-D", str(data), *said],
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                cwd="/",
                output=log,
                passage=way,
                death_signal=signal.SIGINT,
            )
        while True:
            with suppress(psycopg.OperationalError):
                psycopg.connect(f"host={sockets} user=postgres dbname=postgres").close()
                break
            assert process.poll() is None, (folder / "server.log").read_text()
            time.sleep(0.05)
        yield sockets
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
