"""The machinery's own book: its programs, the parts of its round, and what administrators are told of them."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samanvay.access.models import Grant
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.supervise import reports
from samanvay.kernel.supervise.reports import ProgramState

from .. import events
from ..messages.telling import notify
from ..models import Heartbeat, Notice, RoundPart

log = logging.getLogger("samanvay.machinery")

LONGEST_WAIT = timedelta(minutes=30)
MANY_FAILURES = 3  # in a row, after which administrators are told
RECENT = timedelta(days=1)
SILENT = timedelta(minutes=5)
DATABASE = "postgres"
RESTARTED = "the database restarted after a failure; all its sessions ended"
# After a failure, and never otherwise, the database begins all of its statistics anew.
LAST_RESTART = """
select least(writer.stats_reset, archiver.stats_reset, wal.stats_reset), pg_postmaster_start_time()
  from pg_stat_bgwriter writer, pg_stat_archiver archiver, pg_stat_wal wal
"""
BEATING = frozenset({"worker", "ticker", "matcher"})  # these give a sign again and again


def last_beats() -> dict[str, datetime]:
    """Return the last sign of each program that gives one again and again."""
    return dict(Heartbeat.objects.filter(pk__in=BEATING).values_list("name", "at"))


def round_parts() -> list[RoundPart]:
    """Return the parts of the background work, those that fail first."""
    return list(RoundPart.objects.order_by("-failures", "name"))


def tasks_by_status() -> dict[str, int]:
    """Return how many tasks are ready or set aside. Of a row set aside no more is read than what can be read of any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select status, count(*) from django_tasks_database_dbtaskresult where status = any(%s) group by 1",
            [[TaskResultStatus.READY, TaskResultStatus.FAILED]],
        )
        return dict(cursor.fetchall())


def tasks_set_aside(most: int) -> list[tuple[str, str]]:
    """Return path and error of the tasks that were set aside, the latest first."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")
    return list(failed.values_list("task_path", "exception_class_path")[:most])


class DatabaseAway(Exception):
    """Says that the session with the database is lost, and with it the lock of the round."""


def beat(name: str, began: float | None = None) -> None:
    """Note that a program does its rounds, and how long the one took that began at a moment of the monotonic clock."""
    took = 0 if began is None else int((time.monotonic() - began) * 1000)
    with transaction.atomic():
        Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now(), "took_ms": took})


def note_start(name: str) -> None:
    """Note that a program begins."""
    now = clock.now()
    with transaction.atomic():
        Heartbeat.objects.update_or_create(name=name, defaults={"at": now, "began_at": now})


def note_end(name: str, why: str) -> None:
    """Note that a program ended by itself and is started again; for whoever starts it where that is not ours."""
    now = clock.now()
    with transaction.atomic():
        beaten, _ = Heartbeat.objects.get_or_create(name=name, defaults={"at": now})
        Heartbeat.objects.filter(pk=beaten.pk).update(
            restarts=F("restarts") + 1, ended_at=now, ended_why=why[: reports.LONGEST]
        )


def programs() -> list[ProgramState]:
    """Return how each program stands: by the supervisor's word where it started us, else by their own book.

    A restart of the database within its server, which the supervisor does not see, is always by the book.
    """
    book = {
        row.name: ProgramState(row.name, row.began_at, row.restarts, row.ended_at, row.ended_why)
        for row in Heartbeat.objects.filter(began_at__isnull=False).order_by("name")
    }
    if not settings.IS_SUPERVISED:
        return list(book.values())
    told = {each.name: each for each in _told_by_supervisor()}
    known, inside = told.get(DATABASE, ProgramState(DATABASE)), book.get(DATABASE)
    if inside is not None and inside.ended_at is not None:
        if known.ended_at is None or inside.ended_at > known.ended_at:
            known = replace(known, ended_at=inside.ended_at, why=inside.why)
        told[DATABASE] = replace(known, restarts=known.restarts + inside.restarts)
    return list(told.values())


def _told_by_supervisor() -> list[ProgramState]:
    return reports.read(reports.path_in(Path(settings.SAMANVAY_HOME)))


def look_at_database() -> None:
    """Note a restart of the database after a failure, as when one of its sessions was killed: it ends all of them.

    What began the server itself anew is left to the supervisor where it told of that.
    """
    with connection.cursor() as cursor:
        cursor.execute(LAST_RESTART)
        restarted_at, server_began_at = cursor.fetchone()
    known = Heartbeat.objects.filter(pk=DATABASE).first() or Heartbeat(name=DATABASE, began_at=restarted_at)
    if known.began_at != restarted_at:
        known.began_at = restarted_at
        is_told = settings.IS_SUPERVISED and any(each.name == DATABASE for each in _told_by_supervisor())
        if not (is_told and server_began_at > known.at):
            known.restarts += 1
            known.ended_at, known.ended_why = restarted_at, RESTARTED
    known.at = clock.now()
    with transaction.atomic():
        known.save()


def take_turn(name: str, work: Callable[[], object]) -> bool:
    """Let a part of the round have its turn, unless it waits after a failure; tell whether it did not fail.

    Whatever it raises, also what would end a program, is noted and stays with it. Raises DatabaseAway where the
    session is lost.
    """
    known = RoundPart.objects.filter(pk=name).first() or RoundPart(name=name)
    now = clock.now()
    if known.next_at is not None and now < known.next_at <= now + LONGEST_WAIT:
        return False
    try:
        work()
    except BaseException as error:
        if not connection.is_usable():
            raise DatabaseAway from error
        log.exception("a part of the round failed: %s", name)
        _note_failure(known, error)
        return False
    now = clock.now()
    RoundPart.objects.update_or_create(name=name, defaults={"succeeded_at": now, "failures": 0, "next_at": None})
    return True


def _note_failure(part: RoundPart, error: BaseException) -> None:
    now = clock.now()
    part.failures += 1
    part.failed_at, part.error = now, kind_of(error)
    part.next_at = now + min(LONGEST_WAIT, timedelta(seconds=15 * 2 ** min(part.failures, 10)))
    with transaction.atomic():
        part.save()


def kind_of(error: BaseException) -> str:
    """Return the kind of an error and the database's code for it, and nothing of what it says."""
    code = getattr(error.__cause__, "sqlstate", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


ENDED = Bilingual(
    "The program “{name}” stopped and was started again. See the reason on the health page",
    "प्रोग्राम “{name}” अपने आप बंद हुआ और फिर चालू किया गया। कारण “प्रणाली की दशा” पृष्ठ पर देखें",
)
HANGS = Bilingual(
    "The program “{name}” has not reported for five minutes: start it again",
    "प्रोग्राम “{name}” से पाँच मिनट से कोई संकेत नहीं आया: उसे फिर चालू करें",
)
FAILS = Bilingual(
    "The background work “{name}” failed {n} times in a row. See the error on the health page",
    "पृष्ठभूमि का कार्य “{name}” लगातार {n} बार विफल हुआ। त्रुटि “प्रणाली की दशा” पृष्ठ पर देखें",
)


def tell_administrators() -> int:
    """Tell the administrators what ended by itself, hangs or fails again and again; return how many notices are new.

    Each program and each part at most once a day: a storm of ends is one notice.
    """
    look_at_database()
    now = clock.now()
    since = now - RECENT
    told = 0
    # After a stop of the whole system every sign is old: only a clock that ticked lately can tell who hangs.
    if Heartbeat.objects.filter(pk="ticker", at__gte=now - SILENT).exists():
        for beaten in Heartbeat.objects.filter(pk__in=BEATING, at__lt=now - SILENT).order_by("pk"):
            told += _tell(f"silent:{beaten.name}", now, HANGS.format(name=beaten.name))
    for program in programs():
        if program.ended_at is not None and program.ended_at > since:
            told += _tell(f"program:{program.name}", program.ended_at, ENDED.format(name=program.name))
    for part in RoundPart.objects.filter(failures__gte=MANY_FAILURES, failed_at__gt=since).order_by("pk"):
        assert part.failed_at is not None
        told += _tell(f"part:{part.name}", part.failed_at, FAILS.format(name=part.name, n=part.failures))
    return told


def _tell(what: str, at: datetime, words: Bilingual) -> int:
    key = f"machinery:{what}:{at.astimezone(clock.INDIA).date()}"
    with reading(SYSTEM):
        if Notice.objects.filter(key__startswith=f"{key}:").exists():
            return 0
        posted = Grant.objects.filter(role="administrator", user__is_active=True).in_force(clock.today())
        administrators = {grant.user_id: grant for grant in posted.select_related("user")}
    if not administrators:
        return 0
    with operation(events.MACHINERY_TOLD, by=SYSTEM, target=("machinery", what)):
        for grant in administrators.values():
            notify(
                people=[grant.user],
                words=words,
                link="/health/",
                key=key,
                audience=grant.audience,
                home_state=grant.home_state,
            )
    return len(administrators)
