"""While the database is away or a table is locked: pages soon answer 503 in words of their own, in both languages."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection, transaction
from django.test import Client
from django.urls import path, reverse

from samanvay.access.users.actions import create_user
from samanvay.config import urls as house
from samanvay.config.env import without_long_locks
from samanvay.kernel.db.scope import SYSTEM

BOTH = ("Nothing that you sent was saved.", "आपका भेजा हुआ सहेजा नहीं गया।")


@transaction.non_atomic_requests
def loses_the_database(request: Any) -> None:
    raise OperationalError("server closed the connection")


@transaction.non_atomic_requests
def loses_it_and_clears_up(request: Any) -> None:
    try:
        loses_the_database(request)
    finally:
        raise InternalError("current transaction is aborted")


def breaks(request: Any) -> None:
    raise ValueError


urlpatterns = [
    path("lost/", loses_the_database),
    path("cleared/", loses_it_and_clears_up),
    path("broken/", breaks),
    *house.urlpatterns,
]
handler500 = house.handler500


@pytest.mark.urls(__name__)
def test_an_outage_has_words_of_its_own_and_asks_no_database(db: None, django_assert_num_queries: Any) -> None:
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        away = client.get("/lost/")
    assert (away.status_code, away["Retry-After"]) == (503, "5")
    text = away.content.decode()
    assert all(words in text for words in BOTH)
    assert "500" not in text
    assert client.get("/cleared/").status_code == 503, "what fails because of it is no fault of ours either"
    broken = client.get("/broken/")
    assert broken.status_code == 500
    assert not any(words in broken.content.decode() for words in BOTH)


@pytest.fixture
def impatient(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Connect as the pages do, with less patience."""
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", without_long_locks(connection.settings_dict, "200ms"))
    connection.close()
    yield fresh_db
    connection.close()


def test_a_page_that_meets_a_locked_table_answers_soon(impatient: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(create_user(by=SYSTEM, username="officer", name="Officer", is_persona=True))
    name = urlsplit(impatient).path
    owner = urlunsplit(urlsplit(os.environ["SAMANVAY_TEST_OWNER_URL"])._replace(path=name))
    with psycopg.connect(owner) as other:
        for table in ("access_user", "duties_duty", "django_session"):
            other.execute(f"lock table {table} in access exclusive mode")
            answer = client.get(reverse("today"))
            assert answer.status_code == 503, table
            assert BOTH[0] in answer.content.decode()
            other.rollback()
    assert client.get(reverse("today")).status_code == 200


def test_a_session_that_is_lost_as_a_transaction_begins_is_an_outage(fresh_db: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        gone = cursor.fetchone()
    with psycopg.connect(fresh_db, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s)", gone)
    with pytest.raises(OperationalError), transaction.atomic():
        """Django's own error, which pages, ticker and worker know; the driver's they would take for a fault."""
    connection.close()
    with transaction.atomic():
        assert connection.in_atomic_block


def test_the_program_of_the_pages_does_not_wait_long_and_no_other_is_hurried() -> None:
    asks = "from django.conf import settings; print(settings.DATABASES['default'].get('OPTIONS'))"
    kept = {**os.environ, "DJANGO_SETTINGS_MODULE": "samanvay.config.settings"}
    said = [
        subprocess.run([sys.executable, "-c", first + asks], env=kept, stdout=subprocess.PIPE, text=True, check=True)
        for first in ("import samanvay.config.wsgi; ", "")
    ]
    assert ["lock_timeout=8s" in each.stdout for each in said] == [True, False]
