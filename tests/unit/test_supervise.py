"""The supervisor of our programs, with tiny programs and no database."""

import os
import signal
import socket
import subprocess
import sys
import threading
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
    healthy,
    reports,
    run_together,
    together,
)
from samanvay.kernel.supervise.children import HEALTHY, LONGEST_WAIT, Kept, wait_before


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


def pids_in(log: Path) -> list[int]:
    """Return the processes that wrote into a log, in their order and each once."""
    if not log.exists():
        return []
    found = [line.split("[")[1].partition("]")[0] for line in log.read_text().splitlines() if "[" in line]
    return [int(pid) for pid in dict.fromkeys(found)]


def test_a_child_that_ends_alone_is_started_again_and_no_other_hears_of_it(tmp_path: Path) -> None:
    said: list[str] = []
    with Signals() as signals:
        run_together(
            [program("web", SLEEPER), program("ticker", MORTAL)],
            logs=tmp_path,
            signals=signals,
            ready=lambda: len(pids_in(tmp_path / "ticker.log")) >= 3,
            announce=lambda: after(0.05, signal.SIGTERM),
            say=said.append,
        )
    assert said[0] == ("ticker ended by itself (exit code 3): cannot find the key. It is started again now.")
    assert len(pids_in(tmp_path / "web.log")) == 1, "the pages went on all the while"
    assert not [line for line in said if line.startswith("web")]


@pytest.mark.parametrize("name", ["web", "worker", "ticker", "matcher"])
def test_a_killed_program_comes_back(tmp_path: Path, name: str) -> None:
    names = ["web", "worker", "ticker", "matcher"]
    killed: list[int] = []

    def ready() -> bool:
        seen = {each: pids_in(tmp_path / f"{each}.log") for each in names}
        if not killed and all(seen.values()):
            killed.append(seen[name][0])
            os.kill(killed[0], signal.SIGKILL)
        return bool(killed) and len(seen[name]) == 2

    with Signals() as signals:
        run_together(
            [program(each, SLEEPER) for each in names],
            logs=tmp_path,
            signals=signals,
            ready=ready,
            announce=lambda: after(0.05, signal.SIGTERM),
        )
    assert {each: len(pids_in(tmp_path / f"{each}.log")) for each in names} == {
        each: 1 + (each == name) for each in names
    }
    assert "ended by itself (SIGKILL). It is started again now." in (tmp_path / f"{name}.log").read_text()


def test_the_file_says_when_each_began_how_often_it_came_back_and_why_it_ended(tmp_path: Path) -> None:
    report = tmp_path / "programs.json"
    found: list[reports.ProgramState] = []

    def ready() -> bool:
        found[:] = reports.read(report)
        return any(each.restarts >= 1 and each.is_up for each in found)

    with Signals() as signals:
        run_together(
            [program("web", SLEEPER), program("ticker", MORTAL)],
            logs=tmp_path,
            signals=signals,
            ready=ready,
            announce=lambda: after(0.05, signal.SIGTERM),
            report=report,
        )
    web, ticker = found
    assert (web.name, web.restarts, web.ended_at, web.why, web.is_up) == ("web", 0, None, "", True)
    assert ticker.why == "ticker ended by itself (exit code 3)", "what it wrote stays in its log"
    assert ticker.began_at is not None
    assert ticker.ended_at is not None
    assert not report.exists(), "what was stopped on purpose is not told of"


def test_what_keeps_ending_waits_longer_each_time_and_never_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = [wait_before(ends) for ends in range(1, 2000)]
    assert waits[:4] == [0.0, 1.0, 2.0, 4.0]
    assert waits == sorted(waits)
    assert max(waits) == waits[-1] == LONGEST_WAIT

    now = [1000.0]
    monkeypatch.setattr("samanvay.kernel.supervise.children.time.monotonic", lambda: now[0])

    class Thing(Kept):
        def launch(self) -> None:
            return

        def died(self) -> str | None:
            return None

    thing = Thing("thing")
    for _ in range(9):
        thing.start()
        thing.end("it fell over")
    assert (thing.ends, thing.restarts) == (9, 8)
    thing.start()
    now[0] += HEALTHY
    thing.end("it fell over")
    assert (thing.ends, thing.again) == (1, now[0]), "after a healthy stretch it is started again at once"


def test_what_cannot_be_started_is_tried_again_and_says_why(tmp_path: Path) -> None:
    class Database:
        name = "postgres"
        tries = 0

        def died(self) -> str | None:
            return "PostgreSQL was ended from outside (signal 9)." if self.tries < 2 else None

        def start_again(self) -> None:
            self.tries += 1
            if self.tries < 2:
                raise CannotStart("The disk that holds /data is full: make room.")

    database, said = Database(), []
    with Signals() as signals:
        run_together(
            [program("web", SLEEPER)],
            logs=tmp_path,
            signals=signals,
            watched=[database],
            ready=lambda: database.tries == 2,
            announce=lambda: after(0.05, signal.SIGTERM),
            say=said.append,
        )
    assert said == [
        "PostgreSQL was ended from outside (signal 9). It is started again now.",
        "The disk that holds /data is full: make room. It is started again in 1 s.",
    ]


def test_nobody_who_listens_is_no_reason_to_end(tmp_path: Path) -> None:
    def say(words: str) -> None:
        raise BrokenPipeError

    with Signals() as signals:
        run_together(
            [program("web", SLEEPER), program("ticker", MORTAL)],
            logs=tmp_path,
            signals=signals,
            ready=lambda: len(pids_in(tmp_path / "ticker.log")) >= 2,
            announce=lambda: after(0.05, signal.SIGTERM),
            say=say,
        )


def test_what_a_killed_program_left_does_not_hold_its_place(tmp_path: Path) -> None:
    # As a web server whose parent is killed: its workers would go on answering beside those of the new one.
    offspring = (
        "import os, time\npid = os.fork()\nif pid: print('offspring', pid, flush=True)\nwhile True: time.sleep(60)"
    )
    log = tmp_path / "web.log"
    killed: list[int] = []

    def ready() -> bool:
        pids = pids_in(log)
        if pids and not killed and "offspring" in log.read_text():
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)
        return len(pids) == 2 and log.read_text().count("offspring") == 2

    with Signals() as signals:
        run_together(
            [program("web", offspring)],
            logs=tmp_path,
            signals=signals,
            ready=ready,
            announce=lambda: after(0.05, signal.SIGTERM),
        )
    child = int(next(line.split()[-1] for line in log.read_text().splitlines() if "offspring" in line))
    assert eventually(lambda: not Path(f"/proc/{child}/cmdline").exists() or _is_zombie(child))


def test_a_worker_that_the_web_server_started_again_itself_is_told_of(tmp_path: Path) -> None:
    report = tmp_path / "programs.json"
    text = "import time\nprint('[ERROR] Unexpected exit from worker-1', flush=True)\nwhile True: time.sleep(60)"
    found: list[reports.ProgramState] = []

    def ready() -> bool:
        found[:] = reports.read(report)
        return bool(found) and found[0].restarts == 1

    with Signals() as signals:
        run_together(
            [Child("web", [sys.executable, "-c", text], dict(os.environ), worker_ended="Unexpected exit from worker-")],
            logs=tmp_path,
            signals=signals,
            ready=ready,
            announce=lambda: after(0.05, signal.SIGTERM),
            report=report,
        )
    assert found[0].why == "one process of web ended by itself; web started it again"
    assert found[0].is_up


def test_a_deaf_child_and_its_offspring_are_killed_after_the_grace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "GRACE", 0.4)
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
    monkeypatch.setattr(together, "GRACE", 600.0)
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


def test_the_last_words_are_what_happened_and_not_where(tmp_path: Path) -> None:
    with Signals() as signals, pytest.raises(ChildEnded) as stopped:
        run_together([program("web", BROKEN)], logs=tmp_path, signals=signals, ready=lambda: False)
    assert str(stopped.value).startswith("web ended by itself (exit code 1, KeyError), again and again; see ")
    assert str(stopped.value).splitlines()[1:] == ["  KeyError: 'no such room'"]
    assert "Traceback" in (tmp_path / "web.log").read_text()


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = r"web ended by itself \(exit code 127\), again and again"
    with Signals() as signals, pytest.raises(ChildEnded, match=said):
        run_together([Child("web", ["/nowhere/at/all"])], logs=tmp_path, signals=signals, ready=lambda: False)


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
