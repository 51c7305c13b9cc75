"""The supervisor of our programs, with tiny programs and no database."""

import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from stand import BROKEN, DEAF, MORTAL, SLEEPER, eventually, free_port

from samanvay.kernel.supervise import (
    CannotStart,
    Child,
    ChildEnded,
    Interrupted,
    PortTaken,
    Signals,
    check_port,
    children,
    healthy,
    run_together,
)


def program(name: str, text: str) -> Child:
    return Child(name, [sys.executable, "-c", text], dict(os.environ))


def after(seconds: float, *numbers: int) -> None:
    """Send ourselves signals a little later, each ``seconds`` after the one before."""

    def send() -> None:
        for number in numbers:
            threading.Event().wait(seconds)
            os.kill(os.getpid(), number)

    threading.Thread(target=send).start()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_children_and_returns(tmp_path: Path, number: int) -> None:
    signal.signal(number, signal.SIG_DFL)  # under nohup SIGHUP is ignored, and rightly not heard
    said: list[str] = []
    with Signals() as signals:
        run_together(
            [program("worker", SLEEPER), program("ticker", SLEEPER)],
            logs=tmp_path,
            signals=signals,
            announce=lambda: (said.append("ready"), after(0.3, number)),
        )
    assert said == ["ready"]
    assert "worker[" in (tmp_path / "worker.log").read_text()
    assert "ready to work" in (tmp_path / "ticker.log").read_text()


def test_a_child_that_ends_alone_stops_all_and_is_named(tmp_path: Path) -> None:
    with Signals() as signals, pytest.raises(ChildEnded) as stopped:
        run_together([program("worker", SLEEPER), program("ticker", MORTAL)], logs=tmp_path, signals=signals)
    assert "ticker ended by itself (exit code 3)" in str(stopped.value)
    assert "cannot find the key" in str(stopped.value)
    log = (tmp_path / "worker.log").read_text()
    worker = int(log.partition("worker[")[2].partition("]")[0])
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_child_without_which_the_others_can_go_on_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "AGAIN_AFTER", 0.0)
    mark = tmp_path / "was here"
    faint = f"""
import os, pathlib, time
mark = pathlib.Path({str(mark)!r})
if not mark.exists():
    mark.touch()
    os._exit(9)
print("here again", flush=True)
time.sleep(600)
"""
    log = tmp_path / "matcher.log"
    with Signals() as signals:
        run_together(
            [program("web", SLEEPER), replace(program("matcher", faint), restarts=True)],
            logs=tmp_path,
            signals=signals,
            ready=lambda: log.exists() and "here again" in log.read_text(),
            announce=lambda: after(0.05, signal.SIGTERM),
        )
    assert "ended by itself (exit code 9); it is started again" in log.read_text()


def test_a_deaf_child_and_its_offspring_are_killed_after_the_grace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "GRACE", 0.4)
    # One write, so that the lines of parent and child never run into each other.
    offspring = "import os\nos.write(1, f'offspring {os.fork()}\\n'.encode())\n" + DEAF
    with Signals() as signals:
        run_together(
            [program("worker", offspring)],
            logs=tmp_path,
            signals=signals,
            ready=lambda: (
                "deaf" in (tmp_path / "worker.log").read_text() if (tmp_path / "worker.log").exists() else False
            ),
            announce=lambda: after(0.05, signal.SIGTERM),
        )
    log = (tmp_path / "worker.log").read_text()
    child = max(int(line.split()[-1]) for line in log.splitlines() if "offspring" in line)
    assert eventually(lambda: not Path(f"/proc/{child}/cmdline").exists() or _is_zombie(child))


def _is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_second_signal_hurries_a_deaf_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "GRACE", 600.0)
    log = tmp_path / "worker.log"
    with Signals() as signals:
        run_together(
            [program("worker", DEAF)],
            logs=tmp_path,
            signals=signals,
            ready=lambda: log.exists() and "deaf" in log.read_text(),
            announce=lambda: after(0.2, signal.SIGINT, signal.SIGINT),
        )
    assert len(signals.heard) == 2


def test_pages_that_never_answer_are_said(tmp_path: Path) -> None:
    with Signals() as signals, pytest.raises(CannotStart, match="did not answer within 0 sec") as said:
        run_together([program("web", SLEEPER)], logs=tmp_path, signals=signals, ready=lambda: False, patience=0.4)
    assert "see " + str(tmp_path) in str(said.value)


def test_what_is_watched_is_named_before_the_children_that_fall_with_it(tmp_path: Path) -> None:
    class Gone:
        name = "postgres"

        def died(self) -> str | None:
            return "PostgreSQL ended (signal 9): crash."

    with Signals() as signals, pytest.raises(ChildEnded, match=r"PostgreSQL ended \(signal 9\)"):
        run_together([program("worker", SLEEPER)], logs=tmp_path, signals=signals, watched=[Gone()])


def test_the_last_words_are_what_happened_and_not_where(tmp_path: Path) -> None:
    with Signals() as signals, pytest.raises(ChildEnded) as stopped:
        run_together([program("web", BROKEN)], logs=tmp_path, signals=signals)
    assert str(stopped.value).splitlines()[1:] == ["  KeyError: 'no such room'"]
    assert "Traceback" in (tmp_path / "web.log").read_text()


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with Signals() as signals, pytest.raises(ChildEnded, match=r"web ended by itself \(exit code 127\)"):
        run_together([Child("web", ["/nowhere/at/all"])], logs=tmp_path, signals=signals)


def _interrupted_while_open(closed: list[str]) -> None:
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(5)
    finally:
        closed.append("the database")


def test_a_signal_during_the_start_unwinds() -> None:
    closed: list[str] = []
    with pytest.raises(Interrupted) as stopped, Signals():
        _interrupted_while_open(closed)
    assert stopped.value.number == signal.SIGTERM
    assert closed == ["the database"]


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Signals():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


def test_hang_up_stays_ignored_under_nohup() -> None:
    script = (
        "import os, signal\nfrom samanvay.kernel.supervise import Signals\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with Signals() as s:\n    os.kill(os.getpid(), signal.SIGHUP)\n    print(s.heard)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "[]")


def test_a_port_in_use_is_said_and_a_free_one_is_not() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen(1)
        port = holder.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is in use"):
            check_port("127.0.0.1", port)
        assert not healthy("127.0.0.1", port, seconds=0.2)
    check_port("127.0.0.1", free_port())


def test_a_foreign_address_is_said() -> None:
    with pytest.raises(PortTaken, match="not one of this machine's"):
        check_port("203.0.113.7", free_port())
