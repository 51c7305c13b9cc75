"""Neither settings that the application's role gave itself nor rights that were taken from it shut it out for good."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from samanvay.access.models import User
from samanvay.access.users.actions import create_user
from samanvay.config.env import SETTINGS_OF_OURS
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.pg.external import role_of
from samanvay.kernel.pg.roles import give_back, lost_rights

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


RIGHTS = """
select array(select array[c.oid::regclass::text, p] from pg_class c, unnest(array[
         'select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
       where c.relkind in ('r', 'p', 'v') and c.relnamespace::regnamespace::text in ('public', 'sam')
         and has_table_privilege(%(app)s::name, c.oid, p) order by 1)::text,
       array(select array[c.oid::regclass::text, p] from pg_class c, unnest(array['select', 'usage', 'update']) p
       where c.relkind = 'S' and has_sequence_privilege(%(app)s::name, c.oid, p) order by 1)::text,
       array(select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'sam'::regnamespace
         and has_function_privilege(%(app)s::name, p.oid, 'execute') order by 1),
       has_schema_privilege(%(app)s::name, 'sam', 'usage'), has_schema_privilege(%(app)s::name, 'public', 'usage')
"""
TAKEN = """
revoke all on all tables in schema public, sam from {app};
revoke all on all sequences in schema public from {app};
revoke all on all routines in schema sam from public, {app};
revoke all on schema sam from public, {app};
"""


def test_what_was_taken_from_the_application_comes_back_and_nothing_more(fresh_db: str) -> None:
    app, said = role_of(fresh_db), []
    url = urlunsplit(urlsplit(os.environ["SAMANVAY_TEST_OWNER_URL"])._replace(path=urlsplit(fresh_db).path))
    with psycopg.connect(url, autocommit=True) as owner:
        before = owner.execute(RIGHTS, {"app": app}).fetchone()
        give_back(owner, app, said.append)
        assert said == [], "nothing was lost"
        owner.execute(TAKEN.format(app=app))
        assert len(lost_rights(owner, app)) > 500
        give_back(owner, app, said.append)
        assert owner.execute(RIGHTS, {"app": app}).fetchone() == before
        assert len(said) == 1


def test_settings_that_a_role_gave_itself_do_not_shut_the_application_out(sabotaged: str) -> None:
    with pytest.raises(psycopg.Error):
        psycopg.connect(sabotaged).execute("select count(*) from access_user")
    connection.close()
    create_user(by=SYSTEM, username="officer", name="Officer")
    assert User.objects.filter(username="officer").exists()
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('row_security'), current_setting('default_transaction_read_only')")
        assert cursor.fetchone() == ("on", "off")
