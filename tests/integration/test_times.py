"""Days and instants outside the years of the house: refused where they come in, kept out of every column, survived."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from case_world import a_case
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from tracing_world import missing, tracing_world

from arranging import arranging
from going_on import the_state_goes_on
from samanvay.audit.models import Event
from samanvay.cases.models import Case
from samanvay.directory.tasks import rebuild
from samanvay.kernel import clock
from samanvay.kernel.dates import CapturedAtField, DayField, InstantField, PartialDate, bounds, read_day, read_instant
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.db.times import out_of_bounds
from samanvay.kernel.ids import uuid7
from samanvay.kernel.imports.spec import Context
from samanvay.kernel.imports.values import ValueRefused, _date_reading
from samanvay.kernel.refusals import NotTaken, Unreadable
from samanvay.measures.models import Request
from samanvay.tracing.models import Entry
from samanvay.web.kit.readings import readings
from samanvay.web.middleware import RefusalMiddleware

BEFORE_CHRIST = "0001-01-01T00:00:00"
OUTSIDE = (BEFORE_CHRIST, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-12:00", "1799-12-31T23:00:00Z")


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return tracing_world()


def as_officer(who: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def count(model: Any) -> int:
    with reading(SYSTEM):
        return int(model.objects.count())


# The inputs.


@pytest.fixture(scope="module")
def state(
    own_database: Callable[..., AbstractContextManager[str]], django_db_blocker: Any
) -> Iterator[SimpleNamespace]:
    """A state that stands on its own, since the ticker's round begins with a connection of its own."""
    with own_database(), django_db_blocker.unblock():
        with transaction.atomic():
            made = tracing_world()
        yield made


def refused(who: SimpleNamespace, address: str, field: str, given: dict[str, object]) -> None:
    """Fail where a form takes one of the instants outside, or answers it without saying what is expected."""
    for said in OUTSIDE:
        body = {**given, "submission_id": str(uuid7()), field: said}
        answer = as_officer(who).post(reverse(address), body)
        assert answer.status_code == 400, (said, answer.status_code)
        assert "from 1800 to 2200" in answer.content.decode(), said


def test_captured_at_of_year_one_in_the_full_form_of_the_registers(state: SimpleNamespace) -> None:
    given = {
        "kind": "missing", "people": "1", "save": "1", "gone_for": "job", "told_by": "family", "place": "Bahraich",
        "p0-sex": "female", "p0-age": "14", "unit": state.partner.audience,
    }  # fmt: skip
    refused(state.worker, "entry_add_full", "captured_at", given)
    assert count(Entry) == 0
    the_state_goes_on(as_officer(state.chief))


def test_captured_at_of_year_one_when_a_case_is_opened(state: SimpleNamespace) -> None:
    given = {"what": "Two girls", "forms": ["child_labour"], "source": "checking", "unit": state.station.audience}
    refused(state.sho, "case_open", "captured_at", given)
    assert count(Case) == 0
    the_state_goes_on(as_officer(state.chief))


@pytest.mark.parametrize("field", ["wanted_from", "wanted_until"])
def test_wanted_from_of_year_one_in_a_request(state: SimpleNamespace, field: str) -> None:
    refused(
        state.desk,
        "request_new",
        field,
        {"kind": "other", "place": "Varanasi", "says": "A car", "within_hours": "24"},
    )
    assert count(Request) == 0
    the_state_goes_on(as_officer(state.chief))


@pytest.mark.parametrize("path", ["cases", "entries"])
def test_captured_at_of_year_one_over_the_interface(state: SimpleNamespace, path: str) -> None:
    body = {
        "cases": {"what": "Two girls", "source": "checking"},
        "entries": {"kind": "missing", "people": [{"sex": "female"}]},
    }[path]
    for said in OUTSIDE:
        given = json.dumps({**body, "captured_at": said, "unit": state.station.audience})
        answer = as_officer(state.sho).post(f"/api/{path}", given, content_type="application/json")
        assert answer.status_code == 400, said
        told = answer.json()
        assert told["field"] == "captured_at"
        assert "from 1800 to 2200" in told["errors"][0]["expected"]
    assert (count(Case), count(Entry)) == (0, 0)
    the_state_goes_on(as_officer(state.chief))


@pytest.mark.parametrize("said", ["0001-01-01", "1799-12-31", "2201-01-01", "9999-12-31"])
def test_day_outside_is_refused_by_field_address_and_sheet(said: str) -> None:
    with pytest.raises(ValidationError, match="from 1800 to 2200"):
        DayField().clean(said)
    with pytest.raises(ValueError, match="from 1800 to 2200"):
        read_day(said)
    with pytest.raises(ValueError, match="from 1800 to 2200"):
        read_instant(f"{said}T00:00:00Z")
    for cell in (date.fromisoformat(said), datetime.fromisoformat(said)):
        with pytest.raises(ValueRefused, match="from 1800 to 2200"):
            _date_reading("", cell, Context(today=date(2026, 11, 30)))


def test_days_and_instants_inside_are_taken_at_both_ends() -> None:
    for day in (bounds.FIRST_DAY, bounds.LAST_DAY):
        assert DayField().clean(day.isoformat()) == read_day(day.isoformat()) == day
    for at in (bounds.FIRST_INSTANT, bounds.LAST_INSTANT):
        assert InstantField().clean(at.isoformat()) == read_instant(at.isoformat()) == at
    assert read_instant("2026-11-24T16:30").tzinfo is clock.INDIA


def test_nothing_is_captured_in_the_future_but_for_a_clock_that_is_a_little_fast() -> None:
    with clock.frozen(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        assert CapturedAtField().clean("2026-12-01T11:00:00Z") == datetime(2026, 12, 1, 11, tzinfo=UTC)
        with pytest.raises(ValidationError, match="Check the clock"):
            CapturedAtField().clean("2027-11-30T12:00:00Z")


# The columns.


@pytest.mark.django_db
def test_every_time_column_of_every_table_has_its_check() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relation::text, name from sam.time_columns() where not is_bounded")
        assert cursor.fetchall() == []
        cursor.execute("select relation::text from sam.time_columns()")
        assert {row[0] for row in cursor.fetchall()} >= {"tracing_entry", "django_session", "account_emailconfirmation"}


@pytest.mark.django_db
def test_no_column_holds_a_time_of_a_type_that_no_rule_bounds() -> None:
    # Ranges, spans and arrays of times have none, since no table has one: a new one needs a rule in the kernel's
    # migrations and a loader.
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.oid::regclass::text, a.attname, format_type(a.atttypid, a.atttypmod) from pg_attribute a "
            "join pg_class r on r.oid = a.attrelid join pg_type t on t.oid = a.atttypid "
            "left join pg_type e on e.oid = t.typelem "
            "where r.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped "
            "and r.relnamespace <> all(array['pg_catalog', 'information_schema']::regnamespace[]) "
            "and (t.typcategory in ('D', 'T', 'R') or e.typcategory in ('D', 'T', 'R')) "
            "and (r.oid, a.attname) not in (select relation, name from sam.time_columns())"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("column", ["captured_at", "added_at"])
def test_database_itself_takes_no_instant_outside(people: SimpleNamespace, column: str) -> None:
    [entry] = missing(people.desk)
    for said in ("0001-12-31 18:06:32 BC", "infinity", "2201-01-01 00:00:00+00"):
        with (
            pytest.raises(IntegrityError, match="check constraint"),
            arranging(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update tracing_entry set {column} = %s::timestamptz where id = %s", [said, entry.id])


@pytest.mark.django_db
def test_task_that_need_not_wait_is_queued_and_read_back() -> None:
    with arranging():
        queued = rebuild.enqueue()
    assert rebuild.get_result(queued.id).task.run_after is None


# Old rows.


def owner_of(url: str) -> str:
    return urlunsplit(urlsplit(os.environ["SAMANVAY_TEST_OWNER_URL"])._replace(path=urlsplit(url).path))


def command(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "DATABASE_URL": url, "DATABASE_OWNER_URL": owner_of(url), "SAMANVAY_ROLE": "owner"}
    return subprocess.run(
        [sys.executable, "-m", "samanvay.cli", *words], env=given, capture_output=True, text=True, check=False
    )


def spoiled(url: str, table: str, column: str, row: object, value: str) -> None:
    """Make a row as a release without bounds let it come in."""
    with psycopg.connect(owner_of(url)) as owner:
        owner.execute("select set_config('sam.op', 'x', true), set_config('sam.audiences', '{0}', true)")
        [(check,)] = owner.execute(
            "select c.conname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid "
            "and c.conkey = array[a.attnum] where c.conrelid = %s::regclass and a.attname = %s and c.contype = 'c'",
            [table, column],
        ).fetchall()
        owner.execute(f'alter table {table} drop constraint "{check}"')
        owner.execute(f"update {table} set {column} = '{value}' where id = %s", [row])


@pytest.fixture
def spoilt(fresh_db: str) -> SimpleNamespace:
    """An entry, a case and a request's time that no driver reads, in a database of their own."""
    with transaction.atomic():
        made = tracing_world()
        [made.entry] = missing(made.desk, happened=PartialDate.day(date(2026, 11, 20)))
        made.case = a_case(made.sho)
    spoiled(fresh_db, "tracing_entry", "captured_at", made.entry.id, "0001-12-31 18:06:32+00 BC")
    spoiled(fresh_db, "tracing_entry", "happened_latest", made.entry.id, "infinity")
    spoiled(fresh_db, "cases_case", "opened_at", made.case.id, "9999-12-31 23:59:59+00")
    made.url = fresh_db
    return made


def test_rows_that_cannot_be_read_stop_neither_lists_nor_ticker_nor_matcher(spoilt: SimpleNamespace) -> None:
    the_state_goes_on(as_officer(spoilt.chief))
    with reading(SYSTEM):
        entry, case = Entry.objects.get(pk=spoilt.entry.pk), Case.objects.get(pk=spoilt.case.pk)
    assert entry.captured_at == bounds.FIRST_INSTANT
    assert entry.happened_latest == bounds.LAST_DAY
    assert case.opened_at == bounds.LAST_INSTANT


def test_rows_that_cannot_be_read_are_named_on_the_health_page(spoilt: SimpleNamespace) -> None:
    with transaction.atomic():
        found = {str(each.name): str(each.more) for each in readings() if each.is_bad}
    told = found[f"Time in tracing_entry.captured_at, row {spoilt.entry.id}"]
    assert "BC" in told
    assert f"samanvay correct-time tracing_entry captured_at {spoilt.entry.id}" in told
    assert f"Time in cases_case.opened_at, row {spoilt.case.id}" in found


def test_table_with_a_bad_old_row_migrates_and_the_row_is_named(spoilt: SimpleNamespace) -> None:
    done = command(spoilt.url, "migrate", "--quiet")
    assert done.returncode == 0, done.stderr
    assert f"tracing_entry.captured_at, row {spoilt.entry.id}: 0001-12-31 18:06:32" in done.stderr
    # The row can still be changed, also as one among many of a statement.
    with arranging():
        assert Entry.objects.update(external="X") == 1


def test_time_is_corrected_by_the_command_with_an_event_and_the_column_bounded(spoilt: SimpleNamespace) -> None:
    done = command(spoilt.url, "correct-time")
    assert len(done.stdout.splitlines()) == 3, done.stdout + done.stderr
    said = ("correct-time", "tracing_entry", "captured_at", str(spoilt.entry.id))
    assert command(spoilt.url, *said, "none").returncode == 2, "a reason is asked for"
    wrong = command(spoilt.url, *said, "0001-01-01T00:00", "--because", "the paper form")
    assert (wrong.returncode, "from 1800 to 2200" in wrong.stderr) == (1, True)
    done = command(spoilt.url, *said, "2026-11-20 16:30", "--because", "the paper form")
    assert done.returncode == 0, done.stderr
    with reading(SYSTEM):
        entry = Entry.objects.get(pk=spoilt.entry.pk)
        event = Event.objects.get(kind="audit:time_mended")
        assert entry.captured_at == datetime(2026, 11, 20, 11, tzinfo=UTC)
        assert "captured_at" not in {each.column for each in out_of_bounds()}
    assert (event.subject_kind, event.subject_id) == ("tracing_entry", str(entry.id))
    assert json.loads(event.body)["was"].endswith("BC")
    again = command(spoilt.url, *said, "2026-11-21 16:30", "--because", "x")
    assert (again.returncode, "has no captured_at outside" in again.stderr) == (1, True)


@pytest.mark.django_db
def test_day_unknown_reads_as_unknown_and_other_times_read_as_the_bound() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select date '0001-01-01', date '9999-12-31', date '-infinity', date '0203-04-01', date '12000-01-01', "
            "time '24:00', timestamptz '-infinity', timestamptz 'infinity', timestamptz '0044-03-15 BC', "
            "array[date 'infinity'], array[timestamptz '294000-01-01'], timestamptz '2026-11-30 12:00+00', "
            "timestamptz '9999-01-01 00:00+00'"
        )
        assert cursor.fetchone() == (
            date.min, date.max, bounds.FIRST_DAY, bounds.FIRST_DAY, bounds.LAST_DAY,
            time(23, 59, 59, 999_999), bounds.FIRST_INSTANT, bounds.LAST_INSTANT, bounds.FIRST_INSTANT,
            [bounds.LAST_DAY], [bounds.LAST_INSTANT], datetime(2026, 11, 30, 12, tzinfo=UTC),
            datetime(9999, 1, 1, tzinfo=UTC),
        )  # fmt: skip


# What the database does not take, and what the program cannot read.


def run(query: str, *given: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, given or None)
        cursor.fetchall()


def answered(request: Any, query: str, *given: Any) -> Any:
    """Return what the middleware answers when a page runs a query; None leaves it to Django, which makes it a 500."""
    try:
        run(query, *given)
    except DatabaseError as error:
        return RefusalMiddleware(lambda _: None).process_exception(request, error), error  # type: ignore[arg-type,return-value]
    raise AssertionError(f"{query} was answered")


@pytest.mark.django_db
def test_value_given_by_the_request_is_a_400_and_a_row_that_cannot_be_read_is_none() -> None:
    asks, bare = RequestFactory().get("/x/?q=1"), RequestFactory().get("/x/")
    for request in (asks, bare):
        request.resolver_match = None
    for query, given in (
        ("select %s::text", "a\0b"),
        ("select %s::int", "9" * 30),
        ("select %s::date", "32.13.2026"),
        ("select %s::uuid", "nobody"),
    ):
        answer, error = answered(asks, query, given)
        assert (answer.status_code, type(error)) == (400, NotTaken), query
        answer, _error = answered(bare, query, given)
        assert answer is None, "a request that brings nothing is not to blame"
    for query in ("select timestamp '0044-03-15 BC'", "select 1 / (random() * 0)::int"):
        answer, error = answered(asks, query)
        assert answer is None, query
    _answer, error = answered(asks, "select timestamp '0044-03-15 BC'")
    assert isinstance(error, Unreadable)
    assert not isinstance(error, DataError)
    assert "0044" not in "".join(logging.Formatter().formatException((type(error), error, error.__traceback__)))


def walk() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select timestamp '0044-03-15 BC'")
        list(cursor)


@pytest.mark.django_db
def test_walking_a_cursor_over_a_row_that_cannot_be_read_is_the_same() -> None:
    with pytest.raises(Unreadable):
        walk()


def test_interface_answers_a_value_that_is_not_taken_as_a_problem(people: SimpleNamespace) -> None:
    body = {"what": "Two girls", "source": "checking", "narrative": "a\0b", "unit": people.station.audience}
    answer = as_officer(people.sho).post("/api/cases", json.dumps(body), content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert count(Case) == 0
