"""``samanvay worker`` and ``samanvay ticker``: what runs behind the pages."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from types import FrameType

import click

from . import django_ready

log = logging.getLogger("samanvay.background")

ROUND_SECONDS = 30
IDLE_SECONDS = 0.5


class Stop:
    """Turns SIGTERM and SIGINT into a quiet end after the work at hand."""

    def __init__(self) -> None:
        self.event = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.event.set()

    def wait(self, seconds: float) -> bool:
        return self.event.wait(seconds)


def until_stopped(stop: Stop, work: Callable[[], int], idle: float) -> None:
    """Do work again and again, at once while there is some; a failing database is waited out, not died of."""
    from django.db import close_old_connections
    from django.db.utils import InterfaceError, OperationalError

    while not stop.event.is_set():
        close_old_connections()
        try:
            done = work()
        except (OperationalError, InterfaceError) as error:
            log.warning("the database does not answer: %s", str(error).splitlines()[0] if str(error) else error)
            done = 0
            stop.wait(2)
        if not done:
            stop.wait(idle)


@click.command()
def worker() -> None:
    """Deliver events to their subscribers and run queued tasks."""
    django_ready()
    from django_tasks_db.management.commands.db_worker import Worker

    from samanvay.audit.outbox import deliver_all

    stop = Stop()
    # Two, so that a look at a document does not wait for a large import.
    queues = [
        threading.Thread(target=_run_queue, args=(Worker, stop, name), name=f"queue {name}", daemon=True)
        for name in ("default", "drawing")
    ]
    for queue in queues:
        queue.start()

    def round_of_delivery() -> int:
        if not all(queue.is_alive() for queue in queues) and not stop.event.is_set():
            raise SystemExit("the queue of tasks ended by itself")
        return deliver_all()

    until_stopped(stop, round_of_delivery, IDLE_SECONDS)
    for queue in queues:
        queue.join(10)


def _run_queue(worker_class: type, stop: Stop, name: str) -> None:
    """Run the tasks of a queue in a thread until the stop."""
    running = worker_class(
        queue_names=[name],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"samanvay-{os.getpid()}-{name}",
        excluded_queue_names=[],
    )
    watcher = threading.Thread(target=lambda: (stop.event.wait(), setattr(running, "running", False)), daemon=True)
    watcher.start()
    running.run()


@click.command()
@click.option("--once", is_flag=True, help="Do one round and end.")
def ticker(once: bool) -> None:
    """Every 30 seconds: escalate what is overdue, match what still waits for it, call to trainings, send notices,
    seal the log.

    Every night: look for what changed. Every Monday: keep how training stands.

    Catches up after a stop.
    """
    django_ready()
    stop = Stop()
    has_texts = False
    while True:
        began = time.monotonic()
        try:
            has_texts = has_texts or take_in_texts()
            one_round()
        except Exception as error:
            from django.db.utils import InterfaceError, OperationalError

            if once or not isinstance(error, OperationalError | InterfaceError):
                raise
            log.warning("the database does not answer; the next round tries again")
        if once or stop.wait(max(0.0, ROUND_SECONDS - (time.monotonic() - began))):
            return


def take_in_texts() -> bool:
    """Take in the measures, the law and the courses of this release, once when the ticker begins."""
    from samanvay.duties.ticking import alone
    from samanvay.law.loading import load_library
    from samanvay.measures.playbook_loading import load_playbook
    from samanvay.training.loading import load_courses

    texts = {"samanvay:playbook": load_playbook, "samanvay:law": load_library, "samanvay:courses": load_courses}
    return all(alone(name, load) for name, load in texts.items())


def one_round() -> None:
    """Do one round of the clock's work."""
    from django.db import close_old_connections

    from samanvay.audit.sealing import seal_log
    from samanvay.cases.purging import purge_due
    from samanvay.directory.actions import lapse_proposals
    from samanvay.duties.digests import send_digests
    from samanvay.duties.ticking import alone, beat, escalate_due, queue_texts, send_notices
    from samanvay.measures.advisory_sending import release_held
    from samanvay.measures.request_contacts import open_verify_duty
    from samanvay.picture.nightly import find_changes
    from samanvay.picture.projecting import open_facts
    from samanvay.reports.weekly import open_weekly_duties
    from samanvay.review.nightly import call_coming_conferences
    from samanvay.rosters.attending import ask_closing
    from samanvay.rosters.calling import call_due, end_begun
    from samanvay.rosters.covering import note_coverage
    from samanvay.rosters.inviting import erase_old_guests
    from samanvay.rosters.rescheduling import end_unplaced
    from samanvay.rosters.trainers import close_teaching
    from samanvay.tracing.match_tasks import match_round
    from samanvay.training.examining.certifying import ask_refreshers
    from samanvay.training.examining.closing import close_run_out
    from samanvay.training.staleness import tell_learners

    close_old_connections()

    def escalate_all() -> None:
        while escalate_due():
            continue

    parts = (
        open_weekly_duties,
        release_held,
        open_verify_duty,
        call_coming_conferences,
        close_run_out,
        ask_refreshers,
        close_teaching,
        call_due,
        end_begun,
        ask_closing,
        end_unplaced,
        lapse_proposals,
        escalate_all,
        open_facts,
        find_changes,
        match_round,
        tell_learners,
        note_coverage,
        send_notices,
        send_digests,
        queue_texts,
        purge_due,
        erase_old_guests,
        seal_log,
    )
    alone("samanvay:ticker", lambda: beat("ticker", lambda: do_all(parts)))


def do_all(parts: Iterable[Callable[[], object]]) -> None:
    """Do every part of a round, whatever becomes of the others; raises the first fault at the end.

    One series or advisory that cannot be gone on with must not stop what is overdue from going up the line. A database
    that does not answer ends the round at once.
    """
    from django.db.utils import InterfaceError, OperationalError

    first: Exception | None = None
    for part in parts:
        try:
            part()
        except (InterfaceError, OperationalError):
            raise
        except Exception as error:
            log.exception("a part of the ticker's round failed")
            first = first or error
    if first is not None:
        raise first
