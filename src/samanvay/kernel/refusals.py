"""Refusals: every "no" of the house, each with the one sentence that a person reads."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.utils import DatabaseError, DataError, ProgrammingError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A request that is turned down, in words that say why and, where it helps, what to do."""

    status = 400
    default_words: Any = _("This cannot be done.")

    def __init__(self, words: Any = None, *, code: str = "") -> None:
        self.words = words if words is not None else self.default_words
        self.code = code or type(self).__name__.lower()
        super().__init__(self.words)

    def __str__(self) -> str:
        return str(self.words)


class Unseen(Refusal):
    """The thing does not exist, or lies outside what this actor may know of: the two look alike."""

    status = 404
    default_words = _("This record does not exist, or you do not have permission to see it.")


class Refused(Refusal):
    """The actor may know of the thing, but may not do this to it.

    ``code`` is the permission that is lacked, where it is one; ``units`` are those at which it would suffice.
    """

    status = 403
    default_words = _("Your role does not allow this.")

    def __init__(self, words: Any = None, *, code: str = "", units: Sequence[int] = ()) -> None:
        self.units = tuple(units)
        super().__init__(words, code=code)


class AlreadyDone(Refused):
    """What is asked for was done before, by the same press or by somebody faster; its words say by whom and when."""

    status = 409


class Invalid(Refusal):
    """A value cannot be accepted; names the field and what was expected."""

    status = 400

    def __init__(self, field: str, words: Any, *, code: str = "") -> None:
        self.field = field
        super().__init__(words, code=code)


class Stale(Refusal):
    """Somebody else changed the record meanwhile; carries both sides, and of which model the record is."""

    status = 409
    default_words = _("Somebody changed this record while you were writing. Compare the two versions and decide.")

    def __init__(self, *, theirs: dict[str, Any], yours: dict[str, Any], words: Any = None, of: Any = None) -> None:
        self.theirs = theirs
        self.yours = yours
        self.of = of
        super().__init__(words)


class NoActor(Refusal, ProgrammingError):
    """A protected table was touched although nobody said who acts: a fault in the program, never in the user."""

    status = 500
    default_words = _("The acting person is not known, so nothing can be read.")


class WriteOutsideOperation(Refusal, ProgrammingError):
    """A guarded table was written outside ``audit.operation``: the database refused it."""

    status = 500
    default_words = _("A change that was not recorded in the log was stopped.")


class Busy(Refusal):
    """Too many ask for the same costly thing at once."""

    status = 503
    default_words = _("Many people are using this at the moment.")


class NotTaken(DataError):
    """A value that was given to the database and that no column takes, as a NUL or a number of thirty digits."""


class Unreadable(DatabaseError):
    """A row that stands in the database and that this program cannot read: a fault of ours, never of who asks."""


def is_of_request(error: Exception, request: HttpRequest) -> bool:
    """Tell whether what the database did not take came with this request: by its address, its query or its body."""
    match = request.resolver_match
    brought = request.method not in ("GET", "HEAD") or bool(request.GET) or bool(match and match.kwargs)
    return isinstance(error, NotTaken) and brought


class Denial(str):
    """The words with which a policy refuses, empty where it allows, with the ``code`` and ``units`` of its refusal."""

    __slots__ = ("code", "units")

    code: str
    units: tuple[int, ...]

    def __new__(cls, words: str = "", code: str = "", units: tuple[int, ...] = ()) -> "Denial":
        made = super().__new__(cls, words)
        made.code, made.units = code, units
        return made


def reason_against(policy: Callable[..., None], *given: Any) -> Denial:
    """Return why a policy refuses, nothing where it allows: for buttons and for *Who can?*."""
    try:
        policy(*given)
    except Refused as refusal:
        return Denial(str(refusal), refusal.code, refusal.units)
    return Denial()
