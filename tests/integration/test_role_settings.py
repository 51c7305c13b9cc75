"""The application's role may change its own settings, and shuts itself out by none of them."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from samanvay.access.actions import create_user
from samanvay.access.models import User
from samanvay.config.env import SETTINGS_OF_OURS
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.pg.external import role_of

SABOTAGE = {
    "local_preload_libraries": "there_is_no_such_library",
    "default_transaction_read_only": "on",
    "row_security": "off",
    "search_path": "nowhere",
    "statement_timeout": "1",
}


@pytest.fixture
def sabotaged(fresh_db: str) -> Iterator[str]:
    role = role_of(fresh_db)
    with psycopg.connect(fresh_db, autocommit=True) as app:
        for name, value in SABOTAGE.items():
            app.execute(f"alter role {role} set {name} = '{value}'")
    yield fresh_db
    with psycopg.connect(fresh_db, autocommit=True, options=SETTINGS_OF_OURS) as app:
        for name in SABOTAGE:
            app.execute(f"alter role {role} reset {name}")


def test_settings_that_a_role_gave_itself_do_not_shut_the_application_out(sabotaged: str) -> None:
    with pytest.raises(psycopg.Error):
        psycopg.connect(sabotaged).execute("select count(*) from access_user")
    connection.close()
    create_user(by=SYSTEM, username="officer", name="Officer")
    assert User.objects.filter(username="officer").exists()
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('row_security'), current_setting('default_transaction_read_only')")
        assert cursor.fetchone() == ("on", "off")
