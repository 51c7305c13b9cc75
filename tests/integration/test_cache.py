"""The shared cache holds data alone: what lies in its table is never run, whoever wrote it there."""

import base64
import pickle
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.django_db


class Payload:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return exec, (f"open({str(self.path)!r}, 'w').close()",)


def put_by_sql(key: str, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into shared_cache (cache_key, value, expires) values (%s, %s, now() + interval '1 hour')",
            [cache.make_key(key), text],
        )


def kept(key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select 1 from shared_cache where cache_key = %s", [cache.make_key(key)])
        return cursor.fetchone() is not None


def test_pickle_put_into_the_table_by_sql_is_never_run_and_is_deleted(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    text = base64.b64encode(pickle.dumps(Payload(ran))).decode()
    put_by_sql("attack", text)
    assert cache.get("attack", "missing") == "missing"
    assert not ran.exists()
    assert not kept("attack")
    pickle.loads(base64.b64decode(text))
    assert ran.exists(), "the payload would have run"


WRITTEN_BY_NOBODY = [
    "",
    "no json",
    "{",
    "[" * 100_000,
    "\x01",
    "null",
    '["text"]',
    '{"a": "text"}',
    '{"a": [1]}',
    '{"a": 1e999}',
    "[1e999]",
    "NaN",
    "[null]",
    "[[1]]",
]


@pytest.mark.parametrize("text", WRITTEN_BY_NOBODY)
def test_text_that_the_cache_does_not_write_counts_as_missing(text: str) -> None:
    put_by_sql("broken", text)
    assert cache.get_many(["broken", "absent"]) == {}
    assert not kept("broken")
    assert cache.add("broken", 1)


@pytest.mark.parametrize("text", ["3", "true", "2.5", '"text"'])
def test_whoever_asks_for_a_list_gets_none_but_a_list(text: str) -> None:
    put_by_sql("counted", text)
    assert cache.get("counted", []) == []
    assert cache.get("counted", {}) == {}
    assert cache.get("counted") is not None


@pytest.mark.parametrize("value", [True, 3, 2.5, "क", [1.25, 2.5], [], {"a": 1.5}, {}])
def test_values_come_back_as_they_were(value: Any) -> None:
    cache.set("value", value)
    assert cache.get("value", "missing") == value
    assert type(cache.get("value")) is type(value)


@pytest.mark.parametrize(
    "value", [None, ["क"], (1, 2), [(1, 2)], {"a": "b"}, {1: 2}, b"x", object(), float("nan"), [float("inf")]]
)
def test_value_that_the_cache_does_not_keep_is_refused_at_once(value: Any) -> None:
    with pytest.raises(TypeError):
        cache.set("value", value)
    assert cache.get("value", "missing") == "missing"


def test_adding_counting_touching_and_running_out() -> None:
    assert cache.add("n", 1)
    assert not cache.add("n", 5)
    assert cache.incr("n", 2) == 3
    assert cache.decr("n") == 2
    assert cache.has_key("n")
    assert cache.touch("n", 60)
    cache.set("n", 9, timeout=-1)
    assert cache.get("n") is None
    assert not cache.has_key("n")
    assert not cache.touch("n", 60), "what has run out does not come back"
    assert cache.add("n", 4), "what has run out may be put anew"
    assert cache.get("n") == 4
    cache.set("always", 1, timeout=None)
    assert cache.get("always") == 1
    assert cache.get_or_set("late", lambda: [1]) == [1]
    cache.set_many({"a": 1, "b": [2]})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": [2]}
    assert cache.delete("a")
    cache.clear()
    assert cache.get_many(["b", "n", "always"]) == {}


def test_full_table_pushes_nothing_out_that_still_counts() -> None:
    cache.set("a-lock-out", [1.0, 2.0], timeout=300)
    for number in range(800):  # Django's own table keeps 300
        cache.set(f"filler-{number}", number, timeout=-1 if number % 2 else 300)
    assert cache.get("a-lock-out") == [1.0, 2.0]
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from shared_cache where expires < clock_timestamp()")
        assert cursor.fetchone()[0] <= 1, "what has run out is swept away"
