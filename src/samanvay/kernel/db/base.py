"""Django's PostgreSQL backend with three habits: it says who acts, translates refusals, and reads every old row."""

from collections.abc import Callable, Iterator
from functools import wraps
from types import TracebackType
from typing import Any

import psycopg
from django.db.backends import utils
from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property

from samanvay.kernel.refusals import NoActor, NotTaken, Unreadable, WriteOutsideOperation

from . import scope
from .loading import read_within_bounds

NO_ACTOR_MARK = "sam: no actor"
NO_OPERATION_MARK = "sam: write outside an operation"
NO_EVENT_MARK = "sam: an operation without its event"

REFUSALS = {
    NO_ACTOR_MARK: NoActor,
    NO_OPERATION_MARK: WriteOutsideOperation,
    NO_EVENT_MARK: WriteOutsideOperation,
}

# SQLSTATEs by which the server says that it cannot take a value it was given; None is the driver's, before it sends.
# What a query meets in the rows themselves has others (22012, a division by zero).
GIVEN = frozenset({None, "22001", "22003", "22007", "22008", "22021", "22025", "2201B", "22P02", "22P05"})


class ErrorWrapper(DatabaseErrorWrapper):
    """Turns the database's refusals of ours into named exceptions; leaves all others to Django."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and getattr(error, "sqlstate", None) == "42501":
            message = error.diag.message_primary or ""  # type: ignore[attr-defined]
            for mark, refusal in REFUSALS.items():
                if message.startswith(mark):
                    raise refusal(message).with_traceback(trace) from error
        if isinstance(error, psycopg.DataError) and error.sqlstate in GIVEN:
            raise NotTaken(*error.args).with_traceback(trace) from error
        super().__exit__(kind, error, trace)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:  # type: ignore[override]
        """Wrap what fetches rows: what fails there stands in the database, whoever asks."""

        @wraps(function)
        def fetch(*args: Any, **kwargs: Any) -> Any:
            with self:
                try:
                    return function(*args, **kwargs)
                except psycopg.DataError as error:
                    if error.sqlstate is not None:  # a cursor of the server's works while it is read
                        raise
                    raise _unreadable(error) from None

        return fetch


def _unreadable(error: psycopg.DataError) -> Unreadable:
    # The driver's words quote the value, and whoever logs this must not.
    return Unreadable("a row holds a value that cannot be read").with_traceback(error.__traceback__)


class CursorWrapper(utils.CursorWrapper):
    """A cursor whose rows, walked one by one, fail as fetched ones do."""

    def __iter__(self) -> Iterator[Any]:
        with self.db.wrap_database_errors:
            try:
                yield from self.cursor
            except psycopg.DataError as error:
                raise _unreadable(error) from None


class CursorDebugWrapper(CursorWrapper, base.CursorDebugWrapper):
    """The same, counting queries."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose every transaction begins by saying who acts."""

    transaction_name = ""  # as the database calls the open one; proofs hold for it alone

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read_already: dict[Any, dict[Any, Any]] = {}  # see ``once``

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)
        self.transaction_name = ""
        self.read_already.clear()
        if not autocommit:
            scope.bind(self)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        read_within_bounds(connection, self.timezone)
        return connection

    def make_cursor(self, cursor: Any) -> CursorWrapper:
        return CursorWrapper(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> CursorDebugWrapper:
        return CursorDebugWrapper(cursor, self)

    @cached_property
    def wrap_database_errors(self) -> ErrorWrapper:
        return ErrorWrapper(self)
