"""``samanvay worker`` and ``samanvay ticker``: what runs behind the pages."""

import contextlib
import logging
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

import click

from samanvay.kernel.pg.external import is_password_refused

from . import django_ready
from .database import database

log = logging.getLogger("samanvay.background")

ROUND_SECONDS = 30
KNOWN_AS = {"remind_to_close": "ask_closing", "record_coverage": "note_coverage"}
"""Parts of the round that are stored under the name that they had first."""
IDLE_SECONDS = 0.5
LONGEST_WAIT = 30.0  # seconds between two tries of what keeps failing


class Stop:
    """Turns SIGTERM and SIGINT into a quiet end after the work at hand."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self._ear, self._mouth = os.pipe()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if not self.event.is_set():
            self.event.set()
            os.write(self._mouth, b"!")

    def wait(self, seconds: float) -> bool:
        return self.event.wait(seconds)

    def wait_connected(self, seconds: float) -> None:
        """Wait, listening to the session with the database. Raises DatabaseAway as soon as that is lost."""
        from django.db import connection

        from samanvay.duties.machinery.programs import DatabaseAway

        connection.ensure_connection()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.event.is_set():
            # Between two statements the server speaks of itself seldom: a new setting, a notice, its end.
            if select.select([self._ear, connection.connection], [], [], left)[0] and not connection.is_usable():
                raise DatabaseAway("the session was lost")


def tell_of_database(error: BaseException, what: str) -> None:
    """Log why the database does not answer; a password that it takes no more is told as what it may be, an attack."""
    said = str(error).strip().splitlines()[-1:] or [type(error).__name__]
    if is_password_refused(error):
        log.critical(
            "the database refuses the application's password (%s). If nobody of yours changed it, somebody who could "
            "speak SQL as the application did: find out who, set a new one, and let it sign in by peer or certificate",
            said[0],
        )
    else:
        log.warning("the database does not answer; %s tries again: %s", what, said[0])


class Patience:
    """Counts failures in a row and waits longer after each, up to half a minute."""

    def __init__(self) -> None:
        self.failures = 0

    def note(self, error: BaseException, what: str) -> float:
        """Write a failure into the log; return how many seconds to wait."""
        from django.db import connection
        from django.db.utils import InterfaceError, OperationalError

        from samanvay.duties.machinery.programs import DatabaseAway

        self.failures += 1
        if isinstance(error, OperationalError | InterfaceError | DatabaseAway):
            tell_of_database(error, what)
        else:
            log.error("%s failed and tries again", what, exc_info=error)
        with contextlib.suppress(Exception):
            connection.close()
        return min(LONGEST_WAIT, 2.0 ** min(self.failures - 1, 10))


def until_stopped(stop: Stop, work: Callable[[], int], idle: float, what: str = "the program") -> None:
    """Do work again and again, at once while there is some; whatever it raises is waited out, not died of."""
    from django.db import close_old_connections

    patience = Patience()
    while not stop.event.is_set():
        try:
            close_old_connections()
            done = work()
            patience.failures = 0
        except BaseException as error:
            done = 0
            stop.wait(patience.note(error, what))
        if not done:
            stop.wait(idle)


@click.command()
def worker() -> None:
    """Deliver events to their subscribers and run queued tasks."""
    django_ready()
    from samanvay.audit.outbox import deliver_all
    from samanvay.duties.machinery.programs import beat, note_start
    from samanvay.reports.teaching.numbers import follow_numbers

    from .queue import Queue, take_up_again

    stop = Stop()
    # Two, so that a look at a document does not wait for a large import.
    names = ("default", "drawing")
    queues: dict[str, threading.Thread] = {}
    has_taken_up = False
    last_beat = -float(ROUND_SECONDS)

    def round_of_delivery() -> int:
        nonlocal has_taken_up, last_beat
        if not has_taken_up:
            note_start("worker")
            follow_numbers()
            take_up_again()
            has_taken_up = True
        for name in names:
            if name not in queues or not queues[name].is_alive():
                queues[name] = threading.Thread(target=Queue(name, stop.event).run, name=f"queue {name}", daemon=True)
                queues[name].start()
        if time.monotonic() - last_beat > ROUND_SECONDS:
            beat("worker")
            last_beat = time.monotonic()
        return deliver_all()

    until_stopped(stop, round_of_delivery, IDLE_SECONDS, "the delivery")
    for queue in queues.values():
        queue.join(10)


@click.command()
@click.argument("task")
def run_again(task: str) -> None:
    """Let the tasks named TASK that were set aside run once more, as the health page names them."""
    with database():
        from .queue import run_again as again

        click.echo(f"{again(task)} tasks run again.")


@click.command()
@click.option("--once", is_flag=True, help="Do one round and end.")
def ticker(once: bool) -> None:
    """Every 30 seconds: escalate what is overdue, match what still waits for it, call to trainings, send notices,
    seal the log.

    Every night: look for what changed. Every Monday: keep how training stands.

    Catches up after a stop.
    """
    django_ready()
    from django.db import close_old_connections

    from samanvay.duties.machinery.programs import note_start

    stop = Stop()
    patience = Patience()
    has_begun = False
    failed: list[str] = []
    while not stop.event.is_set():
        began = time.monotonic()
        try:
            close_old_connections()
            if not has_begun:
                note_start("ticker")
                has_begun = True
            failed = one_round()
            if once:
                break
            patience.failures = 0
            stop.wait_connected(ROUND_SECONDS - (time.monotonic() - began))
        except BaseException as error:
            if once:
                raise
            stop.wait(patience.note(error, "the round"))
    if once and failed:
        raise click.ClickException(f"These parts of the round failed: {', '.join(failed)}; the log says why.")


_taken_in: set[str] = set()  # the texts that this process took in


def take_in_texts() -> None:
    """Take in the measures, the law and the courses of this release, once when the ticker begins."""
    from samanvay.duties.locks import alone
    from samanvay.law.loading import load_library
    from samanvay.measures.playbook.loading import load_playbook
    from samanvay.training.library.loading import load_courses

    texts = {"samanvay:playbook": load_playbook, "samanvay:law": load_library, "samanvay:courses": load_courses}
    for name, load in texts.items():
        if name not in _taken_in and alone(name, load):
            _taken_in.add(name)


def parts() -> dict[str, Callable[[], object]]:
    """Return the parts of a round by name, in their order."""
    from samanvay.audit.actions.mailing import mail_head
    from samanvay.audit.actions.sealing import seal_log
    from samanvay.cases.people.purging import purge_due
    from samanvay.directory.officers.actions.proposals import lapse_proposals
    from samanvay.duties.actions.ticking import escalate_due, queue_texts, send_notices
    from samanvay.duties.machinery.programs import tell_administrators
    from samanvay.duties.messages.actions.digests import send_digests
    from samanvay.duties.proposals import ask_unasked
    from samanvay.measures.advisories.actions.sending import release_held
    from samanvay.measures.contacts.actions import open_verify_duty
    from samanvay.picture.facts.actions.projecting import open_facts
    from samanvay.picture.findings.actions.nightly import find_changes
    from samanvay.reports.weeks.weekly import open_weekly_duties
    from samanvay.review.series.nightly import call_coming_conferences
    from samanvay.rosters.batches.actions.calling import call_due, end_begun
    from samanvay.rosters.batches.actions.rescheduling import end_unplaced
    from samanvay.rosters.delivery.actions.attendance import remind_to_close
    from samanvay.rosters.delivery.actions.coverage import record_coverage
    from samanvay.rosters.delivery.actions.trainers import close_teaching
    from samanvay.rosters.guests.actions.inviting import erase_old_guests
    from samanvay.tracing.match_tasks import match_round
    from samanvay.training.courses.actions.flagging import tell_learners
    from samanvay.training.examining.actions.certifying import ask_refreshers
    from samanvay.training.examining.actions.closing import close_run_out

    def escalate_all() -> None:
        while escalate_due():
            continue

    listed: tuple[Callable[[], object], ...] = (
        take_in_texts,
        open_weekly_duties,
        release_held,
        open_verify_duty,
        call_coming_conferences,
        close_run_out,
        ask_refreshers,
        close_teaching,
        call_due,
        end_begun,
        remind_to_close,
        end_unplaced,
        lapse_proposals,
        ask_unasked,
        escalate_all,
        open_facts,
        find_changes,
        match_round,
        tell_learners,
        record_coverage,
        tell_administrators,
        send_notices,
        send_digests,
        queue_texts,
        purge_due,
        erase_old_guests,
        mail_head,
        seal_log,
    )
    return {KNOWN_AS.get(part.__name__, part.__name__): part for part in listed}


def one_round() -> list[str]:
    """Let every part of the clock's work have its turn, whatever becomes of the others; return which failed.

    One series or advisory that cannot be gone on with must not stop what is overdue from going up the line. Raises
    DatabaseAway, or what the database raised, where it does not answer.
    """
    from samanvay.duties.locks import alone
    from samanvay.duties.machinery.programs import beat, take_turn

    failed: list[str] = []

    def do_all() -> None:
        began = time.monotonic()
        for name, part in parts().items():
            if not take_turn(name, part):
                failed.append(name)
        beat("ticker", began)

    alone("samanvay:ticker", do_all)
    return failed
