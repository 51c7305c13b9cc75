"""Who runs the server and who gets in: root, an ordinary user, somebody else. Most of it needs root to try."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from stand import NOBODY, Serving, environment, eventually, runs_for, serving

from samanvay.kernel.pg import CannotStart, Endpoint, identity, running
from samanvay.kernel.pg.processes import users_of
from samanvay.kernel.supervise.launch import NOT_PERMITTED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="NOT TRIED: needs root on Linux"),
]

CONNECT = (
    "import sys, psycopg\n"
    "try: psycopg.connect(sys.argv[1])\n"
    "except psycopg.OperationalError as e: print(e); sys.exit(7)\n"
)


@pytest.fixture
def python() -> str:
    found = runs_for(NOBODY)
    if found is None:
        pytest.skip("NOT TRIED: no Python that an ordinary user can run")
    return found


@pytest.fixture
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that an ordinary user can reach and owns (pytest's own are private)."""
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def connect_as(uid: int, python: str, url: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [python, "-c", CONNECT, url],
        user=uid,
        group=uid,
        extra_groups=[],
        env=environment(),
        capture_output=True,
        text=True,
        cwd="/",
    )


def uids_of(home: Path) -> set[int]:
    """Return whose the server's processes are; one that ends meanwhile (its own short workers) is left out."""
    found = set()
    for pid in users_of(home / "pg"):
        with contextlib.suppress(FileNotFoundError):
            found.add(Path(f"/proc/{pid}").stat().st_uid)
    return found


def test_roots_server_runs_as_a_user_of_its_own(tmp_path: Path) -> None:
    with running(tmp_path / "home", fsync=False):
        looked_at = 0
        for pid in users_of(tmp_path / "home" / "pg"):
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except FileNotFoundError:  # one of the server's own workers that has ended meanwhile
                continue
            looked_at += 1
            uids = next(line for line in status.splitlines() if line.startswith("Uid:")).split()[1:]
            assert set(uids) == {str(identity.system_user()[0])}
            assert "CapEff:\t0000000000000000" in status
        assert looked_at >= 1


@pytest.mark.parametrize("role", ["app", "owner", "superuser"])
def test_another_user_cannot_connect(tmp_path: Path, python: str, role: str) -> None:
    tmp_path.chmod(0o711)
    with running(tmp_path / "home", fsync=False) as endpoint:
        outside = connect_as(NOBODY, python, endpoint.url(role))  # type: ignore[arg-type]
        assert outside.returncode == 7
        assert "Permission denied" in outside.stdout
        # Even who may open the socket is asked who he is.
        inside = connect_as(identity.system_user()[0], python, endpoint.url(role))  # type: ignore[arg-type]
        assert inside.returncode == 7


def test_who_reaches_the_socket_is_still_refused_by_name(public: Path, python: str) -> None:
    public.chmod(0o755)
    with running(public / "home", fsync=False) as endpoint:
        done = connect_as(identity.system_user()[0], python, endpoint.url("superuser"))
        assert done.returncode == 7
        assert "Peer authentication failed" in done.stdout


@pytest.mark.parametrize("depth", ["near", "deep"])
def test_an_ordinary_user_serves_from_a_near_and_a_deep_folder(public: Path, python: str, depth: str) -> None:
    home = public / "home" if depth == "near" else public / ("d" * 80) / ("e" * 80) / "home"
    home.parent.mkdir(parents=True, exist_ok=True)
    for folder in (home.parent, home.parent.parent, public):
        if folder != Path("/tmp"):
            os.chown(folder, NOBODY, NOBODY)
    stand = Serving(home, "sleeper", python=python, uid=NOBODY, HOME=str(public)).wait_ready()
    try:
        assert uids_of(home) == {NOBODY}
        found = Endpoint.read(home)
        assert found is not None
        assert connect_as(NOBODY, python, found.url("app")).returncode == 0
        assert stat.S_IMODE(found.host.stat().st_mode) == 0o700
        assert stand.end() == 0
        assert stand.left() == []
    finally:
        stand.process.kill()
        stand.process.wait()
    assert not found.host.exists() or found.host == home / "run"


def test_a_folder_that_is_not_ours_is_one_sentence(tmp_path: Path, public: Path, python: str) -> None:
    public.chmod(0o755)
    os.chown(public, 0, 0)
    home = public / "home"
    stand = Serving(home, python=python, uid=NOBODY)
    assert stand.process.wait(20) == 1
    assert stand.said() == f"Cannot write in {home}: Permission denied.\n"


def test_a_user_without_a_name_is_one_sentence(public: Path, python: str) -> None:
    nameless = 54321
    os.chown(public, nameless, nameless)
    stand = Serving(public / "home", python=python, uid=nameless)
    assert stand.process.wait(20) == 1
    assert stand.said().startswith(f"The user id {nameless} has no name on this machine")
    assert stand.said().count("\n") == 1


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=755", "tmpfs", str(small)]).returncode:
        pytest.skip("NOT TRIED: cannot mount a small disk here")
    try:
        with pytest.raises(CannotStart) as said:
            running(small / "home").__enter__()
        assert str(said.value) == f"The disk that holds {small}/home is full: make room and start again."
        assert not (small / "home" / "pg").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def fill(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    room = os.statvfs(path.parent)
    for _ in range(room.f_bavail + 1):
        with contextlib.suppress(OSError):
            os.write(handle, b"\0" * room.f_bsize)
    os.close(handle)
    assert os.statvfs(path.parent).f_bavail == 0


def test_a_disk_that_fills_up_later_is_one_sentence(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m,mode=755", "tmpfs", str(small)]).returncode:
        pytest.skip("NOT TRIED: cannot mount a small disk here")
    try:
        with running(small / "home", fsync=False):
            pass
        fill(small / "ballast")
        with pytest.raises(CannotStart, match="is full: make room and start again"):
            running(small / "home").__enter__()
        (small / "ballast").unlink()
        with running(small / "home", fsync=False) as endpoint:
            endpoint.connect("app").close()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_disk_that_fills_up_under_a_service_is_said_and_tried_until_there_is_room(
    tmp_path: Path,
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m,mode=755", "tmpfs", str(small)]).returncode:
        pytest.skip("NOT TRIED: cannot mount a small disk here")
    home = small / "home"
    said = f"The disk that holds {home} is full: make room. It is started again in"

    def answers() -> bool:
        with contextlib.suppress(psycopg.OperationalError, AttributeError):
            Endpoint.read(home).connect("app", seconds=2).close()
            return True
        return False

    try:
        with serving(home, "sleeper", said_in=tmp_path) as stand:
            fill(small / "ballast")
            os.kill(users_of(home / "pg")[0], signal.SIGKILL)
            assert eventually(lambda: said in stand.said(), 120), stand.said()
            assert stand.process.poll() is None, stand.said()
            (small / "ballast").unlink()
            assert eventually(answers, 180), stand.said()
            assert "Traceback" not in stand.said()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def only_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that may not have a view of its own."""
    real = identity._try

    def tried(way: identity.Passage, folders: list[str]) -> tuple[int, str]:
        return (NOT_PERMITTED, "not permitted") if way.screens else real(way, folders)

    monkeypatch.setattr(identity, "_try", tried)


def test_without_a_view_of_its_own_one_user_is_let_through_and_it_is_said(
    public: Path, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_plain(monkeypatch)
    os.chown(public, 0, 0)
    said: list[str] = []
    with running(public / "home", fsync=False, say=said.append) as endpoint:
        endpoint.connect("app").close()
    assert any(words.startswith(f"{public} is private: an access list entry") for words in said)
    crossing = subprocess.run(["ls", f"{public}/home/."], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/")
    assert crossing.returncode != 0


def test_where_there_is_no_way_the_folder_is_named(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_plain(monkeypatch)
    os.chown(public, 0, 0)

    def refuses(*everything: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refuses)
    with pytest.raises(CannotStart, match=f"cannot reach its folder: {public} is private"):
        running(public / "home").__enter__()
    assert stat.S_IMODE(public.stat().st_mode) == 0o700


def test_root_keeps_the_user_who_owns_the_data(public: Path, python: str) -> None:
    home = public / "home"
    stand = Serving(home, python=python, uid=NOBODY, HOME=str(public)).wait_ready()
    assert stand.end() == 0
    with running(home, fsync=False) as endpoint:
        endpoint.connect("app").close()
        assert uids_of(home) == {NOBODY}
    stand = Serving(home, python=python, uid=NOBODY, HOME=str(public)).wait_ready()
    assert stand.end() == 0
