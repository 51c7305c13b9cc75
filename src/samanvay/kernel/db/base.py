"""Django's PostgreSQL backend with two habits: it says who acts, and it translates the two refusals of ours."""

from types import TracebackType
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property

from samanvay.kernel.refusals import NoActor, WriteOutsideOperation

from . import scope

NO_ACTOR_MARK = "sam: no actor"
NO_OPERATION_MARK = "sam: write outside an operation"
NO_EVENT_MARK = "sam: an operation without its event"

REFUSALS = {
    NO_ACTOR_MARK: NoActor,
    NO_OPERATION_MARK: WriteOutsideOperation,
    NO_EVENT_MARK: WriteOutsideOperation,
}


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
        super().__exit__(kind, error, trace)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose every transaction begins by saying who acts."""

    transaction_name = ""  # as the database calls the open one; proofs hold for it alone

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)
        self.transaction_name = ""
        if not autocommit:
            scope.bind(self)

    @cached_property
    def wrap_database_errors(self) -> ErrorWrapper:
        return ErrorWrapper(self)
