"""The queue of tasks: one bad row is set aside with its error, the next one runs; a killed worker's task runs again."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from samanvay.cli import queue
from samanvay.cli.queue import HOST, MOST_RUNS, Queue, take_up_again
from samanvay.kernel import clock

ran: list[str] = []


@task()
def note(word: str) -> None:
    """Note that it ran."""
    ran.append(word)


@task()
def leave() -> None:
    """End the program, if it lets itself be ended."""
    raise SystemExit(3)


@task()
def interrupt() -> None:
    """Interrupt the program, if it lets itself be interrupted."""
    raise KeyboardInterrupt


@task()
def say_nothing() -> None:
    """Fail with a text that PostgreSQL cannot hold."""
    raise ValueError("a letter that is none: \0")


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()


@pytest.fixture(autouse=True)
def tasks_of_this_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "OURS", ("samanvay.", f"{__name__}."))


def row(path: str = note.module_path, args: object = None, **more: object) -> DBTaskResult:
    return DBTaskResult.objects.create(
        **{
            "task_path": path,
            "args_kwargs": {"args": ["bad"], "kwargs": {}} if args is None else args,
            "backend_name": "default",
            "run_after": get_date_max(),
            "priority": 50,  # before the good one
            **more,
        }
    )


BAD: dict[str, Callable[[], DBTaskResult]] = {
    "arguments are missing": lambda: row(args={}),
    "arguments are no object": lambda: row(args="nothing"),
    "arguments do not fit": lambda: row(args={"args": [1, 2, 3], "kwargs": {"none": 1}}),
    "no such module": lambda: row("samanvay.nowhere.at_all"),
    "no dotted path": lambda: row("nonsense"),
    "no task": lambda: row("os.getcwd"),
    "it names a module that is not ours": lambda: row("unittest.__main__.main"),
    "workers are no list": lambda: row(args={}, worker_ids={"a": 1}),
    "it ends the program": lambda: row(leave.module_path, {"args": [], "kwargs": {}}),
    "it interrupts the program": lambda: row(interrupt.module_path, {"args": [], "kwargs": {}}),
    "its error cannot be written": lambda: row(say_nothing.module_path, {"args": [], "kwargs": {}}),
}


@pytest.mark.parametrize("what", BAD)
def test_one_bad_row_is_set_aside_with_its_error_and_the_next_one_runs(fresh_db: str, what: str) -> None:
    bad = BAD[what]()
    note.enqueue("good")
    stop = threading.Event()
    running = Queue("default", stop)
    while running.take_one():
        continue
    assert ran == ["good"]
    told = DBTaskResult.objects.filter(pk=bad.pk).values("status", "exception_class_path", "traceback").get()
    assert told["status"] == TaskResultStatus.FAILED
    assert told["exception_class_path"]
    assert told["traceback"].strip()
    assert not running.take_one(), "nobody runs it again by himself"


def test_the_loop_of_the_queue_outlives_whatever_is_raised(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    running = Queue("default", stop)
    running.interval = 0.0
    raised = [MemoryError(), SystemExit(), KeyboardInterrupt(), None]

    def take_one() -> bool:
        error = raised.pop(0)
        if error is None:
            stop.set()
            return False
        raise error

    monkeypatch.setattr(running, "take_one", take_one)
    running.run()
    assert raised == []


def test_an_error_that_could_not_be_written_is_written_later(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = row(args={})
    stop = threading.Event()
    running = Queue("default", stop)
    running.interval = 0.0
    real, tries = queue.set_aside, []

    def away(key: object, error: BaseException) -> None:
        tries.append(key)
        if len(tries) == 1:
            raise ConnectionError("the database is away")
        real(key, error)
        stop.set()

    monkeypatch.setattr(queue, "set_aside", away)
    monkeypatch.setattr(running, "run_task", lambda found: (_ for _ in ()).throw(ValueError("bad")))
    running.run()
    assert DBTaskResult.objects.get(pk=bad.pk).status == TaskResultStatus.FAILED


def left_by(pid: int, runs: int = 1) -> DBTaskResult:
    return row(
        status=TaskResultStatus.RUNNING, started_at=clock.now(), worker_ids=[f"samanvay {HOST} {pid} default"] * runs
    )


def ended_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_a_task_whose_worker_was_killed_runs_again_and_one_that_kills_it_each_time_is_set_aside(fresh_db: str) -> None:
    gone = ended_process()
    once, killer = left_by(gone), left_by(gone, MOST_RUNS)
    of_before_us = left_by(os.getpid())  # in a container each worker has the same number
    alive = left_by(os.getppid())
    elsewhere = row(status=TaskResultStatus.RUNNING, worker_ids=["samanvay another-machine 7 default"])
    strange = row(status=TaskResultStatus.RUNNING, worker_ids=json.loads('{"a": 1}'))
    assert take_up_again() == 2
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert states[once.pk] == states[of_before_us.pk] == TaskResultStatus.READY
    assert states[alive.pk] == states[elsewhere.pk] == states[strange.pk] == TaskResultStatus.RUNNING
    assert states[killer.pk] == TaskResultStatus.FAILED
    assert DBTaskResult.objects.get(pk=killer.pk).exception_class_path.endswith("WorkerKilled")


def test_what_was_set_aside_runs_again_when_a_person_asks(fresh_db: str) -> None:
    bad = row(note.module_path, {"args": ["mended"], "kwargs": {}}, status=TaskResultStatus.FAILED)
    other = row(leave.module_path, {"args": [], "kwargs": {}}, status=TaskResultStatus.FAILED)
    assert queue.run_again("note") == 1
    running = Queue("default", threading.Event())
    while running.take_one():
        continue
    assert ran == ["mended"]
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert (states[bad.pk], states[other.pk]) == (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
