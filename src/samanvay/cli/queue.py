"""The queue of tasks: a row that cannot be run is set aside with its error, and never ends the worker."""

import logging
import os
import socket
import threading
from traceback import format_exception
from typing import Any

from django.db import close_old_connections, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from samanvay.kernel import clock
from samanvay.kernel.pg.processes import alive

log = logging.getLogger("samanvay.queue")

INTERVAL = 1.0  # seconds
MOST_RUNS = 3  # of a task during which the worker was killed each time
HOST = socket.gethostname()
OURS = "samanvay."

# Only the key is read before the row is claimed: it can be read whatever else the row holds.
CLAIM = """
update django_tasks_database_dbtaskresult set status = %(running)s, started_at = %(now)s,
  worker_ids = case jsonb_typeof(worker_ids) when 'array' then worker_ids else '[]' end || to_jsonb(%(worker)s::text)
where id = (
  select id from django_tasks_database_dbtaskresult
  where status = %(ready)s and backend_name = %(backend)s and queue_name = any(%(queues)s)
    and (run_after = %(at_once)s or run_after <= %(now)s)
  order by priority desc, run_after, enqueued_at limit 1 for update skip locked)
returning id
"""
LEFT_BEHIND = """
select id, worker_ids ->> -1, jsonb_array_length(worker_ids) from django_tasks_database_dbtaskresult
where status = %s and jsonb_typeof(worker_ids) = 'array'
"""


class ForeignTask(Exception):
    """Says that a row names a module that is not ours: reading its name would run it."""


class WorkerKilled(Exception):
    """Says that a task was given up since the worker was killed each time it ran."""


class Queue(Worker):
    """Runs the tasks of one queue until it is stopped."""

    def __init__(self, name: str, stop: threading.Event) -> None:
        super().__init__(
            queue_names=[name],
            interval=INTERVAL,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"samanvay {HOST} {os.getpid()} {name}",
            excluded_queue_names=[],
        )
        self._stop = stop
        self._unwritten: dict[Any, BaseException] = {}

    def run(self) -> None:
        """Run tasks until the stop; whatever one of them raises, and while the database is away."""
        while not self._stop.is_set():
            try:
                close_old_connections()
                for key in list(self._unwritten):
                    set_aside(key, self._unwritten[key])
                    del self._unwritten[key]
                if self.take_one():
                    continue
            except BaseException as error:
                log.warning("the queue %s waits: %s", self.queue_names[0], type(error).__name__)
                connection.close()
            self._stop.wait(self.interval)

    def take_one(self) -> bool:
        """Run the next task, or set it aside with its error; tell whether there was one."""
        key = self._claim()
        if key is None:
            return False
        try:
            row = DBTaskResult.objects.get(pk=key)
            if not row.task_path.startswith(OURS):
                raise ForeignTask(f"{row.task_path} is no task of Samanvay's")
            self.run_task(row)
        except BaseException as error:
            log.exception("a task could not be run and is set aside: %s", key)
            self._unwritten[key] = error
            set_aside(key, error)
            del self._unwritten[key]
        return True

    def _claim(self) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                CLAIM,
                {
                    "running": TaskResultStatus.RUNNING,
                    "ready": TaskResultStatus.READY,
                    "worker": self.worker_id,
                    "backend": self.backend_name,
                    "queues": self.queue_names,
                    "at_once": get_date_max(),
                    "now": clock.now(),
                },
            )
            found = cursor.fetchone()
        return found[0] if found else None


def set_aside(key: Any, error: BaseException) -> None:
    """Mark a task as failed with its error; nobody runs it again unless a person asks."""
    # A text of PostgreSQL holds no NUL, and a file's half letters are none at all.
    said = "".join(format_exception(error)).replace("\0", "").encode(errors="replace").decode()
    DBTaskResult.objects.filter(pk=key).exclude(status=TaskResultStatus.SUCCESSFUL).update(
        status=TaskResultStatus.FAILED,
        finished_at=clock.now(),
        return_value=None,
        exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}",
        traceback=said,
    )


def take_up_again() -> int:
    """Let the tasks run again during which a worker of this machine was killed; return how many.

    One that was with a killed worker each of three times is set aside: it may be what kills it.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEFT_BEHIND, [TaskResultStatus.RUNNING])
        running = cursor.fetchall()
    again = 0
    for key, worker, runs in running:
        if not _is_gone(worker or ""):
            continue
        if runs >= MOST_RUNS:
            set_aside(key, WorkerKilled(f"the worker was killed {runs} times while it ran"))
        else:
            again += DBTaskResult.objects.filter(pk=key, status=TaskResultStatus.RUNNING).update(
                status=TaskResultStatus.READY
            )
    return again


def run_again(name: str) -> int:
    """Let the tasks of a name that were set aside wait for their turn again, since a person asked; return how many."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, task_path__endswith=f".{name}").update(
        status=TaskResultStatus.READY, run_after=clock.now(), worker_ids=[], finished_at=None
    )


def _is_gone(worker: str) -> bool:
    """Tell whether a worker of this machine has ended; our own number belonged to another before we began."""
    parts = worker.split(" ")
    if len(parts) != 4 or parts[:2] != ["samanvay", HOST] or not parts[2].isdigit():
        return False
    return int(parts[2]) == os.getpid() or not alive(int(parts[2]))
