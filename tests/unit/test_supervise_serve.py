"""`serve` as a whole, in a process of its own with a real database: every way in which it begins and ends."""

import contextlib
import json
import os
import signal
import socket
import sys
from pathlib import Path

import psycopg
import pytest
from stand import Serving, eventually, free_port, left_of, serving

from samanvay.kernel.pg import Endpoint
from samanvay.kernel.pg.processes import users_of
from samanvay.kernel.supervise import reports

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc"),
]


def endpoint_of(home: Path) -> Endpoint:
    found = Endpoint.read(home)
    assert found is not None
    return found


def test_first_and_warm_start_and_a_clean_end(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        with serving(home, "sleeper") as stand:
            assert f"http://localhost:{stand.port}/" in stand.said()
            with endpoint_of(home).connect("owner") as connection:
                connection.execute("create table if not exists kept (at timestamptz default now())")
                connection.execute("insert into kept default values")
            assert stand.end(number) == 0
            assert stand.left() == []
    assert "database system is shut down" in (home / "log" / "postgres.log").read_text().splitlines()[-1]
    with serving(home), endpoint_of(home).connect("app") as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (3,)


def test_ctrl_c_to_the_whole_group_ends_cleanly(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "sleeper") as stand:
        os.killpg(stand.process.pid, signal.SIGINT)
        assert stand.process.wait(20) == 0
        assert stand.left() == []


@pytest.mark.parametrize("child", ["sleeper", "deaf"])
def test_kill_9_of_the_supervisor_leaves_nothing(tmp_path: Path, child: str) -> None:
    home = tmp_path / "home"
    with serving(home, child) as stand:
        assert len(stand.left()) > 4
        stand.process.kill()
        stand.process.wait()
        assert eventually(lambda: not stand.left(), 8), stand.left()
    with serving(home, child):
        pass


def test_kill_9_of_the_supervisor_and_a_start_at_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "sleeper") as stand:
        stand.process.kill()
        stand.process.wait()
        with serving(home, "sleeper") as again:
            assert again.end() == 0


def number_kept(home: Path) -> int | None:
    """Return what was written before the kill, None while nobody answers."""
    with contextlib.suppress(psycopg.OperationalError), endpoint_of(home).connect("app", seconds=2) as connection:
        found = connection.execute("select number from kept").fetchone()
        return int(found[0]) if found else None
    return None


def test_kill_9_of_postgres_alone_is_mended_and_loses_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "sleeper") as stand:
        with endpoint_of(home).connect("owner") as connection:
            connection.execute("create table kept as select 7 as number")
        for _ in range(2):
            killed = users_of(home / "pg")[0]
            os.kill(killed, signal.SIGKILL)
            assert eventually(lambda gone=killed: users_of(home / "pg")[:1] not in ([], [gone]), 60), stand.said()
            assert eventually(lambda: number_kept(home) == 7, 60), stand.said()
        assert stand.process.poll() is None, stand.said()
        assert "PostgreSQL was ended from outside (signal 9)" in stand.said()
        assert "It is started again" in stand.said()
        assert "Traceback" not in stand.said()
        postgres = next(each for each in reports.read(reports.path_in(home)) if each.name == "postgres")
        assert (postgres.restarts, postgres.is_up) == (2, True)
        assert stand.end() == 0
        assert stand.left() == []


def test_kill_9_of_one_backend_is_mended_by_the_server_itself(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "sleeper") as stand:
        with endpoint_of(home).connect("owner") as connection:
            connection.execute("create table kept as select 7 as number")
        with endpoint_of(home).connect("app") as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)
        assert eventually(lambda: number_kept(home) == 7, 60), stand.said()
        assert stand.process.poll() is None, stand.said()


def test_a_data_folder_that_cannot_be_read_is_said_and_tried_until_it_can(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "sleeper") as stand:
        with endpoint_of(home).connect("owner") as connection:
            connection.execute("create table kept as select 7 as number")
        # A folder that is away: of one closed by its mode root would not notice.
        (home / "pg").rename(home / "away")
        os.kill(users_of(home / "away")[0], signal.SIGKILL)
        assert eventually(lambda: "pg is gone: put it back. It is started again in" in stand.said(), 60), stand.said()
        assert stand.process.poll() is None, stand.said()
        assert not (home / "pg").exists(), "an empty database in its place would be worse than none"
        (home / "away").rename(home / "pg")
        assert eventually(lambda: number_kept(home) == 7, 120), stand.said()
        assert "Traceback" not in stand.said()


def test_kill_9_of_everything_then_a_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "sleeper") as stand:
        stand.process.send_signal(signal.SIGSTOP)
        for line in [*stand.left(), *stand.left()]:
            try:
                os.kill(int(line.split()[0]), signal.SIGKILL)
            except ProcessLookupError:
                continue
        stand.process.wait(5)
    with serving(home, "sleeper") as again:
        assert again.end() == 0


def test_a_child_that_ends_is_started_again_and_named(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "sleeper", "mortal") as stand:
        again = "mortal ended by itself (exit code 3): cannot find the key. It is started again"
        assert eventually(lambda: stand.said().count(again) >= 2, 60), stand.said()
        assert stand.process.poll() is None
        assert stand.end() == 0
        assert stand.left() == []


def test_a_second_start_says_who_runs_and_touches_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home) as first:
        second = Serving(home)
        assert second.process.wait(20) == 1
        address = f"http://localhost:{first.port}/"
        assert second.said().startswith(f"already running: pid {first.process.pid}, {address}")
        assert second.said().count("\n") == 1
        assert endpoint_of(home).connect("app").close() is None


def test_a_port_in_use_is_one_sentence_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen(1)
        port = holder.getsockname()[1]
        stand = Serving(tmp_path / "home", port=port)
        assert stand.process.wait(20) == 1
    assert stand.said() == f"Port {port} is in use by another program: end that one, or choose another with --port.\n"
    assert not (tmp_path / "home" / "pg").exists()


def test_two_homes_side_by_side(tmp_path: Path) -> None:
    with serving(tmp_path / "one") as one, serving(tmp_path / "two") as two:
        for stand in (one, two):
            with endpoint_of(stand.home).connect("superuser") as connection:
                where = connection.execute("select current_setting('unix_socket_directories')").fetchone()
                assert where == (f'"{stand.home / "run"}"',)
        assert one.end() == 0
        endpoint_of(two.home).connect("app").close()


def test_a_dead_database_url_is_one_sentence(tmp_path: Path) -> None:
    port = free_port()
    stand = Serving(tmp_path / "home", DATABASE_URL=f"postgresql://someone:secret@127.0.0.1:{port}/samanvay")
    assert stand.process.wait(30) == 1
    assert stand.said() == (
        f"DATABASE_URL (127.0.0.1:{port}/samanvay) refuses connections: start the server, or correct the address.\n"
    )
    assert left_of(tmp_path / "home") == []


def test_a_given_server_is_used_and_none_of_our_own_started(tmp_path: Path) -> None:
    with serving(tmp_path / "server") as server:
        url = endpoint_of(server.home).url("superuser")
        with serving(tmp_path / "home", "sleeper", DATABASE_URL=url) as stand:
            assert not (stand.home / "pg").exists()
            assert stand.end() == 0


def test_a_signal_during_the_first_start_leaves_nothing_half_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    stand = Serving(home)
    assert eventually(lambda: (home / "pg.new").exists(), 10)
    assert stand.end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert eventually(lambda: not stand.left(), 8), stand.left()
    assert "Traceback" not in stand.said()
    with serving(home) as again:
        assert again.end() == 0


def test_the_lock_file_says_who(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as stand:
        said = json.loads((stand.home / "lock").read_text())
        assert said == {"pid": stand.process.pid, "url": f"http://localhost:{stand.port}/"}


def test_a_file_in_place_of_the_home_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    stand = Serving(tmp_path / "home")
    assert stand.process.wait(20) == 1
    assert "Traceback" not in stand.said()
    assert stand.said().count("\n") == 1
