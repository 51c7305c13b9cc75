"""The calendar in words and shapes: filters as the address has them, rows, cells and cards of batches."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.queries import districts_ever
from samanvay.kernel.bilingual import Bilingual
from samanvay.rosters.batches.queries.calendar import (
    FEWEST,
    MOST,
    CalendarFilters,
    Cell,
    Line,
    PlacedBatch,
    centres_there,
)
from samanvay.rosters.batches.queries.progress import plan_at
from samanvay.rosters.batches.states import BATCH_WORDS, BatchState
from samanvay.rosters.plans import queries
from samanvay.rosters.plans.states import Mode
from samanvay.rosters.weeks import next_monday
from samanvay.web.components.pieces import Choice, Pill, Select, address, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, place_of, text_of

from . import batch_presenters, week_words

WEEKS = (FEWEST, 8, 10, MOST)
MOVABLE = (BatchState.PLANNED, BatchState.CALLED)


def asked_of(request: OfficerRequest, home_state: str) -> CalendarFilters:
    """Return the filters of an address: from this week, or where the next plan begins. Raises Refused, Unseen."""
    plan = None
    if said := text_of(request, "plan"):
        try:
            plan = queries.plan_or_unseen(request.actor, UUID(said))
        except ValueError:
            choice_of(request, "plan", ())
    first = week_words.this_monday()
    holds = plan or plan_at(home_state, first)
    weeks = int(choice_of(request, "weeks", [str(each) for each in range(100)], "8"))
    return CalendarFilters(
        monday=week_words.week_asked(request, max(first, holds.monday) if holds else first),
        weeks=min(MOST, max(FEWEST, weeks)),
        centre=choice_of(request, "centre", [each.code for each in centres_there(home_state)]),
        district=place_of(request, "district"),
        state=choice_of(request, "state", BATCH_WORDS),
        plan=plan,
        opened=frozenset(each for each in request.GET.getlist("open") if each in (Mode.DISTRICT, Mode.ONLINE)),
    )


def selects(asked: CalendarFilters, home_state: str) -> list[Select]:
    """Return the filters with their choices."""
    said: list[tuple[str, str, str, list[tuple[str, Any]]]] = [
        ("centre", _("Centre"), asked.centre, [(each.code, each.names) for each in centres_there(home_state)]),
        ("district", _("District"), asked.district, [(each.key, each.names) for each in districts_ever(home_state)]),
        ("state", _("Status of the batch"), asked.state, list(BATCH_WORDS.items())),
    ]
    found = [Select(name, label, options(choices, now)) for name, label, now, choices in said]
    weeks = [
        Choice(str(each), ngettext("%(n)d week", "%(n)d weeks", each) % {"n": each}, each == asked.weeks)
        for each in WEEKS
    ]
    return [Select("weeks", _("Weeks"), weeks), *found]


def line(
    request: OfficerRequest, found: Line, asked: CalendarFilters, titles: Mapping[str, Bilingual], may_move: bool
) -> dict[str, Any]:
    """Return a row of the calendar as it is shown; ``unfold`` opens or folds it."""
    if found.centre is not None:
        sub = ngettext("%(n)s seat", "%(n)s seats", found.centre.seats) % {"n": f"{found.centre.seats:,}"}
    else:
        count = sum(len(each.placed) for each in found.cells)
        sub = ngettext("%(n)s batch", "%(n)s batches", count) % {"n": f"{count:,}"}
    is_whole = found.key == found.mode
    return {
        "names": _("In the districts") if found.mode == Mode.DISTRICT and is_whole else found.names,
        "sub": sub,
        "unfold": _opened(request, sorted(asked.opened ^ {found.mode})) if found.is_folded or is_whole else "",
        "unfold_words": _("Show the batches") if found.is_folded else _("Show numbers only"),
        "key": f"{found.mode}:{found.key}",
        "centre": found.key if found.centre else "",
        "cells": [_cell(found, each, at, titles, may_move) for at, each in enumerate(found.cells, 1)],
    }


def _opened(request: OfficerRequest, opened: list[str]) -> str:
    query = request.GET.copy()
    query.setlist("open", opened)
    return f"{request.path}?{query.urlencode()}"


def _cell(line: Line, cell: Cell, order: int, titles: Mapping[str, Bilingual], may_move: bool) -> dict[str, Any]:
    """Return a cell: its cards or their number, how full the centre is, why it is closed, whether a batch may come."""
    folded, seats, full = "", "", ""
    if line.is_folded and cell.placed:
        folded = _batches_words(len(cell.placed), cell.people)
    if line.centre is not None and cell.placed:
        seats, full = _seats_words(cell.people, line.centre.seats), _full(cell.people, line.centre.seats)
    cards = [] if line.is_folded else [_card(each, titles, may_move) for each in cell.placed]
    return {
        "key": week_words.week_key(cell.monday),
        "order": order,
        "cards": cards,
        "folded": folded,
        "seats": seats,
        "full": full,
        "closed": cell.closed,
        "takes": may_move and not line.is_folded and cell.monday >= next_monday(),
        "is_bare": not cards and not folded and not cell.closed,
    }


def _card(placed: PlacedBatch, titles: Mapping[str, Bilingual], may_move: bool) -> dict[str, Any]:
    """Return a batch in its cell; ``move`` is where it is moved, "" where the reader may not or it is too late."""
    batch = placed.batch
    can = may_move and batch.plan_id and batch.state in MOVABLE and batch.monday >= next_monday()
    return {
        "batch": batch,
        "course": titles.get(batch.course, batch.course),
        "pill": batch_presenters.batch_pill(batch),
        "people": _seats_words(placed.people, batch.size),
        "full": _full(placed.people, batch.size),
        "move": reverse("roster_move", args=[batch.pk]) if can else "",
    }


def _seats_words(people: int, seats: int) -> str:
    return _("%(n)s of %(seats)s seats") % {"n": f"{people:,}", "seats": f"{seats:,}"}


def _full(people: int, seats: int) -> str:
    """Return how full it is in hundredths, as a width."""
    return f"{min(100.0, 100 * people / max(1, seats)):.1f}"


def _batches_words(batches: int, people: int) -> str:
    return _("%(batches)s, %(people)s") % {
        "batches": ngettext("%(n)s batch", "%(n)s batches", batches) % {"n": f"{batches:,}"},
        "people": ngettext("%(n)s person", "%(n)s people", people) % {"n": f"{people:,}"},
    }


def heads(asked: CalendarFilters, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the weeks above the columns; one without anything is told where weeks stand one under another."""
    return [
        {
            "week": _("week %(n)d") % {"n": monday.isocalendar().week},
            "short": date_format(monday, "j M"),
            "order": at,
            "is_now": monday == week_words.this_monday(),
            "is_bare": all(each["cells"][at - 1]["is_bare"] for each in found),
        }
        for at, monday in enumerate(asked.mondays, 1)
    ]


def count_words(found: list[Line]) -> str:
    """Return how many batches are shown and how many people are in them."""
    cells = [cell for line in found for cell in line.cells]
    return _batches_words(sum(len(cell.placed) for cell in cells), sum(cell.people for cell in cells))


def in_file(placed: list[PlacedBatch]) -> list[Sequence[object]]:
    """Return batches for a file, one a row, below their heads."""
    heads = ("week", "batch", "course", "mode", "where", "first_day", "last_day", "people", "seats", "state")
    rows = [
        [
            *(week_words.week_key(each.batch.monday), each.batch.label, each.batch.course, each.batch.mode),
            *(each.batch.where, each.batch.starts_on, each.batch.ends_on, each.people, each.batch.size),
            each.batch.state_words,
        ]
        for each in placed
    ]
    return [heads, *rows]


def signs(asked: CalendarFilters) -> list[Pill]:
    """Return the signs of the states that are shown."""
    return [
        Pill(BATCH_WORDS[state], kind, shape)
        for state, (kind, shape) in batch_presenters.BATCH_SIGNS.items()
        if asked.state == state or (not asked.state and state != BatchState.CANCELLED)
    ]


def pages(request: OfficerRequest, asked: CalendarFilters) -> dict[str, str]:
    """Return the addresses of the weeks before and after, and of the present one."""
    step = timedelta(weeks=asked.weeks)
    return {
        "earlier": address(request, week=week_words.week_key(asked.monday - step), **UNDONE),
        "later": address(request, week=week_words.week_key(asked.monday + step), **UNDONE),
        "now": address(request, week="", **UNDONE),
    }


UNDONE: dict[str, str] = dict.fromkeys(("moved", "from", "at", "seen"), "")
"""The parts of an address that offer to move a batch back, taken away."""
