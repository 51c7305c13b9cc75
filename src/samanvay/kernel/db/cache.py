"""The cache shared by all processes: a table of JSON texts, read as data and never as a program.

Django's own keeps pickles, so that whoever can write a row runs code in the web process.
"""

import json
import time
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

FOREVER = 10 * 365 * 24 * 3600  # seconds
# ``shared`` stands for the table.
READ = "select cache_key, value from shared where cache_key = any(%s) and expires > clock_timestamp()"
TOUCH = "update shared set expires = to_timestamp(%s) where cache_key = %s and expires > clock_timestamp()"
SWEEP = (
    "delete from shared where cache_key in (select cache_key from shared where expires < clock_timestamp() "
    "and cache_key <> %s limit 200 for update skip locked)"
)
SET = (
    "insert into shared as kept (cache_key, value, expires) values (%s, %s, to_timestamp(%s)) "
    "on conflict (cache_key) do update set value = excluded.value, expires = excluded.expires"
)
ADD = f"{SET} where kept.expires < clock_timestamp()"


def written(value: Any) -> str:
    """Return a value as JSON. Raises TypeError or ValueError for one that would be read back as something else."""
    text = json.dumps(value, allow_nan=False)
    if json.loads(text) != value:
        raise TypeError(f"the cache keeps what JSON gives back as it was, not {type(value).__name__}")
    return text


class JsonDatabaseCache(DatabaseCache):
    """Keeps texts, numbers, booleans, None, lists and dictionaries with texts as keys; PostgreSQL alone.

    A row that is no JSON counts as missing and is deleted. Only what has run out is ever swept away, so that nobody
    can push the count of their failures out by filling the table.
    """

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        named = {self.make_and_validate_key(key, version=version): key for key in keys}
        found, broken = {}, []
        for key, text in self._run(READ, list(named)).fetchall():
            try:
                found[named[key]] = json.loads(text)
            except (ValueError, RecursionError):
                broken.append(key)
        self._base_delete_many(broken)
        return found

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        until = self.get_backend_timeout(timeout)
        until = time.time() + FOREVER if until is None else until
        if mode == "touch":
            return bool(self._run(TOUCH, until, key).rowcount)
        text = written(value)
        self._run(SWEEP, key)
        return bool(self._run(ADD if mode == "add" else SET, key, text, until).rowcount)

    def _run(self, statement: str, *given: Any) -> Any:
        connection = connections[router.db_for_write(self.cache_model_class)]
        cursor = connection.cursor()
        cursor.execute(statement.replace("shared ", f"{connection.ops.quote_name(self._table)} "), given)
        return cursor
