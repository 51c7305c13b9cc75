"""Rows to tick and one press for all of them: each is tried by itself, what is left out is told by name, with why."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Refusal, Refused, Stale, Unseen

M = TypeVar("M")
MOST = 500
TICK = "tick"


@dataclass(frozen=True, slots=True)
class TickRow:
    """A row with a box: its record and the version that is shown, what it says, its page."""

    id: UUID
    version: int
    title: Any
    sub: Any = ""
    url: str = ""
    is_ticked: bool = False

    @property
    def value(self) -> str:
        return f"{self.id}:{self.version}"


@dataclass(frozen=True, slots=True)
class Bulk:
    """A form of such rows, as ``kit/bulk.html`` shows it: where it is sent, its button, what is asked beside.

    With ``said`` it is an undo: the sentence and the button, the rows behind *Which?*.
    """

    url: str
    label: Any
    rows: Sequence[TickRow]
    form: Form | None = None
    said: str = ""

    @property
    def most_words(self) -> str:
        """Say that a longer list goes in parts."""
        is_full = len(self.rows) >= MOST
        return _("%(most)d are shown. Do these first; the rest follows.") % {"most": MOST} if is_full else ""


@dataclass
class Outcome:
    """How many were done, and the names of those left out by the reason."""

    done: int = 0
    left: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def ticked(request: HttpRequest) -> dict[UUID, int]:
    """Return the records that were ticked with the version that was seen. Raises Invalid."""
    found = dict(_tick_of(value) for value in request.POST.getlist(TICK))
    if not found:
        raise Invalid(TICK, _("Nothing is ticked. Tick at least one row and press again."))
    if len(found) > MOST:
        raise Invalid(TICK, _("At most %(most)d at once. Untick some and press again.") % {"most": MOST})
    return found


def _tick_of(value: str) -> tuple[UUID, int]:
    key, _sep, version = value.partition(":")
    seen = whole_number(version)
    try:
        found = UUID(key)
    except ValueError:
        seen = None
    if seen is None:
        raise Invalid(TICK, _("A row of the list was not understood. Load the page again and tick the rows again."))
    return found, seen


def each_ticked(
    request: HttpRequest,
    load: Callable[[UUID], M],
    act: Callable[[M, int], Any],
    name: Callable[[M], Any],
) -> Outcome:
    """Do ``act(record, version seen)`` to each record ticked, in a savepoint of its own.

    Raises Invalid as `ticked` and ``act`` do: what is wrong with the form is wrong for every row.
    """
    outcome = Outcome()
    for key, seen in ticked(request).items():
        try:
            record = load(key)
        except Refusal as refusal:
            outcome.left[str(refusal)].append(_("one row"))
            continue
        words = str(name(record))
        try:
            with transaction.atomic():
                act(record, seen)
        except Stale:
            outcome.left[_("It was changed meanwhile. Read it again.")].append(words)
        except (Refused, Unseen) as refusal:
            outcome.left[str(refusal)].append(words)
        else:
            outcome.done += 1
    return outcome


def bulk_page(
    request: HttpRequest,
    load: Callable[[UUID], M],
    act: Callable[[M, int], Any],
    name: Callable[[M], Any],
    *,
    done: Callable[[int], str],
    to: str,
) -> HttpResponse:
    """Answer a press on ticked rows: as `each_ticked`, then go ``to`` the list, which says what was wrong or done."""
    try:
        with transaction.atomic():
            outcome = each_ticked(request, load, act, name)
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
    else:
        tell(request, outcome, done)
    return HttpResponseRedirect(to)


def tell(request: HttpRequest, outcome: Outcome, done: Callable[[int], str]) -> None:
    """Say on the next page what was done, and what was left out by name, with why."""
    if outcome.done:
        messages.success(request, done(outcome.done))
    for why, names in outcome.left.items():
        said = ngettext("%(n)d left out: %(names)s. %(why)s", "%(n)d left out: %(names)s. %(why)s", len(names))
        messages.warning(request, said % {"n": len(names), "names": ", ".join(names), "why": why})


def first_rows(found: Iterable[M], row: Callable[[M], TickRow]) -> list[TickRow]:
    """Return the rows of records, as many as one press takes."""
    return [row(each) for _number, each in zip(range(MOST), found, strict=False)]
