"""The parts of the round are isolated from each other, programs that end are booked, administrators are told."""

import os
import signal
import threading
from datetime import timedelta

import psycopg
import pytest
from case_world import officer, world
from django.db import connection, transaction
from django.db.utils import DataError, OperationalError
from django_tasks_db.models import DBTaskResult

from samanvay.cli import background
from samanvay.duties.machinery import programs as machinery
from samanvay.duties.machinery.programs import (
    MANY_FAILURES,
    DatabaseAway,
    kind_of,
    note_end,
    note_start,
    programs,
    take_turn,
    tell_administrators,
)
from samanvay.duties.models import Heartbeat, Notice, RoundPart
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.web.health import machinery_probes
from samanvay.web.kit import readings


def data_error() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select '0044-03-15 BC'::timestamp")
        cursor.fetchone()


def time_out() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 10")
        cursor.execute("select pg_sleep(60)")


def raising(error: BaseException):
    def part() -> None:
        raise error

    return part


FAULTS = {
    "a value that cannot be read": data_error,
    "a statement that takes too long": time_out,
    "no memory": raising(MemoryError()),
    "the end of the program": raising(SystemExit(1)),
    "an interruption": raising(KeyboardInterrupt()),
    "anything else": raising(ValueError("of Rani")),
}


@pytest.mark.parametrize("what", FAULTS)
def test_part_that_fails_keeps_no_other_from_its_turn(
    fresh_db: str, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    done: list[str] = []
    listed = {
        "held": lambda: done.append("held"),
        "faulty": FAULTS[what],
        "escalated": lambda: done.append("escalated"),
        "sealed": lambda: done.append("sealed"),
    }
    monkeypatch.setattr(background, "parts", lambda: listed)
    assert background.one_round() == ["faulty"]
    assert done == ["held", "escalated", "sealed"]
    assert Heartbeat.objects.filter(pk="ticker").exists(), "the ticker itself is well"
    faulty = RoundPart.objects.get(pk="faulty")
    assert (faulty.failures, faulty.succeeded_at) == (1, None)
    assert faulty.error
    assert "Rani" not in faulty.error, "what an error says may quote what people wrote"
    assert RoundPart.objects.get(pk="sealed").succeeded_at is not None


def test_a_lost_session_ends_the_round_since_the_lock_is_lost_with_it(
    fresh_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def fails() -> None:
        connection.connection.close()
        raise OperationalError

    monkeypatch.setattr(background, "parts", lambda: {"lost": fails, "next": lambda: done.append("next")})
    with pytest.raises(DatabaseAway):
        background.one_round()
    connection.close()
    assert done == []
    assert not RoundPart.objects.exists(), "it was no fault of the part"
    monkeypatch.setattr(background, "parts", lambda: {"next": lambda: done.append("next")})
    assert background.one_round() == []
    assert done == ["next"], "the lock is not held by what was lost"


def test_a_session_lost_between_two_rounds_leads_to_the_next_at_once(
    fresh_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ROUND_SECONDS", 3600)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    sessions: list[int] = []

    def one_round() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            sessions.append(cursor.fetchone()[0])
        if len(sessions) == 2:
            signal.raise_signal(signal.SIGTERM)
        else:
            with psycopg.connect(fresh_db, autocommit=True) as other:
                other.execute("select pg_terminate_backend(%s)", sessions)
        return []

    monkeypatch.setattr(background, "one_round", one_round)
    give_up = threading.Timer(30, os.kill, [os.getpid(), signal.SIGTERM])
    give_up.start()
    try:
        background.ticker.callback(once=False)
    finally:
        give_up.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)
    assert len(sessions) == len(set(sessions)) == 2


def test_a_part_that_fails_again_and_again_backs_off_and_comes_back(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(machinery.clock, "now", lambda: now)
    waits = []
    for _ in range(12):
        assert not take_turn("faulty", raising(ValueError()))
        part = RoundPart.objects.get(pk="faulty")
        assert part.next_at is not None
        waits.append(part.next_at - now)
        now = part.next_at
    assert waits == sorted(waits)
    assert waits[0] < waits[-1] == machinery.LONGEST_WAIT
    now -= timedelta(seconds=1)
    done: list[int] = []
    assert not take_turn("faulty", lambda: done.append(1))
    assert done == [], "it waits"
    now += timedelta(seconds=1)
    assert take_turn("faulty", lambda: done.append(1))
    part = RoundPart.objects.get(pk="faulty")
    assert (done, part.failures, part.next_at) == ([1], 0, None)
    assert part.failed_at is not None, "the last error is still told"


def test_the_kind_of_an_error_names_the_databases_code() -> None:
    error = DataError("of Rani")
    error.__cause__ = type("Cause", (Exception,), {"sqlstate": "22008"})()
    assert kind_of(error) == "DataError 22008"
    assert kind_of(ValueError("of Rani")) == "ValueError"


def administrator_of(state):
    return officer("admin", "administrator", state.police)


def notices_of(user) -> list[str]:
    with reading(SYSTEM):
        return list(Notice.objects.filter(user=user).order_by("at").values_list("words_en", flat=True))


def test_a_storm_of_ends_is_one_notice_to_the_administrators(db: None) -> None:
    state = world()
    admin = administrator_of(state)
    note_start("matcher")
    for _ in range(50):
        note_end("matcher", "matcher ended by itself (signal KILL)")
        tell_administrators()
    assert notices_of(admin.user) == [
        "The program “matcher” stopped and was started again. See the reason on the health page"
    ]
    assert notices_of(state.sho.user) == []
    matcher, _database = programs()
    assert (matcher.restarts, matcher.why) == (50, "matcher ended by itself (signal KILL)")


def test_a_part_that_fails_again_and_again_is_one_notice_to_the_administrators(db: None) -> None:
    state = world()
    admin = administrator_of(state)
    for turn in range(MANY_FAILURES + 5):
        RoundPart.objects.update(next_at=None)
        take_turn("seal_log", raising(ValueError()))
        assert bool(tell_administrators()) == (turn == MANY_FAILURES - 1)
    [words] = notices_of(admin.user)
    assert words.startswith("The background work “seal_log” failed 3 times in a row.")


def test_a_program_that_gives_no_sign_is_one_notice_while_the_clock_ticks(db: None) -> None:
    state = world()
    admin = administrator_of(state)
    now = clock.now()
    Heartbeat.objects.create(name="worker", at=now - timedelta(minutes=6))
    Heartbeat.objects.create(name="web", at=now - timedelta(hours=6))
    ticker = Heartbeat.objects.create(name="ticker", at=now - timedelta(hours=6))
    assert not tell_administrators(), "after a stop of everything every sign is old"
    ticker.at = now
    ticker.save()
    assert [bool(tell_administrators()) for _ in range(3)] == [True, False, False]
    [words] = notices_of(admin.user)
    assert words.startswith("The program “worker” has not reported for five minutes")


def test_the_supervisors_word_goes_before_the_programs_own(db: None, settings, tmp_path) -> None:
    settings.SAMANVAY_HOME = tmp_path
    (tmp_path / "run").mkdir()
    note_start("worker")
    assert [each.name for each in programs()] == ["worker"]
    settings.IS_SUPERVISED = True
    assert programs() == []
    (tmp_path / "run" / "programs.json").write_text(
        '[{"name": "postgres", "began_at": null, "restarts": 2, "ended_at": "2026-11-30T00:00:00+00:00",'
        ' "why": "PostgreSQL was ended from outside (signal 9)", "is_up": false}]'
    )
    [postgres] = programs()
    assert (postgres.name, postgres.restarts, postgres.is_up) == ("postgres", 2, False)
    (tmp_path / "run" / "programs.json").write_text("[{")
    assert programs() == []


@pytest.mark.parametrize("is_supervised", [False, True])
def test_a_restart_of_the_database_is_shown_and_one_notice(
    db: None, settings, tmp_path, monkeypatch: pytest.MonkeyPatch, is_supervised: bool
) -> None:
    settings.SAMANVAY_HOME, settings.IS_SUPERVISED = tmp_path, is_supervised
    (tmp_path / "run").mkdir()
    supervisors = '[{"name": "postgres", "began_at": null, "restarts": 0, "ended_at": null, "why": "", "is_up": true}]'
    (tmp_path / "run" / "programs.json").write_text(supervisors)
    admin = administrator_of(world())
    now = clock.now()

    def after(restart: timedelta, start: timedelta) -> None:
        last = f"select '{(now + restart).isoformat()}'::timestamptz, '{(now + start).isoformat()}'::timestamptz"
        monkeypatch.setattr(machinery, "LAST_RESTART", last)
        tell_administrators()

    hour = timedelta(hours=1)
    after(-3 * hour, -3 * hour)
    assert notices_of(admin.user) == [], "the first look knows of no restart"
    for _ in range(3):
        after(-hour, -3 * hour)
    assert notices_of(admin.user) == [
        "The program “postgres” stopped and was started again. See the reason on the health page"
    ]
    after(-timedelta(minutes=2), -3 * hour)
    found = {str(each.name): each for each in readings.readings()}
    server = found["Program Database server"]
    assert str(server.state.words) == "was started again"
    assert "restarted 2 times" in server.more
    assert "the database restarted after a failure; all its sessions ended" in server.more
    assert len(notices_of(admin.user)) == 1
    Heartbeat.objects.filter(pk="postgres").update(at=now - timedelta(minutes=1))
    after(timedelta(0), timedelta(0))
    [postgres] = programs()
    assert postgres.restarts == (2 if is_supervised else 3), "the supervisor counts the starts of its server"


def test_the_health_page_shows_ends_parts_and_tasks_set_aside(db: None) -> None:
    note_start("worker")
    note_end("worker", "worker ended by itself (SIGKILL)")
    for _ in range(MANY_FAILURES):
        RoundPart.objects.update(next_at=None)
        take_turn("seal_log", raising(ValueError()))
    take_turn("find_changes", lambda: None)
    DBTaskResult.objects.create(
        task_path="samanvay.documents.tasks.draw",
        args_kwargs={},
        backend_name="default",
        run_after=clock.now(),
        status="FAILED",
        exception_class_path="builtins.KeyError",
    )
    found = {str(each.name): each for each in readings.readings()}
    worker = found["Program Worker"]
    assert str(worker.state.words) == "was started again"
    assert "restarted 1 time" in worker.more
    assert "ended by itself (SIGKILL)" in worker.more
    assert (found["Sealing the log"].is_bad, str(found["Sealing the log"].state.words)) == (
        True,
        "failed 3 times in a row",
    )
    assert "ValueError" in found["Sealing the log"].more
    assert "last succeeded" in found["Looking for changes"].more
    assert "draw (KeyError)" in found["Tasks"].more


def test_each_part_of_the_round_has_its_words_on_the_health_page() -> None:
    assert set(machinery_probes.PART_NAMES) == set(background.parts())
