"""The cache shared by all processes: a table of JSON texts, read as data and never as a program.

Django's own keeps pickles, so that whoever can write a row runs code in the web process.
"""

import json
import math
import time
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

FOREVER = 10 * 365 * 24 * 3600  # seconds
# ``shared`` stands for the table.
READ = "select cache_key, value from shared where cache_key = any(%s) and expires > clock_timestamp()"
DROP = "delete from shared where cache_key = any(%s)"
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


def is_kept(value: Any) -> bool:
    """Tell whether the cache keeps a value: a text, a boolean, a finite number, a list or named set of such numbers."""
    each = value if isinstance(value, list) else [value]
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        each = list(value.values())
    return isinstance(value, str) or all(
        isinstance(one, int) or (isinstance(one, float) and math.isfinite(one)) for one in each
    )


def written(value: Any) -> str:
    """Return a value as JSON. Raises TypeError for one that the cache does not keep."""
    if not is_kept(value):
        raise TypeError(f"the cache keeps a text, a number, a list or named set of numbers, not {type(value).__name__}")
    return json.dumps(value)


def read(text: str) -> Any:
    """Return the value of a row. Raises ValueError or RecursionError for one that was not written here."""
    if not is_kept(value := json.loads(text)):
        raise ValueError
    return value


class JsonDatabaseCache(DatabaseCache):
    """Keeps what failures are counted with: texts, booleans, finite numbers, lists and named sets of numbers.

    A row that holds anything else counts as missing and is deleted. Only what has run out is ever swept away, so
    that nobody can push the count of their failures out by filling the table.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self.table = table

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value of a key; whoever asks with a list or a set as default gets one."""
        value = super().get(key, default, version)
        return default if isinstance(default, list | dict) and type(value) is not type(default) else value

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        named = {self.make_and_validate_key(key, version=version): key for key in keys}
        found, broken = {}, []
        for key, text in self._run(READ, list(named)).fetchall():
            try:
                found[named[key]] = read(text)
            except (ValueError, RecursionError):
                broken.append(key)
        if broken:
            self._run(DROP, broken)
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
        cursor.execute(statement.replace("shared ", f"{connection.ops.quote_name(self.table)} "), given)
        return cursor
